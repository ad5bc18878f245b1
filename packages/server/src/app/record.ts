import { manifests, type ServiceId } from '@cuemark/services'
import type { AlertDeps } from './alert-desk.ts'
import type { OutcomeReport, Recorder } from './ports.ts'
import { type BatchDeps, type Recorded, recordBatch } from './record-batch.ts'
import { subjectsOf } from './record-subjects.ts'

export interface RecorderDeps extends AlertDeps {
  readonly healthyEveryMs?: (service: ServiceId) => number
  readonly foldMs?: number
}

/** At most so many reports share a transaction, which bounds how long the first of them waits. */
const batchLimit = 1000
const defaultFoldMs = 10 * 60_000
/** Good traffic with nothing standing against it is noted this often: a hundred answers a second prove no more. */
const calmForMs = 15_000

interface Waiting {
  readonly report: OutcomeReport
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Reports that arrive while a transaction runs share the next one. Each caller is told when its own is durable;
 * when the store refuses, each is told that, and nothing of a refused batch has happened.
 */
export function createRecorder(deps: RecorderDeps): Recorder {
  const batchDeps: BatchDeps = {
    ...deps,
    foldMs: deps.foldMs ?? defaultFoldMs,
    healthyEveryMs: deps.healthyEveryMs ?? ((service) => manifests[service].check.healthyEveryMs),
  }
  const calm = createCalm(deps)
  let waiting: Waiting[] = []
  let running = false

  const commit = async (batch: readonly Waiting[]): Promise<Refusal | null> => {
    const failuresBefore = calm.failuresSeen()
    const reports = batch.map(({ report }) => report)
    const done = await refusable(() => deps.store.transaction((tx) => recordBatch(tx, reports, batchDeps)))
    if ('error' in done) return done
    calm.note(done.value, failuresBefore)
    for (const { resolve } of batch) resolve()
    for (const change of done.value.changes) deps.changes.publish(change)
    return null
  }
  const drain = async (): Promise<void> => {
    // Whatever is reported in the same turn shares the first transaction.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchLimit)
      waiting = waiting.slice(batchLimit)
      await settle(batch, commit)
    }
    running = false
  }
  return {
    record: (report) => {
      if (report.diagnosis !== null) calm.failed()
      else if (calm.covers(report)) return Promise.resolve()
      return new Promise((resolve, reject) => {
        waiting.push({ report, resolve, reject })
        if (running) return
        running = true
        void drain()
      })
    },
  }
}

interface Refusal {
  readonly error: unknown
}

async function refusable<T>(work: () => Promise<T>): Promise<{ readonly value: T } | Refusal> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error }
  }
}

/** A report that the store cannot take must not take the others down: after a refusal each is tried alone. */
async function settle(
  batch: readonly Waiting[],
  commit: (batch: readonly Waiting[]) => Promise<Refusal | null>,
): Promise<void> {
  let refusal = await commit(batch)
  if (refusal === null) return
  let refusedInARow = 0
  for (const one of batch) {
    // Twice in a row is the store itself, and each further try may cost its whole time-out.
    const again: Refusal | null = batch.length > 1 && refusedInARow < 2 ? await commit([one]) : refusal
    if (again === null) {
      refusedInARow = 0
      continue
    }
    refusedInARow += 1
    refusal = again
    one.reject(refusal.error)
  }
}

interface Calm {
  /** True for good traffic that would prove nothing new. */
  covers(report: OutcomeReport): boolean
  /** A failure was reported: from now on every good answer may mend something. */
  failed(): void
  failuresSeen(): number
  note(recorded: Recorded, failuresBefore: number): void
}

function createCalm({ clock }: Pick<RecorderDeps, 'clock'>): Calm {
  const since = new Map<string, number>()
  let failures = 0
  return {
    covers: (report) => {
      if (report.origin !== 'traffic') return false
      return subjectsOf(report).every((subject) => {
        const at = since.get(subject)
        const ageMs = at === undefined ? Infinity : clock.now() - at
        return ageMs >= 0 && ageMs < calmForMs
      })
    },
    failed: () => {
      failures += 1
      since.clear()
    },
    failuresSeen: () => failures,
    note: ({ calm }, failuresBefore) => {
      if (failures !== failuresBefore) return
      for (const subject of calm) since.set(subject, clock.now())
    },
  }
}
