/** Work that shares transactions with whatever arrives while one of them runs. */
export interface GroupCommit<T, R> {
  /** Resolves when this one is durable; rejects when the store refuses it, and then nothing of it has happened. */
  add(item: T): Promise<R>
}

interface Waiting<T, R> {
  readonly item: T
  readonly resolve: (result: R) => void
  readonly reject: (error: unknown) => void
}

interface Refusal {
  readonly error: unknown
}

/**
 * Items that arrive while a transaction runs share the next one, `limit` of them at most: that bounds how long the
 * first of them waits. `commit` writes a batch in one transaction, answers one result for each in order, and throws
 * when refused. `afterwards` runs once the batch is durable and everybody has been answered; it must not throw.
 */
export function createGroupCommit<T, R>(
  limit: number,
  commit: (items: readonly T[]) => Promise<readonly R[]>,
  afterwards: (results: readonly R[], items: readonly T[]) => void,
): GroupCommit<T, R> {
  let waiting: Waiting<T, R>[] = []
  let running = false

  const attempt = async (batch: readonly Waiting<T, R>[]): Promise<Refusal | null> => {
    const items = batch.map(({ item }) => item)
    const done = await refusable(() => commit(items))
    if ('error' in done) return done
    for (const [index, result] of done.results.entries()) batch[index]?.resolve(result)
    afterwards(done.results, items)
    return null
  }
  const drain = async (): Promise<void> => {
    // Whatever is added in the same turn shares the first transaction.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit)
      waiting = waiting.slice(limit)
      await settle(batch, attempt)
    }
    running = false
  }
  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        if (running) return
        running = true
        void drain()
      }),
  }
}

async function refusable<R>(
  commit: () => Promise<readonly R[]>,
): Promise<{ readonly results: readonly R[] } | Refusal> {
  try {
    return { results: await commit() }
  } catch (error) {
    return { error }
  }
}

/** One that the store cannot take must not take the others down: after a refusal each is tried alone. */
async function settle<T, R>(
  batch: readonly Waiting<T, R>[],
  attempt: (batch: readonly Waiting<T, R>[]) => Promise<Refusal | null>,
): Promise<void> {
  let refusal = await attempt(batch)
  if (refusal === null) return
  let refusedInARow = 0
  for (const one of batch) {
    // Twice in a row is the store itself, and each further try may cost its whole time-out.
    const again: Refusal | null = batch.length > 1 && refusedInARow < 2 ? await attempt([one]) : refusal
    if (again === null) {
      refusedInARow = 0
      continue
    }
    refusedInARow += 1
    refusal = again
    one.reject(refusal.error)
  }
}
