import { underLease } from '../accounts/leases.ts'
import { LeaseLost } from '../plays/lease.ts'
import { createLoop, type Worker } from '../plays/worker.ts'
import { everyMs, type LibraryPollDeps, pollLibrary } from './library-poll.ts'

/** So many are asked at a time, and so many are looked for at once. */
const atATime = 4
const roundLimit = 100

/** One person's trouble keeps no other from being read. */
const setBack = async (deps: LibraryPollDeps, accountId: string, error: unknown): Promise<void> => {
  // Another process goes on with it.
  if (error instanceof LeaseLost) return
  deps.onError(error)
  const nextPollAt = deps.clock.now() + everyMs
  await deps.store.transaction((tx) => tx.noteAccount(accountId, { nextPollAt }))
}

/** False where another process reads it. */
const turn = async (deps: LibraryPollDeps, accountId: string): Promise<boolean> => {
  const done = await underLease(deps, `poll:${accountId}`, async (held) => {
    try {
      await pollLibrary(deps, held, accountId)
    } catch (error) {
      await setBack(deps, accountId, error)
    }
  })
  return done !== null
}

/** True where at least one was read here. */
const round = async (
  deps: LibraryPollDeps,
  accountIds: readonly string[],
  life: { readonly stopping: boolean },
): Promise<boolean> => {
  const queue = [...accountIds]
  let isAnyDone = false
  const takeNext = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined && !life.stopping; id = queue.shift())
      if (await turn(deps, id)) isAnyDone = true
  }
  await Promise.all(Array.from({ length: atATime }, takeNext))
  return isAnyDone
}

/**
 * Reads the libraries of Stremio accounts: what was watched and not told by the add-on is found there, sooner or later
 * (stremio.md §3.2). The first reading only remembers; older gaps are a matter of the backfill.
 */
export function createLibraryPoller(deps: LibraryPollDeps): Worker {
  const { store, clock, changes } = deps
  const life = { stopping: false }
  const loop = createLoop(deps, async () => {
    for (;;) {
      const now = clock.now()
      const { accountIds, nextAt } = await store.transaction((tx) => tx.duePolls('stremio', now, roundLimit))
      if (accountIds.length === 0) return nextAt === null ? null : nextAt - now
      // Where nothing was done all are being read by other processes.
      if (!(await round(deps, accountIds, life)) || life.stopping) return null
    }
  })
  let unsubscribe = (): void => undefined
  return {
    start: () => {
      life.stopping = false
      unsubscribe = changes.subscribe((change) => {
        if (change.type === 'account') loop.wake()
      })
      loop.start()
    },
    stop: () => {
      life.stopping = true
      unsubscribe()
      return loop.stop()
    },
    idle: () => loop.idle(),
  }
}
