import { useSyncExternalStore } from 'react'

/** A short message at the edge of the page that goes by itself. */
export interface Message {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'good' | 'error'
  readonly undo: (() => void) | null
}

let messages: readonly Message[] = []
let lastId = 0
const listeners = new Set<() => void>()

function change(next: readonly Message[]): void {
  messages = next
  for (const listener of listeners) listener()
}

const atMost = 3

export function say(text: string, more: Partial<Pick<Message, 'tone' | 'undo'>> = {}): void {
  lastId += 1
  const message: Message = { id: lastId, text, tone: more.tone ?? 'plain', undo: more.undo ?? null }
  change([...messages, message].slice(-atMost))
}

export function unsay(id: number): void {
  change(messages.filter((message) => message.id !== id))
}

export const useMessages = (): readonly Message[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => messages,
  )
