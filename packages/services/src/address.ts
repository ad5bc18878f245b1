/**
 * Addresses without the runtime's URL type, which the pure packages do not have. Only what an integration's
 * address needs: scheme, host, port and a path to hang calls under.
 */
export interface Address {
  readonly scheme: 'http' | 'https'
  /** As written in an address: IPv6 in brackets. */
  readonly host: string
  readonly port: number | null
  /** Starts with a slash and ends without one; empty for the root. */
  readonly path: string
}

const pattern = /^(https?):\/\/([^/?#]*)([^?#]*)/i
const hostPattern = /^(?:\[[0-9a-f:.%]+\]|[^\s:/@[\]<>"'`\\^{}|,;!$&()*+=]+)$/i

/** Why a text is no usable address. */
export type AddressFault = 'scheme' | 'host' | 'port' | 'credentials'

export const readAddress = (text: string): Address | AddressFault => {
  const parts = pattern.exec(text)
  if (parts === null) return 'scheme'
  const authority = parts[2] ?? ''
  if (authority.includes('@')) return 'credentials'
  const split = /^(.*?)(?::([^:\]]*))?$/.exec(authority)
  const host = split?.[1] ?? ''
  if (!hostPattern.test(host)) return 'host'
  const port = readPort(split?.[2])
  if (port === undefined) return 'port'
  return {
    scheme: parts[1]?.toLowerCase() === 'https' ? 'https' : 'http',
    host,
    port,
    path: (parts[3] ?? '').replace(/\/+$/, ''),
  }
}

/** Null when none is given, undefined when it is not a port. */
const readPort = (text: string | undefined): number | null | undefined => {
  if (text === undefined || text === '') return null
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : undefined
}

export const effectivePort = (address: Address): number =>
  address.port ?? (address.scheme === 'https' ? 443 : 80)

/** True where nothing has to be looked up by name. */
export const isNumericHost = (host: string): boolean => host.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(host)

/** Joins a base address, which may hold a sub-path, with a path of ours; parameters keep their order. */
export const joinAddress = (
  base: string,
  path: string,
  parameters: readonly (readonly [string, string])[] = [],
): string => {
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return `${base.replace(/\/+$/, '')}${path}${query === '' ? '' : `?${query}`}`
}

/** Undoes percent encoding; a broken sequence leaves the text as it is. */
export const percentDecode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
