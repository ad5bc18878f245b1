import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { GatewayError, ownCodes } from './transport-error.ts'

/**
 * Where no service of ours can live: link-local addresses, and the metadata endpoints of clouds, which hand
 * out credentials to whoever asks. Loopback and private addresses are allowed even for public services:
 * their address may be overridden on purpose, and people run mirrors and proxies next door.
 */
const refused = new BlockList()
refused.addSubnet('169.254.0.0', 16, 'ipv4')
refused.addSubnet('fe80::', 10, 'ipv6')
refused.addAddress('fd00:ec2::254', 'ipv6')
refused.addAddress('100.100.100.200', 'ipv4')

const isRefused = (address: string): boolean => {
  const version = isIP(address)
  return version !== 0 && refused.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

const refusal = (host: string): GatewayError =>
  new GatewayError(
    ownCodes.addressRefused,
    `${host} is a link-local or metadata address, which is never called`,
  )

/** Throws for an address that must not be called; otherwise the parsed address. */
export const checkedUrl = (text: string): URL => {
  const url = URL.parse(text)
  if (url === null) throw new GatewayError('ERR_INVALID_URL', 'Invalid URL')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error('unknown scheme')
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isRefused(host)) throw refusal(host)
  return url
}

/** Resolves names like the system does, and refuses where a name leads; so a name cannot smuggle an address. */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      callback(error, [])
      return
    }
    const allowed = addresses.filter(({ address }) => !isRefused(address))
    const first = allowed[0]
    if (first === undefined) callback(refusal(hostname), [])
    else if (options.all === true) callback(null, allowed)
    else callback(null, first.address, first.family)
  })
}
