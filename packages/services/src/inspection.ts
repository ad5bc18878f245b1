import type { FieldNote, ServiceId, Settings } from './manifest.ts'
import { cleanKey, cleanText } from './paste.ts'
import type { KeyShape } from './paste.ts'
import { readTypedAddress } from './typed-address.ts'
import type { AddressHabits } from './typed-address.ts'
import type { AddressFault } from './address.ts'

/** How one credential field is looked at. */
export interface KeyField extends KeyShape {
  /** As the person reads it inside a sentence: `API key`. */
  readonly label: string
  /** A header cannot carry non-ASCII characters at all; in a query they can be sent, and are still wrong. */
  readonly sentIn: 'header' | 'query'
  readonly required?: boolean
}

export interface Inspected {
  readonly value: string
  /** True when something was remarked already, so that a remark on the shape would only repeat it. */
  readonly remarked: boolean
}

/** Collects the remarks on one form and the cleaned values. */
export interface Inspection {
  readonly note: (field: string, level: FieldNote['level'], code: string, text: string) => void
  readonly key: (name: string, field: KeyField) => Inspected
  readonly text: (name: string) => string
  readonly address: (name: string, habits: AddressHabits & { readonly required?: boolean }) => string
  readonly result: (values: Settings) => { readonly cleaned: Settings; readonly notes: readonly FieldNote[] }
}

type Note = Inspection['note']

/** Parts of a key hidden by the page it was copied from. */
const masked = /…|•|●|\*{2,}|\.{3,}/u
const unsendable = /[^\x20-\x7e]/u
const placeholder =
  /^(?:(?:your|my|the|insert|enter|paste|replace)[\s_-].*|[a-z_\-\s]*(?:api[_-]?key|access[_-]?token|client[_-]?(?:id|secret))(?:[_-]?here)?|changeme|change[_-]me|null|undefined|\$\{.*\}|\{\{.*\}\}|\$[a-z_]+|process\.env\..*|%\w+%|(?:sk-)?x{6,})$/i

const addressFaults: Readonly<Record<AddressFault, string>> = {
  scheme: 'Only addresses that begin with http:// or https:// can be used.',
  host: 'This address names no host. It should look like http://192.168.1.20:5055.',
  port: 'The port in this address is not a number between 1 and 65535.',
  credentials:
    'An address with a user name or password in it cannot be used. Leave out the part before the @.',
}

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

const remarkOnCharacters = (name: string, value: string, field: KeyField, note: Note): boolean => {
  if (masked.test(value)) {
    const text = `This ${field.label} has its middle hidden, as some pages show it. Copy the whole ${field.label}.`
    note(name, 'error', 'masked', text)
    return true
  }
  const strange = unsendable.exec(value)
  if (strange === null) return false
  const place = `“${strange[0]}” (${codePoint(strange[0])}) at character ${String(strange.index + 1)}`
  const level = field.sentIn === 'header' ? 'error' : 'warning'
  note(name, level, 'not_ascii', `${place} never occurs in a ${field.label}. Copy it again from its page.`)
  return true
}

const remarkOnForm = (name: string, value: string, field: KeyField, note: Note): boolean => {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) {
    note(name, 'warning', 'key_is_address', `This is an address, and no ${field.label} was found in it.`)
    return true
  }
  if (placeholder.test(value)) {
    const text = `This looks like the text that stands where the ${field.label} should be.`
    note(name, 'warning', 'placeholder', text)
    return true
  }
  if (value.includes(' ')) {
    const text = `There is a space inside. A ${field.label} has none; something else may have been copied with it.`
    note(name, 'warning', 'space_inside', text)
    return true
  }
  return false
}

const inspectKey = (name: string, raw: string, field: KeyField, note: Note): Inspected => {
  const { value, removed } = cleanKey(raw, field)
  if (value === '') {
    if (field.required === true) note(name, 'error', 'missing', `The ${field.label} is missing.`)
    return { value, remarked: true }
  }
  if (removed.length > 0) note(name, 'info', 'cleaned', `Cleaned up: left out ${removed.join(', ')}.`)
  const remarked = remarkOnCharacters(name, value, field, note) || remarkOnForm(name, value, field, note)
  return { value, remarked }
}

const inspectAddress = (
  name: string,
  raw: string,
  habits: Parameters<Inspection['address']>[1],
  note: Note,
): string => {
  const typed = readTypedAddress(raw, habits)
  if (typed.value === '') {
    if (habits.required === true) note(name, 'error', 'url_missing', 'The address is missing.')
    return ''
  }
  if (typed.fault !== null) {
    note(name, 'error', `url_${typed.fault}`, addressFaults[typed.fault])
    return typed.value
  }
  if (typed.schemeAdded) {
    const scheme = typed.value.startsWith('https') ? 'https://' : 'http://'
    note(name, 'info', 'url_scheme_added', `Added ${scheme} in front.`)
  }
  if (typed.cut !== null) {
    note(name, 'info', 'url_shortened', `Left out “${typed.cut}”: Cuemark adds what it needs itself.`)
  }
  return typed.value
}

export const inspection = (service: ServiceId, settings: Settings): Inspection => {
  const notes: FieldNote[] = []
  const note: Note = (field, level, code, text) => {
    notes.push({ field, level, code: `${service}.${code}`, text })
  }
  return {
    note,
    key: (name, field) => inspectKey(name, settings[name] ?? '', field, note),
    text: (name) => cleanText(settings[name] ?? ''),
    address: (name, habits) => inspectAddress(name, settings[name] ?? '', habits, note),
    result: (values) => ({
      cleaned: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
      notes,
    }),
  }
}
