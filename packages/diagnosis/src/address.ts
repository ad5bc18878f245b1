/** An address in its parts, read by hand: pure code has no `URL`, and what people type is often no URL at all. */
export interface Address {
  /** `null` where none was written, as in `host:5055`. */
  readonly scheme: string | null
  /** Lower case, without brackets of IPv6. */
  readonly host: string
  readonly port: number | null
  /** As written, `/` where none was; without query and fragment. */
  readonly path: string
  /** As written, without the question mark; `null` where there is none. */
  readonly query: string | null
}

/** Only web addresses are understood; anything else that has a scheme keeps it. */
export function parseAddress(text: string): Address | null {
  const schemeEnd = text.indexOf('://')
  const hasScheme = schemeEnd > 0 && schemeEnd < 12
  const scheme = hasScheme ? text.slice(0, schemeEnd).toLowerCase() : null
  const start = hasScheme ? schemeEnd + 3 : 0
  let end = text.length
  for (let index = start; index < text.length; index += 1) {
    const char = text.charCodeAt(index)
    // Slash, question mark or number sign ends the authority.
    if (char === 47 || char === 63 || char === 35) {
      end = index
      break
    }
  }
  const authority = text.slice(start, end)
  const at = authority.lastIndexOf('@')
  const place = splitPort(at === -1 ? authority : authority.slice(at + 1))
  if (place === null) return null
  const hash = text.indexOf('#', end)
  const tail = hash === -1 ? text.slice(end) : text.slice(end, hash)
  const mark = tail.indexOf('?')
  const path = mark === -1 ? tail : tail.slice(0, mark)
  return {
    scheme,
    host: place.host,
    port: place.port,
    path: path === '' ? '/' : path,
    query: mark === -1 ? null : tail.slice(mark + 1),
  }
}

function splitPort(authority: string): { host: string; port: number | null } | null {
  if (authority === '' || authority.includes(' ')) return null
  const bracket = authority.startsWith('[') ? authority.indexOf(']') : -1
  const colon = authority.indexOf(':', bracket + 1)
  const host =
    bracket > 0 ? authority.slice(1, bracket) : colon === -1 ? authority : authority.slice(0, colon)
  const digits = colon === -1 ? '' : authority.slice(colon + 1)
  if (host === '' || (digits !== '' && !/^\d{1,5}$/.test(digits))) return null
  return { host: host.toLowerCase(), port: digits === '' ? null : Number(digits) }
}

/** The value of a query parameter, decoded where it can be; `null` when it is not there. */
export function queryValue(query: string | null, name: string): string | null {
  if (query === null || query === '') return null
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=')
    const key = equals === -1 ? pair : pair.slice(0, equals)
    if (key.toLowerCase() !== name.toLowerCase()) continue
    return decoded(equals === -1 ? '' : pair.slice(equals + 1))
  }
  return null
}

function decoded(value: string): string {
  if (!value.includes('%') && !value.includes('+')) return value
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    // A stray percent sign: what was written is better evidence than nothing.
    return value
  }
}

/** Addresses that only exist at home: no public name leads to them. */
export function isPrivateHost(host: string): boolean {
  if (!host.includes('.') && !host.includes(':')) return true
  return (
    /\.(?:local|lan|home|internal|localdomain|home\.arpa|docker|test)$/.test(host) ||
    /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host) ||
    /^(?:::1$|f[cd][0-9a-f]{2}:|fe80:)/.test(host)
  )
}
