import { useSyncExternalStore } from 'react'
import { relative, since } from './format.ts'

/** One ticking clock for all times on the page, whatever their number. */
function makeClock(everyMs: number): {
  readonly subscribe: (listener: () => void) => () => void
  readonly read: () => number
} {
  const listeners = new Set<() => void>()
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | null = null
  const tick = (): void => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  return {
    subscribe: (listener) => {
      if (timer === null) {
        now = Date.now()
        timer = setInterval(tick, everyMs)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0 || timer === null) return
        clearInterval(timer)
        timer = null
      }
    },
    read: () => now,
  }
}

const calm = makeClock(10_000)
const quick = makeClock(1000)

/** The present in UTC milliseconds, renewed every ten seconds: enough for "2 min ago". */
export const useNow = (): number => useSyncExternalStore(calm.subscribe, calm.read)

/** What a moment is called now. Draws again only when the words change, so that thousands may stand on a page. */
export const useRelative = (at: number): string =>
  useSyncExternalStore(calm.subscribe, () => relative(at, calm.read()))

/** The same of what has happened. */
export const useSince = (at: number): string =>
  useSyncExternalStore(calm.subscribe, () => since(at, calm.read()))

/** The present, renewed every second: for something that counts down before the eye. */
export const useSecond = (): number => useSyncExternalStore(quick.subscribe, quick.read)
