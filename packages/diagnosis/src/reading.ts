import { isPrivateHost, parseAddress, queryValue, type Address } from './address.ts'
import { errorFields, fieldAt, readBody, type ReadBody } from './body.ts'
import { parseHttpDate } from './instants.ts'
import { readWait, type ToldWait } from './retry-after.ts'
import type { BodyForm, RedirectKind } from './rules.ts'
import { Words } from './words.ts'
import type { Exchange, Knowledge } from './vocabulary.ts'

/** What a reading needs to know of the service the exchange is with. */
export interface ReadingContext {
  readonly hosts: readonly string[]
  readonly selfHosted: boolean
}

/** Errors that only repeat an HTTP status: the answer did arrive. */
const statusInMessage =
  /(?:(?:status|response) code(?: does not indicate success)?:?|http error|unexpected status:?|http status:?|\bhttp(?:\/\d(?:\.\d)?)?:?) ?(\d{3})\b|\b(\d{3}) (?:client|server) error\b/i
const statusCodes: ReadonlySet<string> = new Set(['ERR_BAD_REQUEST', 'ERR_BAD_RESPONSE'])

/**
 * One exchange, made ready for questions. Everything costly is read when first asked for and kept;
 * nothing in here throws, whatever a sender puts into the fields.
 */
export class Reading {
  readonly exchange: Exchange
  readonly knowledge: Knowledge
  readonly status: number | null
  /** `null` when an answer arrived whole. */
  readonly transport: {
    readonly code: string
    readonly told: string
    readonly message: string
    readonly words: Words
  } | null
  readonly headers: Readonly<Record<string, string>>
  readonly contentType: string
  readonly #context: ReadingContext
  #address: Address | null | undefined
  #path: string | undefined
  #body: ReadBody | undefined
  #words: Words | undefined
  #wait: ToldWait | null | undefined
  #redirect: RedirectKind | null | undefined

  constructor(exchange: Exchange, knowledge: Knowledge, context: ReadingContext) {
    this.exchange = exchange
    this.knowledge = knowledge
    this.#context = context
    this.headers = plainHeaders(exchange.headers)
    const status = wellFormedStatus(exchange.status)
    const error = readTransport(exchange.transportError)
    const told = error === null ? null : statusTold(error)
    this.status = status ?? told
    this.transport = told === null ? error : null
    this.contentType = this.header('content-type').toLowerCase()
  }

  /** The value of a header, empty when it is absent. */
  header(name: string): string {
    return this.headers[name] ?? ''
  }

  get method(): string {
    const method: unknown = this.exchange.method
    return typeof method === 'string' ? method.toUpperCase() : ''
  }

  get address(): Address | null {
    if (this.#address === undefined) {
      const url: unknown = this.exchange.url
      this.#address = typeof url === 'string' ? parseAddress(url.slice(0, 8192).trim()) : null
    }
    return this.#address
  }

  get host(): string {
    return this.address?.host ?? ''
  }

  /** Lower case, without the query. */
  get path(): string {
    this.#path ??= this.address?.path.toLowerCase() ?? ''
    return this.#path
  }

  query(name: string): string | null {
    return queryValue(this.address?.query ?? null, name)
  }

  get body(): ReadBody {
    this.#body ??= readBody(this.exchange.body, this.contentType)
    return this.#body
  }

  get form(): BodyForm {
    return this.body.form
  }

  /**
   * The readable part of the body in lower case. Of JSON that is not known to be a refusal only the fields in
   * which errors are told: the other words of a good answer may be anything.
   */
  get words(): Words {
    if (this.#words === undefined) {
      const told = this.form === 'json' && (this.status === null || this.status < 400)
      const text = told ? errorWords(this.body.json) : this.body.text
      this.#words = new Words(text.toLowerCase())
    }
    return this.#words
  }

  field(path: readonly string[]): unknown {
    return fieldAt(this.body.json, path)
  }

