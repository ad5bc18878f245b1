import type { Clock } from './app/ports.ts'

/** Node fires a longer timer at once, so longer delays are walked in steps of this. */
const longestTimerMs = 2_147_483_647

/** The machine's own clock. Its timers never keep the process alive. */
export function createClock(): Clock {
  return {
    now: () => Date.now(),
    after: (delayMs, run) => {
      let timer: NodeJS.Timeout
      const wait = (leftMs: number): void => {
        const stepMs = Math.min(Math.max(leftMs, 0), longestTimerMs)
        timer = setTimeout(() => {
          if (leftMs > stepMs) wait(leftMs - stepMs)
          else run()
        }, stepMs)
        timer.unref()
      }
      wait(delayMs)
      return () => {
        clearTimeout(timer)
      }
    },
  }
}
