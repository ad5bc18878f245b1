import { readAddress } from './address.ts'
import type { AddressFault } from './address.ts'
import { cleanText } from './paste.ts'

export interface AddressHabits {
  readonly defaultScheme: 'http' | 'https'
  /** Matches the end of a path that belongs to a page or to the API rather than to the base address. */
  readonly surplusPath: RegExp
}

export interface TypedAddress {
  readonly value: string
  readonly schemeAdded: boolean
  /** What was cut off the end, as it stood there; null when nothing was. */
  readonly cut: string | null
  readonly fault: AddressFault | null
}

/** Puts the slashes of a scheme right: `http:/host`, `http//host`, `http:///host`, `http://http://host`. */
const mendScheme = (text: string): string =>
  text
    .replaceAll('\\', '/')
    .replace(/^(https?)(?::\/(?!\/)|:\/{3,}|\/\/)/i, '$1://')
    .replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '')

const withScheme = (text: string, fallback: AddressHabits['defaultScheme']): string => {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text
  const scheme = /^[^/]+:443(?:\/|$)/.test(text) ? 'https' : fallback
  return `${scheme}://${text.replace(/^\/+/, '')}`
}

const withoutSurplus = (text: string, surplus: RegExp): string => {
  const origin = /^[^:]*:\/\/[^/?#]*/.exec(text)?.[0] ?? ''
  let path = text.slice(origin.length).replace(/[?#].*$/, '')
  let before: string
  do {
    before = path
    path = path.replace(/\/+$/, '').replace(surplus, '')
  } while (path !== before)
  return origin + path
}

const settle = (text: string, habits: AddressHabits): string => {
  let value = text
  let before: string
  do {
    before = value
    value = withoutSurplus(withScheme(mendScheme(cleanText(value)), habits.defaultScheme), habits.surplusPath)
  } while (value !== before)
  return value
}

/** Reads an address as people type and paste it, and says what was done to it. Empty stays empty. */
export const readTypedAddress = (raw: string, habits: AddressHabits): TypedAddress => {
  const typed = cleanText(raw)
  if (typed === '') return { value: '', schemeAdded: false, cut: null, fault: null }
  const schemed = withScheme(mendScheme(typed), habits.defaultScheme)
  const value = settle(typed, habits)
  const read = readAddress(value)
  const cut = schemed.startsWith(value) ? schemed.slice(value.length) : ''
  return {
    value,
    schemeAdded: !/^[a-z][a-z0-9+.-]*:\/\//i.test(mendScheme(typed)),
    cut: cut === '' || cut === '/' ? null : cut,
    fault: typeof read === 'string' ? read : null,
  }
}
