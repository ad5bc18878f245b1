/**
 * Finds a known secret in whatever clothes it comes: as it is, percent-encoded once or more, escaped for JSON, HTML
 * or a script, or inside a text in base64 at any place.
 */

/** Shorter ones occur by chance in every text. */
const shortestSecret = 4

/** Matches every trace of every secret; null when there is none worth looking for. */
export function traceOf(secrets: readonly string[], mark: string): RegExp | null {
  const values = [...new Set(secrets.flatMap((secret) => [secret, secret.trim()]))]
    .filter((value) => value.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
  if (values.length === 0) return null
  const parts = values.flatMap((value) => [written(value), ...inBase64(value)])
  // The mark comes first, so that a secret that is a part of its word leaves it whole.
  return new RegExp([literal(mark), ...parts].join('|'), 'g')
}

/** Every character in any of its forms, mixed as they come. */
function written(value: string): string {
  const pieces = value.match(/\\+|[^\\]/gu) ?? []
  return pieces.map((piece) => (piece.startsWith('\\') ? backslashes : formsOf(piece))).join('')
}

/**
 * Escaping multiplies backslashes, so a run of them stands for any run. One by one, each with its own escapes before
 * it, they would match in exponentially many ways.
 */
const backslashes = '(?:\\\\(?:u005[cC]|x5[cC])?|%(?:25){0,4}5[cC]|&#0*92;|&#[xX]0*5[cC];){1,64}'

const htmlNames: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
}
const jsonEscapes: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\b': 'b',
  '\f': 'f',
}

function formsOf(character: string): string {
  const forms = [`\\\\{0,8}${literal(character)}`, percent(character), unicodeEscape(character)]
  const code = character.codePointAt(0) ?? 0
  forms.push(`&#0*${code};`, `&#[xX]0*${anyCase(code.toString(16))};`)
  const name = htmlNames[character]
  if (name !== undefined) forms.push(`&(?:amp;){0,4}${name};`)
  const escape = jsonEscapes[character]
  if (escape !== undefined) forms.push(`\\\\{1,8}${escape}`)
  if (code < 0x100) forms.push(`\\\\{1,8}x${anyCase(hex(code, 2))}`)
  if (character === ' ') forms.push('\\+')
  return `(?:${forms.join('|')})`
}

/** `%2F`, and `%252F` where it was encoded again. */
function percent(character: string): string {
  return Array.from(Buffer.from(character, 'utf8'), (byte) => `%(?:25){0,4}${anyCase(hex(byte, 2))}`).join('')
}

function unicodeEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\\\{1,8}u${anyCase(hex(character.charCodeAt(at), 4))}`
  }).join('')
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

function anyCase(text: string): string {
  return text.replaceAll(/[a-f]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
}

/**
 * Three bytes make four characters, so a secret within a longer text has three forms. The characters at its ends are
 * shared with its neighbours: only those between are looked for, and one more goes along at each end.
 */
function inBase64(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8')
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '')
    const sharedBefore = before === 0 ? 0 : before + 1
    const sharedAfter = (before + bytes.length) % 3 === 0 ? 0 : 1
    const core = encoded.slice(sharedBefore, encoded.length - sharedAfter)
    if (core.length < shortestSecret) return []
    const body = Array.from(core, (character) => base64Forms[character] ?? character).join('')
    const neighbour = '[A-Za-z0-9+/_-]'
    return [`${before === 0 ? '' : `${neighbour}?`}${body}${sharedAfter === 0 ? '' : `${neighbour}?`}`]
  })
}

/** Of the common and the address-safe alphabet, the first also percent-encoded. */
const base64Forms: Readonly<Record<string, string>> = {
  '+': '(?:[+-]|%(?:25){0,4}2[bB])',
  '/': '(?:[/_]|%(?:25){0,4}2[fF]|\\\\/)',
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
