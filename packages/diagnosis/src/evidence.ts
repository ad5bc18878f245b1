import { errorFields } from './body.ts'
import { hideSecrets } from './hide-secrets.ts'
import type { Reading } from './reading.ts'
import type { When } from './rules.ts'
import type { EvidenceItem } from './vocabulary.ts'

const quoteChars = 200

/** The signs that a rule looked at, in words. Addresses are shown without their query: secrets live there. */
export function evidenceOf(when: When, reading: Reading): readonly EvidenceItem[] {
  const items: EvidenceItem[] = []
  const { transport, status } = reading
  if (transport !== null) items.push({ part: 'transport', text: transportWords(transport) })
  if (status !== null) items.push({ part: 'status', text: `status ${status}` })
  addHeaderSigns(when, reading, items)
  if (transport === null) addBodySign(when, reading, items)
  if (looksAtAddress(when)) {
    const { address } = reading
    if (address !== null) {
      const scheme = address.scheme === null ? '' : `${address.scheme}://`
      items.push({ part: 'address', text: clipped(`${scheme}${address.host}${address.path}`) })
    }
  }
  addKnowledge(when, items)
  return items
}

function transportWords({ told: code, message }: NonNullable<Reading['transport']>): string {
  if (message === '') return clipped(code)
  return code === '' || message.includes(code) ? clipped(message) : clipped(`${code}: ${message}`)
}

function looksAtAddress(when: When): boolean {
  return (
    when.host !== undefined ||
    when.path !== undefined ||
    when.scheme !== undefined ||
    when.port !== undefined ||
    when.query !== undefined
  )
}

function addHeaderSigns(when: When, reading: Reading, items: EvidenceItem[]): void {
  for (const name in when.header) {
    const value = reading.header(name)
    items.push({ part: 'header', text: value === '' ? `no ${name} header` : clipped(`${name}: ${value}`) })
  }
  for (const name of when.anyHeader ?? []) {
    // Only that it is there matters: the value is an id.
    if (reading.header(name) !== '') items.push({ part: 'header', text: `${name} header present` })
  }
  if (when.redirect !== undefined) {
    const location = reading.header('location')
    const query = location.indexOf('?')
    items.push({
      part: 'header',
      text: clipped(`location: ${query === -1 ? location : location.slice(0, query)}`),
    })
  }
  if (when.waitOverMs !== undefined && reading.wait !== null) {
    items.push({ part: 'header', text: `a wait told by ${reading.wait.source}` })
  }
}

function addBodySign(when: When, reading: Reading, items: EvidenceItem[]): void {
  const { form } = reading
  if (form === 'absent') return
  if (form === 'empty') {
    items.push({ part: 'body', text: 'the body is empty' })
    return
  }
  if (form === 'html') {
    const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(reading.body.text)?.[1]
    items.push({
      part: 'body',
      text: title === undefined ? 'the body is a web page' : `web page titled "${clipped(title)}"`,
    })
    return
  }
  const message = form === 'json' ? messageOf(reading) : reading.body.text
  if (message !== '') items.push({ part: 'body', text: `body "${clipped(message)}"` })
  else if (when.lacks !== undefined)
    items.push({ part: 'body', text: `body without ${when.lacks.join(', ')}` })
}

/** What the service says in its own words, or nothing: other fields of an answer may hold anything. */
export function messageOf(reading: Reading): string {
  for (const path of errorFields) {
    const value = reading.field(path)
    if (typeof value === 'string' && value !== '') {
      const code = path[0] === 'error_description' ? reading.field(['error']) : undefined
      return typeof code === 'string' ? `${code}: ${value}` : value
    }
  }
  return ''
}

function addKnowledge(when: When, items: EvidenceItem[]): void {
  if (when.typed === true) items.push({ part: 'knowledge', text: 'the address was typed' })
  if (when.addressProven === true) items.push({ part: 'knowledge', text: 'the address has worked before' })
  if (when.credentialSent !== undefined) {
    items.push({
      part: 'knowledge',
      text: when.credentialSent ? 'a credential was sent' : 'no credential was sent',
    })
  }
  if (when.actingUser === true) items.push({ part: 'knowledge', text: 'an acting user was sent' })
  if (when.suspect !== undefined) {
    items.push({ part: 'knowledge', text: `${when.suspect} already looked wrong` })
  }
}

/** Control characters would garble a terminal or a page; long texts hide the rest. */
function clipped(text: string): string {
  // Hidden before it is cut: the rest of a cut secret has no shape to be known by.
  const safe = hideSecrets(text.slice(0, 4 * quoteChars))
  const short = safe.length > quoteChars ? `${safe.slice(0, quoteChars)}…` : safe
  for (let index = 0; index < short.length; index += 1) {
    if (isControl(short.charCodeAt(index))) return cleaned(short)
  }
  return short
}

function isControl(code: number): boolean {
  return code < 32 || (code > 126 && code < 160)
}

function cleaned(text: string): string {
  const plain = Array.from(text, (char) => (isControl(char.charCodeAt(0)) ? ' ' : char)).join('')
  return plain.replaceAll(/ {2,}/g, ' ').trim()
}
