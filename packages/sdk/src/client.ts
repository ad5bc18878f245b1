import type {
  BodyInput,
  Line,
  LiveEvent,
  ParamsInput,
  QueryInput,
  Response as ResponseOf,
  RouteId,
  SessionView,
  routes as contractRoutes,
} from '@cuemark/contract'
import { type PlainRoute, routeIds, routes } from './generated/routes.ts'
import { readLines } from './lines.ts'
import { type LiveOptions, openLive } from './live.ts'
import { ApiError, errorFrom, UnreachableError } from './problem.ts'

type AnswerOf<Id extends RouteId> = (typeof contractRoutes)[Id]['answer']
type Needed<Name extends string, T> = [T] extends [never] ? unknown : { readonly [K in Name]: T }
type Optional<Name extends string, T> = [T] extends [never] ? unknown : { readonly [K in Name]?: T }

/** What a call takes, in one object: `params`, `body`, `query` as the route has them, and `signal`. */
export type CallOptions<Id extends RouteId> = Needed<'params', ParamsInput<Id>> &
  Needed<'body', BodyInput<Id>> &
  Optional<'query', QueryInput<Id>> & { readonly signal?: AbortSignal }

/** What a call gives: a value, nothing, or values one after another. */
export type CallResult<Id extends RouteId> =
  AnswerOf<Id> extends 'ndjson'
    ? AsyncIterable<Line<Id>>
    : Promise<AnswerOf<Id> extends 'empty' ? void : ResponseOf<Id>>

type Call<Id extends RouteId> =
  { readonly signal?: AbortSignal } extends CallOptions<Id>
    ? (options?: CallOptions<Id>) => CallResult<Id>
    : (options: CallOptions<Id>) => CallResult<Id>

type PlainRouteId = { [Id in RouteId]: AnswerOf<Id> extends 'events' ? never : Id }[RouteId]

/** One method per route of the API, named as in the contract, and the live stream. */
export type Client = { readonly [Id in PlainRouteId]: Call<Id> } & {
  /** Tells every change until the answer is called. Opens the stream again by itself. */
  live(onEvent: (event: LiveEvent) => void, options?: LiveOptions): () => void
}

export interface ClientOptions {
  /** Address of the server without `/api/v1`; empty for the page's own. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Sent with every request, for callers without cookies of their own. */
  readonly headers?: Readonly<Record<string, string>>
  /** Token for changes. Left out, the client learns it from the session and renews it by itself. */
  readonly csrf?: () => string | null
  readonly eventSource?: typeof EventSource
}

/** Options as the sender sees them, whatever the route. */
interface AnyOptions {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

function addressOf(base: string, route: PlainRoute, options: AnyOptions): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(options.params?.[name] ?? ''),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') query.set(name, String(value))
  }
  const text = query.toString()
  return `${base}${path}${text === '' ? '' : `?${text}`}`
}

const isSession = (value: unknown): value is SessionView =>
  typeof value === 'object' && value !== null && 'csrfToken' in value && typeof value.csrfToken === 'string'

class Sender {
  readonly #base: string
  readonly #fetch: typeof fetch
  readonly #options: ClientOptions
  #csrfToken: string | null = null

  constructor(options: ClientOptions) {
    this.#base = `${(options.baseUrl ?? '').replace(/\/+$/, '')}/api/v1`
    // Called through an arrow: a browser's fetch refuses to run as a method of another object.
    this.#fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
    this.#options = options
  }

  address(id: RouteId): string {
    return `${this.#base}${routes[id].path}`
  }

  async #once(route: PlainRoute, options: AnyOptions): Promise<Response> {
    const headers: Record<string, string> = { ...this.#options.headers }
    headers['accept'] = route.answer === 'ndjson' ? 'application/x-ndjson' : 'application/json'
    if (options.body !== undefined) headers['content-type'] = 'application/json'
    if (route.method !== 'GET') {
      const token = await this.#token()
      if (token !== null) headers['x-csrf-token'] = token
    }
    const init: RequestInit = { method: route.method, headers, credentials: 'same-origin' }
    if (options.body !== undefined) init.body = JSON.stringify(options.body)
    if (options.signal !== undefined) init.signal = options.signal
    try {
      return await this.#fetch(addressOf(this.#base, route, options), init)
    } catch (cause) {
      if (options.signal?.aborted === true) throw cause
      throw new UnreachableError('Cuemark does not answer.', null, cause)
    }
  }

  async #token(): Promise<string | null> {
    if (this.#options.csrf !== undefined) return this.#options.csrf()
    if (this.#csrfToken === null) await this.json('session', {})
    return this.#csrfToken
  }

  /** A refused token is renewed once: the refusal comes before anything is done, so repeating is safe. */
  async send(id: RouteId, options: AnyOptions): Promise<Response> {
    const route = routes[id]
    const first = await this.#once(route, options)
    if (first.ok) return first
    const error = await errorFrom(first)
    const canRenew = error instanceof ApiError && error.problem.code === 'csrf_failed'
    if (!canRenew || this.#options.csrf !== undefined) throw error
    this.#csrfToken = null
    const second = await this.#once(route, options)
    if (second.ok) return second
    throw await errorFrom(second)
  }

  async json(id: RouteId, options: AnyOptions): Promise<unknown> {
    const answer = await this.send(id, options)
    // Signing out ends the session the token was bound to.
    if (id === 'signOut') this.#csrfToken = null
    if (routes[id].answer === 'empty') return undefined
    let value: unknown
    try {
      value = await answer.json()
    } catch (cause) {
      if (options.signal?.aborted === true) throw cause
      throw new UnreachableError('The answer of Cuemark was cut off.', answer.status, cause)
    }
    if (isSession(value)) this.#csrfToken = value.csrfToken
    return value
  }

  async *lines(id: RouteId, options: AnyOptions): AsyncGenerator {
    const answer = await this.send(id, options)
    yield* readLines(answer)
  }
}

/** A client of one Cuemark server. Throws `ApiError` for a refusal and `UnreachableError` for silence. */
export function createClient(options: ClientOptions = {}): Client {
  const sender = new Sender(options)
  const methods: Record<string, unknown> = {
    live: (onEvent: (event: LiveEvent) => void, liveOptions: LiveOptions = {}) =>
      openLive({
        address: sender.address('live'),
        eventSource: options.eventSource ?? globalThis.EventSource,
        signedIn: async () => {
          const session = await sender.json('session', {})
          return isSession(session) && session.state === 'signed_in'
        },
        onEvent,
        options: liveOptions,
      }),
  }
  for (const id of routeIds) {
    const { answer } = routes[id]
    if (answer === 'events') continue
    methods[id] =
      answer === 'ndjson'
        ? (given: AnyOptions = {}) => sender.lines(id, given)
        : (given: AnyOptions = {}) => sender.json(id, given)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- built from the same table the type comes from
  return methods as unknown as Client
}
