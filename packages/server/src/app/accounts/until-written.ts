import type { Clock } from '../ports.ts'
import type { KeeperDeps } from './account-deps.ts'

const firstRetryMs = 1000
const longestRetryMs = 30_000

/** How long something that must be written is tried for, and who hears that it has to wait. */
export interface Patience {
  readonly stopping: AbortSignal
  readonly onWait: () => void
}

const pause = (clock: Clock, delayMs: number, stopping: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      cancel()
      stopping.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.after(delayMs, done)
    stopping.addEventListener('abort', done, { once: true })
  })

/**
 * A full disk or a database that is away must not cost a sign-in: what Trakt has just given exists nowhere else, so it
 * waits here until it is written, or the process ends.
 */
export const untilWritten = async (
  deps: Pick<KeeperDeps, 'clock' | 'onError'>,
  { stopping, onWait }: Patience,
  write: () => Promise<void>,
): Promise<void> => {
  for (let retryMs = firstRetryMs; ; retryMs = Math.min(2 * retryMs, longestRetryMs)) {
    try {
      await write()
      return
    } catch (error) {
      deps.onError(error)
      if (stopping.aborted) return
      onWait()
      await pause(deps.clock, retryMs, stopping)
    }
  }
}
