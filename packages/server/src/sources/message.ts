import type { Message, Reading } from '../app/ports-sources.ts'
import { type Fields, fieldsOf } from './fields.ts'

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    // Some templates send the JSON as one JSON text.
    return typeof value === 'string' ? JSON.parse(value) : value
  } catch {
    return undefined
  }
}

/**
 * What a message says, whatever its content type claims: Jellyfin sends JSON as text/plain (players.md §2), Plex and
 * Emby put it into a field of a form, and a form may hold the fields themselves. Null where it is none of these.
 */
export function fieldsIn(message: Message, formFields: readonly string[] = []): Fields | null {
  for (const name of formFields) {
    const value = parse(message.fields.get(name) ?? '')
    if (typeof value === 'object' && value !== null) return fieldsOf(value)
  }
  const body = parse(message.body)
  if (typeof body === 'object' && body !== null) return fieldsOf(body)
  return message.fields.size === 0 ? null : fieldsOf(Object.fromEntries(message.fields))
}

/** Each part of a batch, or the one message. */
export function allFieldsIn(message: Message): readonly Fields[] | null {
  const body = parse(message.body)
  if (Array.isArray(body)) return body.slice(0, longestBatch).map((item) => fieldsOf(item))
  const one = fieldsIn(message)
  return one === null ? null : [one]
}
const longestBatch = 500

export const nothing = (because: string): Reading => ({ type: 'nothing', because })
export const unreadable = (text: string): Reading => ({ type: 'unreadable', text })

/** Fields by which each player's message is known, for one that came to another player's address. */
const marks: readonly (readonly [name: string, fields: readonly string[]])[] = [
  ['Jellyfin', ['NotificationType']],
  ['Emby', ['Event', 'Item']],
  ['Plex or Tautulli', ['event', 'Metadata']],
  ['Kodi', ['method', 'jsonrpc']],
]

/** What to say about a message without the field that names its event. */
export function withoutEvent(player: string, told: Fields, advice: string): Reading {
  const other = marks.find(
    ([name, fields]) => !name.includes(player) && fields.every((field) => told.has(field)),
  )
  if (other === undefined) return unreadable(`${player} sent a message that names no event. ${advice}`)
  return unreadable(
    `This looks like a message of ${other[0]}, but the address is for ${player}. Make a source for ${other[0]} and use its address there.`,
  )
}
