import { percentDecode } from './address.ts'

/** What was taken off a pasted value, in the words that a person reads. */
export type Removal =
  | 'white space'
  | 'hidden characters'
  | 'quotation marks'
  | 'the word “Bearer”'
  | 'the name before it'
  | 'the address around it'
  | 'line breaks'

export interface Pasted {
  readonly value: string
  readonly removed: readonly Removal[]
}

export interface KeyShape {
  /** Parameter and header names under which the key travels, lower case. */
  readonly names: readonly string[]
  /** True for a value that certainly is such a key; lets a key that was wrapped over lines be joined. */
  readonly fits: (value: string) => boolean
}

interface Step {
  readonly removal: Removal
  readonly apply: (value: string, shape: KeyShape) => string
}

const quoteMarks = '"\'`“”„‟‘’‚«»'
const outerQuotes = new RegExp(`^[${quoteMarks}]+|[${quoteMarks},;]+$`, 'g')
const hidden = /[\p{Cf}\p{Cs}]|(?![\t\n\r])\p{Cc}/gu
const assignment =
  /^(?:(?:export|set|env)\s+)?(?:[a-z0-9]+[_-])*(?:api[_-]?key|key|token|secret|client[_-]?id|id)["']?\s*[=:]\s*["']?(?=[^\s=])/i
const header = /(?:^|[\s"'])(?:authorization|x-api-key|trakt-api-key|api-key)\s*:\s*(?:bearer\s+)?([^\s"']+)/i

const escaped = (name: string): string => name.replace(/[^a-z0-9_]/g, '\\$&')

/** The value of the first of these parameters in something that looks like an address. */
const fromAddress = (value: string, names: readonly string[]): string => {
  if (names.length === 0 || !/:\/\/|^[/?]|[?&]/.test(value)) return value
  const found = new RegExp(`[?&;](?:${names.map(escaped).join('|')})=([^&#\\s"']+)`, 'i').exec(value)
  return found?.[1] === undefined ? value : percentDecode(found[1])
}

/** Every step shortens the value or leaves it, so repeating them ends, and a cleaned value stays as it is. */
const steps: readonly Step[] = [
  { removal: 'hidden characters', apply: (value) => value.replace(hidden, '') },
  { removal: 'white space', apply: (value) => value.trim() },
  { removal: 'quotation marks', apply: (value) => value.replace(outerQuotes, '') },
  { removal: 'quotation marks', apply: (value) => value.replace(/^<(.*)>$/s, '$1') },
  { removal: 'the name before it', apply: (value) => header.exec(value)?.[1] ?? value },
  { removal: 'the word “Bearer”', apply: (value) => value.replace(/^bearer\s+/i, '') },
  { removal: 'the address around it', apply: (value, shape) => fromAddress(value, shape.names) },
  { removal: 'the name before it', apply: (value) => value.replace(assignment, '') },
  {
    removal: 'line breaks',
    apply: (value, shape) => {
      const joined = value.replace(/\s+/g, '')
      return shape.fits(joined) ? joined : value
    },
  },
]

/** Takes off a pasted key what a copy brings along. */
export const cleanKey = (raw: string, shape: KeyShape): Pasted => {
  let value = raw
  let before: string
  const removed = new Set<Removal>()
  do {
    before = value
    for (const step of steps) {
      const next = step.apply(value, shape)
      if (next.length < value.length) removed.add(step.removal)
      value = next.length < value.length ? next : value
    }
  } while (value !== before)
  // White space that is left inside is remarked on, never sent as a line break.
  return { value: value.replace(/\s+/g, ' '), removed: [...removed] }
}

/** The same for a plain value: hidden characters, outer white space and quotation marks only. */
export const cleanText = (raw: string): string => {
  let value = raw
  let before: string
  do {
    before = value
    value = value.replace(hidden, '').trim().replace(outerQuotes, '')
  } while (value !== before)
  return value.replace(/\s+/g, ' ')
}