  /** True when the address was typed by a person: told, or because it is none of the service's own. */
  get typed(): boolean {
    const told = this.knowledge.addressTyped
    if (told !== undefined) return told
    if (this.#context.selfHosted) return true
    const host = this.host
    if (host === '') return false
    return this.#context.hosts.length === 0 ? isPrivateHost(host) : !isOneOf(host, this.#context.hosts)
  }

  /** The moment of the answer, from the sender's clock or the answer's own date. */
  get clock(): number | null {
    const at: unknown = this.exchange.receivedAt
    if (typeof at === 'number' && Number.isFinite(at) && at > 0) return at
    const date = this.header('date')
    return date === '' ? null : parseHttpDate(date)
  }

  /** What the service said of waiting. HTML pages are not read for it: their figures are prose. */
  get wait(): ToldWait | null {
    if (this.#wait === undefined) {
      const text = this.form === 'html' ? '' : this.body.text.slice(0, 4096)
      this.#wait = readWait(this.headers, text, this.clock)
    }
    return this.#wait
  }

  /** `null` when the answer is no redirect. */
  get redirect(): RedirectKind | null {
    if (this.#redirect === undefined) this.#redirect = readRedirect(this)
    return this.#redirect
  }

  /** True where nothing may be blamed on a credential: no service of ours was heard to speak. */
  get credentialCleared(): boolean {
    const { status } = this
    return (
      this.transport !== null ||
      (status !== null && (status >= 500 || status === 408)) ||
      this.form === 'html'
    )
  }
}

const noHeaders: Readonly<Record<string, string>> = {}

/** Names in lower case and values as text, as the type promises and not every sender keeps. */
function plainHeaders(headers: unknown): Readonly<Record<string, string>> {
  if (typeof headers !== 'object' || headers === null) return noHeaders
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) plain[name.toLowerCase()] = headerText(value)
  return plain
}

function headerText(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value)
}

function errorWords(json: unknown): string {
  let words = ''
  for (const path of errorFields) {
    const value = fieldAt(json, path)
    if (typeof value === 'string') words += `"${value}"\n`
  }
  return words
}

function wellFormedStatus(sent: unknown): number | null {
  const status = typeof sent === 'string' && /^\d{3}$/.test(sent) ? Number(sent) : sent
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 999
    ? status
    : null
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

function readTransport(error: unknown): Reading['transport'] {
  if (typeof error !== 'object' || error === null) return null
  const told = 'code' in error ? textOf(error.code).trim() : ''
  const message = 'message' in error ? textOf(error.message).slice(0, 8192) : ''
  if (told === '' && message.trim() === '') return null
  return { code: told.toUpperCase(), told, message, words: new Words(message.toLowerCase()) }
}

function statusTold(error: NonNullable<Reading['transport']>): number | null {
  if (error.code !== '' && !statusCodes.has(error.code)) return null
  const found = statusInMessage.exec(error.message)
  const digits = found?.[1] ?? found?.[2]
  return digits === undefined ? null : wellFormedStatus(Number(digits))
}

function isOneOf(host: string, hosts: readonly string[]): boolean {
  return hosts.some((known) => (known.startsWith('.') ? host.endsWith(known) : host === known))
}

const loginPath =
  /^\/(?:auth|sso|outpost\.goauthentik\.io|oauth2\/(?:start|sign_in)|cdn-cgi\/access)\b|\/(?:login|signin|sign-in|sign_in|authelia|authentik)(?:[/?#.]|$)/

function readRedirect(reading: Reading): RedirectKind | null {
  const { status } = reading
  if (status === null || status < 300 || status > 399 || status === 304) return null
  const location = reading.header('location').trim().toLowerCase()
  if (location === '') return 'unknown'
  const relative = location.startsWith('/') && !location.startsWith('//')
  const target = relative ? null : parseAddress(location.startsWith('//') ? `http:${location}` : location)
  const path = relative ? location : (target?.path ?? location)
  const from = reading.address
  if (target !== null && from !== null && target.host !== from.host) return 'other_host'
  if (/^\/?setup\b/.test(path) || path.endsWith('/setup')) return 'setup'
  if (loginPath.test(path) || path === 'login') return 'login'
  return target?.scheme === 'https' && from?.scheme === 'http' ? 'https' : 'same_host'
}
