/**
 * Reading of what a player sent. Every field is optional, numbers and booleans may be text, and templates may change
 * the case of a name (players.md §2, §5).
 */
export interface Fields {
  has(name: string): boolean
  /** Trimmed; null where it is empty, or a placeholder that was never filled. */
  text(name: string): string | null
  number(name: string): number | null
  /** A whole number of 0 or more. */
  count(name: string): number | null
  flag(name: string): boolean | null
  /** Empty where there is none. */
  part(name: string): Fields
  parts(name: string): readonly Fields[]
  /** Texts of a list. */
  texts(name: string): readonly string[]
}

const longestText = 300
const placeholder = /^\{\{?\s*[\w.]+\s*\}?\}$/
const numeric = /^[+-]?\d+(?:\.\d+)?$/

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  if (typeof value !== 'string') return null
  const text = value.replaceAll('\u0000', '').trim().slice(0, longestText).toWellFormed()
  return text === '' || placeholder.test(text) ? null : text
}

function numberOf(value: unknown): number | null {
  const text = textOf(value)
  if (text === null || !numeric.test(text)) return null
  const number = Number(text)
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : null
}

function flagOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const text = textOf(value)?.toLowerCase()
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : null
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `value` may be anything: what is no object has no fields. */
export function fieldsOf(value: unknown): Fields {
  const exact = new Map<string, unknown>(isRecord(value) ? Object.entries(value) : [])
  const anyCase = new Map([...exact].map(([name, item]) => [name.toLowerCase(), item]))
  // The exact name first: Plex has both `guid` and `Guid`.
  const get = (name: string): unknown => (exact.has(name) ? exact.get(name) : anyCase.get(name.toLowerCase()))
  const list = (name: string): readonly unknown[] => {
    const found = get(name)
    return Array.isArray(found) ? found : []
  }
  return {
    has: (name) => exact.has(name) || anyCase.has(name.toLowerCase()),
    text: (name) => textOf(get(name)),
    number: (name) => numberOf(get(name)),
    count: (name) => {
      const number = numberOf(get(name))
      return number !== null && number >= 0 && Number.isInteger(number) ? number : null
    },
    flag: (name) => flagOf(get(name)),
    part: (name) => fieldsOf(get(name)),
    parts: (name) => list(name).map((item) => fieldsOf(item)),
    texts: (name) => list(name).flatMap((item) => textOf(item) ?? []),
  }
}
