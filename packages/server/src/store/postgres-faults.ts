import { StoreError } from './errors.ts'

/** A database address without its password, fit to be shown. */
export interface ShownAddress {
  readonly host: string
  readonly database: string
  /** The password as given and as read; taken out of everything that is said. */
  readonly hidden: readonly string[]
}

/** Throws `bad_address` without repeating the address: it may hold a password anywhere. */
export function readAddress(url: string): ShownAddress {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !['postgres:', 'postgresql:'].includes(parsed.protocol))
    throw new StoreError(
      'bad_address',
      'CUEMARK_DATABASE_URL is not a PostgreSQL address. It looks like postgres://user:password@host:5432/name.',
    )
  const query = parsed.searchParams.get('password') ?? ''
  return {
    host: parsed.host === '' ? (parsed.searchParams.get('host') ?? 'the local socket') : parsed.host,
    database: decode(parsed.pathname.slice(1)),
    hidden: [url, parsed.password, decode(parsed.password), query].filter((text) => text !== ''),
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** SQLSTATE of a fault that PostgreSQL reported, or the system's code of one on the way there. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}

const serializationFailure = '40001'
const deadlock = '40P01'
const uniqueViolation = '23505'

/**
 * Two transactions that race to insert one key may be told of the key rather than of the race, so that is tried
 * again as well; a true duplicate fails the same way at once.
 */
export function retryable(error: unknown, attempt: number): boolean {
  const code = codeOf(error)
  if (isAborted(error)) return attempt < 3
  return code === serializationFailure || code === deadlock || (code === uniqueViolation && attempt < 3)
}

/** A statement failed, the work went on all the same, and the commit became a rollback. Kysely does not export it. */
function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortedTransactionError'
}

/** Faults of PostgreSQL as sentences without a password; anything else comes back as it is. */
export function explainPostgres(error: unknown, address: ShownAddress): unknown {
  const code = codeOf(error)
  if (error instanceof StoreError) return error
  const text = error instanceof Error ? hide(error.message, address) : ''
  const place = `the PostgreSQL database "${address.database}" at ${address.host}`
  if (isAborted(error))
    return new StoreError('conflict', 'A part of the change failed, so none of it was made.')
  if (code === null) return /timeout|Connection terminated/i.test(text) ? unreachable(place, text) : error
  if (/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENETUNREACH|EPIPE|ENOENT)/.test(code))
    return unreachable(place, code)
  return fromSqlState(code, place, text) ?? error
}

function unreachable(place: string, why: string): StoreError {
  return new StoreError(
    'unreachable',
    `Cannot reach ${place} (${why}). Check that it runs and that CUEMARK_DATABASE_URL names the right host and port.`,
  )
}

/** By the classes of PostgreSQL's appendix A, error codes. */
function fromSqlState(code: string, place: string, text: string): StoreError | null {
  if (code === '3D000')
    return new StoreError('refused', `There is no such database: ${place}. Create it, or correct the name.`)
  if (code.startsWith('28') || code === '42501')
    return new StoreError('refused', `No entry to ${place}: ${text}. Check user, password and rights.`)
  if (code === '25006') return new StoreError('read_only', `Read only: ${place}. Name the primary server.`)
  if (code === '53100') return new StoreError('disk_full', `The disk is full: ${place}. Free some space.`)
  if (code.startsWith('23'))
    return new StoreError('conflict', `The change contradicts what is stored: ${text}.`)
  if (code.startsWith('08') || code.startsWith('57P')) return unreachable(place, text)
  if (code.startsWith('53'))
    return new StoreError(
      'unavailable',
      `Out of resources: ${place} (${text}). Allow more connections or memory.`,
    )
  if (code === 'XX001' || code === 'XX002')
    return new StoreError('corrupt', `Damaged data in ${place}: ${text}. Restore a backup.`)
  return null
}

function hide(text: string, { hidden }: ShownAddress): string {
  return hidden.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text)
}
