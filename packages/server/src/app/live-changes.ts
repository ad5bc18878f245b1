import type { Change, Changes } from './ports.ts'

/** Changes within this process. A listener that fails is its own trouble and keeps nobody else from hearing. */
export const createChanges = (onError: (error: unknown) => void): Changes => {
  const listeners = new Set<(change: Change) => void>()
  return {
    publish: (change) => {
      for (const listener of listeners) {
        try {
          listener(change)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
