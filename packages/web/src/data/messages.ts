import type { AlertView } from '@cuemark/contract'
import { useSyncExternalStore } from 'react'

type AlertChange = Pick<AlertView, 'id' | 'state' | 'version'>

/** A short message at the edge of the page that goes by itself. */
export interface Message {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'good' | 'error'
  readonly undo: (() => void) | null
  /** The change of an alert that it speaks of; null where it speaks of no alert. */
  readonly of: AlertChange | null
}

let messages: readonly Message[] = []
let lastId = 0
const listeners = new Set<() => void>()

function change(next: readonly Message[]): void {
  messages = next
  for (const listener of listeners) listener()
}

const atMost = 3

export function say(text: string, more: Partial<Pick<Message, 'tone' | 'undo' | 'of'>> = {}): void {
  lastId += 1
  const { tone = 'plain', undo = null, of = null } = more
  const message: Message = { id: lastId, text, tone, undo, of }
  change([...messages, message].slice(-atMost))
}

export function unsay(id: number): void {
  change(messages.filter((message) => message.id !== id))
}

/** Takes back what was said of an alert that has changed since: there is nothing to undo any more. */
export function unsayOvertaken(alert: AlertChange): void {
  const isOvertaken = ({ of }: Message): boolean =>
    of?.id === alert.id && alert.version > of.version && alert.state !== of.state
  if (messages.some(isOvertaken)) change(messages.filter((message) => !isOvertaken(message)))
}

/** Takes back what was said of an alert that is not kept any more. */
export function unsayRemoved(alertId: string): void {
  if (messages.some(({ of }) => of?.id === alertId)) change(messages.filter(({ of }) => of?.id !== alertId))
}

/** What stands at the edge of the page now. */
export const spoken = (): readonly Message[] => messages

export const useMessages = (): readonly Message[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    spoken,
  )
