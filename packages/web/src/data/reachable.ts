import { useSyncExternalStore } from 'react'

/** Whether the last request of this page got an answer from Cuemark. */
let isReachable = true
const listeners = new Set<() => void>()

export function tellReachable(next: boolean): void {
  if (isReachable === next) return
  isReachable = next
  for (const listener of listeners) listener()
}

export const useReachable = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isReachable,
  )
