import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { closestName } from './config-names.ts'
import { parseKey, type SecretKey } from './secrets/key.ts'
import { Secret } from './secrets/secret.ts'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Everything the environment decides, checked. */
export interface Config {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Further names under which requests are answered, in lower case; a name with a port stands for that port alone. */
  readonly allowedHosts: readonly string[]
  /** Addresses and networks of proxies that are believed when they say who asks. */
  readonly trustedProxies: readonly string[]
  /** Absolute path. */
  readonly dataFolder: string
  readonly database:
    { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'postgres'; readonly url: Secret }
  /** Null: the key file in the data folder is used. */
  readonly secretKey: SecretKey | null
  readonly logLevel: LogLevel
  /** Hosts of outside services, for tests and proxies. Null: the service's own. */
  readonly traktApiUrl: string | null
  readonly traktAuthUrl: string | null
  readonly stremioApiUrl: string | null
  readonly stremioLinkUrl: string | null
}

/** What is wrong with one variable, as a sentence that never repeats a secret. */
export interface ConfigFault {
  readonly variable: string
  readonly text: string
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] }

type Env = Readonly<Record<string, string | undefined>>

/** All variables there are. Those with a `_FILE` twin hold a secret, and may be given by the path of a file. */
const names = [
  'CUEMARK_HOST',
  'CUEMARK_PORT',
  'CUEMARK_ALLOWED_HOSTS',
  'CUEMARK_TRUSTED_PROXIES',
  'CUEMARK_DATA',
  'CUEMARK_DATABASE_URL',
  'CUEMARK_DATABASE_URL_FILE',
  'CUEMARK_SECRET_KEY',
  'CUEMARK_SECRET_KEY_FILE',
  'CUEMARK_LOG_LEVEL',
  'CUEMARK_TRAKT_API_URL',
  'CUEMARK_TRAKT_AUTH_URL',
  'CUEMARK_STREMIO_API_URL',
  'CUEMARK_STREMIO_LINK_URL',
] as const
type Name = (typeof names)[number]

/** Read by others: the demo, and the tests' own switches. */
const passedOver = /^CUEMARK_(?:DEMO|TEST|BENCH)_/

interface Reader {
  /** Trimmed; null when the variable is missing or empty, which is the same thing. */
  readonly text: (name: Name) => string | null
  readonly secret: (name: 'CUEMARK_DATABASE_URL' | 'CUEMARK_SECRET_KEY') => string | null
  readonly fault: (variable: string, text: string) => void
}

/** Reads and checks the environment. All faults are found in one go; `readFile` may throw. */
export function readConfig(env: Env, readFile: (path: string) => string): ConfigResult {
  const faults: ConfigFault[] = unknownNames(env)
  const reader = createReader(env, readFile, faults)
  const dataFolder = resolve(reader.text('CUEMARK_DATA') ?? 'data')
  const config: Config = {
    host: hostOf(reader),
    port: portOf(reader),
    allowedHosts: allowedHostsOf(reader),
    trustedProxies: trustedProxiesOf(reader),
    dataFolder,
    database: databaseOf(reader, dataFolder),
    secretKey: secretKeyOf(reader),
    logLevel: logLevelOf(reader),
    traktApiUrl: addressOf(reader, 'CUEMARK_TRAKT_API_URL'),
    traktAuthUrl: addressOf(reader, 'CUEMARK_TRAKT_AUTH_URL'),
    stremioApiUrl: addressOf(reader, 'CUEMARK_STREMIO_API_URL'),
    stremioLinkUrl: addressOf(reader, 'CUEMARK_STREMIO_LINK_URL'),
  }
  return faults.length === 0 ? { ok: true, config } : { ok: false, faults }
}

function unknownNames(env: Env): ConfigFault[] {
  const known: readonly string[] = names
  return Object.keys(env)
    .filter((name) => name.startsWith('CUEMARK_') && !known.includes(name) && !passedOver.test(name))
    .sort()
    .map((variable) => {
      const near = closestName(variable, names)
      const hint = near === null ? `Known are ${names.join(', ')}.` : `Did you mean ${near}?`
      return { variable, text: `There is no setting of this name. ${hint}` }
    })
}

function createReader(env: Env, readFile: (path: string) => string, faults: ConfigFault[]): Reader {
  const text = (name: string): string | null => {
    const value = env[name]?.trim() ?? ''
    return value === '' ? null : value
  }
  const fault = (variable: string, sentence: string): void => {
    faults.push({ variable, text: sentence })
  }
  const fromFile = (variable: string, path: string): string | null => {
    try {
      const value = readFile(path).trim()
      if (value !== '') return value
      fault(variable, `The file ${path} is empty. Write the value into it.`)
    } catch {
      fault(variable, `The file ${path} cannot be read. Check the path and the rights.`)
    }
    return null
  }
  return {
    text,
    fault,
    secret: (name) => {
      const path = text(`${name}_FILE`)
      if (path === null) return text(name)
      if (text(name) === null) return fromFile(`${name}_FILE`, path)
      fault(name, `Both ${name} and ${name}_FILE are set. Keep one of them.`)
      return null
    },
  }
}

