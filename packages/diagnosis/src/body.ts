import type { BodyForm } from './rules.ts'

/** No decision ever needs more of an answer than this; the rest is not looked at. */
export const readableChars = 65_536

export interface ReadBody {
  readonly form: BodyForm
  /** Parsed only when the whole body was short enough; `undefined` otherwise. */
  readonly json: unknown
  /** The readable part, as it came. */
  readonly text: string
}

const absent: ReadBody = { form: 'absent', json: undefined, text: '' }
const empty: ReadBody = { form: 'empty', json: undefined, text: '' }

/** Says what a body is by looking at it. The content type only settles what the body leaves open. */
export function readBody(body: unknown, contentType: string): ReadBody {
  if (body === null || body === undefined) return absent
  // Senders outside the type system hand over parsed bodies; they are taken as what they are.
  if (typeof body === 'object') return { form: 'json', json: body, text: shown(body) }
  const whole = typeof body === 'string' ? body : shown(body)
  const text = whole.length > readableChars ? whole.slice(0, readableChars) : whole
  const start = firstSolid(text)
  if (start === -1) return empty
  const first = text.charCodeAt(start)
  if (first === openBrace || first === openBracket) return readJson(whole, text, contentType)
  if (first === lessThan && looksLikeHtml(text.slice(start, start + 2000))) {
    return { form: 'html', json: undefined, text }
  }
  if (contentType.includes('html')) return { form: 'html', json: undefined, text }
  if (contentType.includes('event-stream') || /^(?:event|data):/.test(text)) return readEvents(text)
  return { form: 'text', json: undefined, text }
}

const openBrace = 123
const openBracket = 91
const lessThan = 60

function shown(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, readableChars)
  } catch {
    return ''
  }
}

function firstSolid(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    // Blanks, control characters and a byte order mark carry no meaning.
    if (code > 32 && code !== 0xfe_ff && code !== 0xa0) return index
  }
  return -1
}

function lastSolid(text: string): string {
  for (let index = text.length - 1; index >= 0 && index > text.length - 200; index -= 1) {
    if (text.charCodeAt(index) > 32) return text.charAt(index)
  }
  return ''
}

function readJson(whole: string, text: string, contentType: string): ReadBody {
  const last = lastSolid(whole)
  const closed = last === '}' || last === ']'
  // Too long to parse: brackets at both ends are proof enough.
  if (whole.length > readableChars) return { form: closed ? 'json' : 'cut', json: undefined, text }
  try {
    const json: unknown = JSON.parse(text.charCodeAt(0) === 0xfe_ff ? text.slice(1) : text)
    return { form: 'json', json, text }
  } catch {
    if (contentType.includes('html')) return { form: 'html', json: undefined, text }
    return { form: closed || !/^\s*(?:\{\s*["}]|\[)/.test(text) ? 'text' : 'cut', json: undefined, text }
  }
}

function looksLikeHtml(start: string): boolean {
  return /<(?:!doctype\s+html|!--|html|head|title|body|h1|h2|center|div|p|script|meta|link|form)\b/i.test(
    start,
  )
}

/** An event stream is an answer; an error event inside it is what decides. */
function readEvents(text: string): ReadBody {
  for (const line of text.split('\n')) {
    if (!line.startsWith('data:') || !line.includes('error')) continue
    const json = parsed(line.slice(5))
    const error = errorOfEvent(json)
    if (error !== null) return { form: 'json', json: { error }, text }
  }
  return { form: 'json', json: undefined, text }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorOfEvent(json: unknown): object | null {
  for (const path of [['error'], ['response', 'error']]) {
    const error = fieldAt(json, path)
    if (typeof error === 'object' && error !== null) return error
  }
  return fieldAt(json, ['type']) === 'error' && typeof json === 'object' ? json : null
}

/** The value at a path; the first element stands for a list. `undefined` where there is none. */
export function fieldAt(json: unknown, path: readonly string[]): unknown {
  let value: unknown = json
  for (const name of path) {
    const holder: unknown = Array.isArray(value) ? value[0] : value
    if (!isRecord(holder) || !Object.hasOwn(holder, name)) return undefined
    value = holder[name]
  }
  return value
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Where services tell of errors, the more telling first. */
export const errorFields: readonly (readonly string[])[] = [
  ['error', 'message'],
  ['error_description'],
  ['status_message'],
  ['Error'],
  ['message'],
  ['error'],
  ['errors', 'message'],
  ['errors'],
  ['detail'],
  ['error', 'code'],
  ['error', 'type'],
]
