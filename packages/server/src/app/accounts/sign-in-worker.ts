import { createLoop, type Worker } from '../plays/worker.ts'
import type { SignInRow } from '../ports-accounts.ts'
import type { SignInEndDeps } from './sign-in-end.ts'
import { stepSignIn } from './sign-in-poll.ts'

/** Another process may be at it, or what was to be written was refused: looked at again after this. */
const againMs = 1000

const dueAt = ({ nextPollAt, expiresAt }: SignInRow): number => Math.min(nextPollAt ?? Infinity, expiresAt)

const nextDelayMs = (rows: readonly SignInRow[], now: number): number | null => {
  if (rows.length === 0) return null
  const nextAt = Math.min(...rows.map(dueAt))
  return nextAt > now ? nextAt - now : againMs
}

/** Asks for every pending sign-in at its own pace, over restarts, and ends those to which nobody came. */
export const createSignInWorker = (deps: SignInEndDeps): Worker => {
  const pending = (): Promise<readonly SignInRow[]> => deps.store.transaction((tx) => tx.pendingSignIns())
  const step = async (row: SignInRow): Promise<void> => {
    try {
      await stepSignIn(deps, row.id)
    } catch (error) {
      deps.onError(error)
    }
  }
  const loop = createLoop(deps, async () => {
    const tried = new Set<string>()
    for (;;) {
      const now = deps.clock.now()
      const rows = await pending()
      const due = rows.filter((row) => dueAt(row) <= now && !tried.has(row.id))
      if (due.length === 0) return nextDelayMs(rows, now)
      for (const { id } of due) tried.add(id)
      await Promise.all(due.map((row) => step(row)))
    }
  })
  let leave = (): void => undefined
  return {
    start: () => {
      leave = deps.changes.subscribe((change) => {
        if (change.type === 'sign_in') loop.wake()
      })
      loop.start()
    },
    stop: async () => {
      leave()
      await loop.stop()
    },
    idle: () => loop.idle(),
  }
}