function hostOf({ text, fault }: Reader): string {
  const host = text('CUEMARK_HOST') ?? '127.0.0.1'
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  const isAddress = /^[0-9a-f:.]+(?:%\w+)?$/i.test(bare) && bare.split(':').length > 2
  const isName = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(bare)
  if (!isAddress && !isName)
    fault(
      'CUEMARK_HOST',
      'This is not a host. Give a name or an address alone, such as 127.0.0.1 or 0.0.0.0.',
    )
  return bare
}

function portOf({ text, fault }: Reader): number {
  const given = text('CUEMARK_PORT') ?? '3524'
  const port = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN
  if (!(port <= 65_535)) fault('CUEMARK_PORT', `"${given}" is not a port. Give a whole number up to 65535.`)
  return port
}

function listOf(given: string | null): readonly string[] {
  return (given ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function allowedHostsOf({ text, fault }: Reader): readonly string[] {
  const hosts = listOf(text('CUEMARK_ALLOWED_HOSTS')).map((host) => host.toLowerCase())
  const wrong = hosts.filter(
    (host) => !/^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::\d{1,5})?$/.test(host),
  )
  if (wrong.length > 0)
    fault(
      'CUEMARK_ALLOWED_HOSTS',
      `"${wrong.join('", "')}" is not a host name. Give names alone, as they stand in the browser between https:// and the next slash, with commas between them.`,
    )
  return hosts
}

/** An address, or a network such as 172.16.0.0/12. */
function isNetwork(item: string): boolean {
  const [address = '', bits, ...more] = item.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function trustedProxiesOf({ text, fault }: Reader): readonly string[] {
  const proxies = listOf(text('CUEMARK_TRUSTED_PROXIES') ?? 'loopback')
  const wrong = proxies.filter((item) => item !== 'loopback' && !isNetwork(item))
  if (wrong.length > 0)
    fault(
      'CUEMARK_TRUSTED_PROXIES',
      `"${wrong.join('", "')}" is not an address. Give addresses such as 172.18.0.2, networks such as 172.18.0.0/16, or loopback, with commas between them.`,
    )
  return proxies
}

function databaseOf({ secret, fault }: Reader, dataFolder: string): Config['database'] {
  const url = secret('CUEMARK_DATABASE_URL')
  if (url === null) return { kind: 'sqlite', path: join(dataFolder, 'cuemark.sqlite') }
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !['postgres:', 'postgresql:'].includes(parsed.protocol))
    fault(
      'CUEMARK_DATABASE_URL',
      'This is not a PostgreSQL address. It looks like postgres://user:password@host:5432/name; signs such as @ or / in the password are written in percent form.',
    )
  else if (parsed.pathname.length < 2)
    fault('CUEMARK_DATABASE_URL', 'The address names no database. Put its name behind the host: …/cuemark.')
  return { kind: 'postgres', url: new Secret(url) }
}

function secretKeyOf({ secret, fault }: Reader): SecretKey | null {
  const given = secret('CUEMARK_SECRET_KEY')
  if (given === null) return null
  const key = parseKey(given)
  if (key === null)
    fault(
      'CUEMARK_SECRET_KEY',
      'The key must be 32 bytes, written as base64 or hex. Make one with: openssl rand -base64 32',
    )
  return key
}

function logLevelOf({ text, fault }: Reader): LogLevel {
  const given = (text('CUEMARK_LOG_LEVEL') ?? 'info').toLowerCase()
  const level = logLevels.find((name) => name === given)
  if (level === undefined)
    fault('CUEMARK_LOG_LEVEL', `"${given}" is not a level. Choose one of ${logLevels.join(', ')}.`)
  return level ?? 'info'
}

/** Without a slash at the end. */
function addressOf(
  { text, fault }: Reader,
  name: Extract<Name, `${string}_${'API' | 'AUTH' | 'LINK'}_URL`>,
): string | null {
  const given = text(name)
  if (given === null) return null
  const parsed = URL.canParse(given) ? new URL(given) : null
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) {
    fault(name, 'This is not a web address. It begins with https:// or http://.')
    return null
  }
  if (parsed.username !== '' || parsed.password !== '')
    fault(name, 'The address must not hold a user or a password.')
  if (parsed.search !== '' || parsed.hash !== '') fault(name, 'The address must end before "?" and "#".')
  return given.replace(/\/+$/, '')
}
