import { type Route, type RouteId, liveEventSchema, problemSchema, routes } from '@cuemark/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { z } from 'zod'
import { type App, AppError } from '../app/use-cases.ts'
import type { Sessions } from '../people/sessions.ts'
import { type Caller, checkCaller, readCaller } from './callers.ts'
import type { Handlers, WriteLines } from './handler.ts'
import { sendLines } from './lines.ts'
import { type LiveDeps, sendLive } from './live.ts'
import { sourceOfBearer } from './plays-token.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
}

export interface RouteDeps {
  readonly handlers: Handlers
  readonly sessions: Sessions
  readonly intake: App['intake']
  readonly live: LiveDeps
  /** Aborts when the server closes. */
  readonly closing: AbortSignal
}

/** A handler with its route's types forgotten: the schemas have checked what the types said. */
type AnyHandler = (call: {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly caller: Caller
  readonly signed: Caller['signed']
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}) => Promise<unknown> | WriteLines<unknown>

function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('A route ran without asking who calls.')
  return request.caller
}

function answering(route: Route, handler: AnyHandler, closing: AbortSignal): RouteHandlerMethod {
  return async (request, reply) => {
    const caller = callerOf(request)
    const { params, query, body } = request
    const result = handler({ params, query, body, caller, signed: caller.signed, request, reply })
    if (typeof result === 'function') return sendLines(reply, route.line, result, closing)
    const value = await result
    return route.answer === 'empty' ? reply.code(204).send() : reply.send(value)
  }
}

function following(live: LiveDeps): RouteHandlerMethod {
  return (request, reply) => {
    const { signed, cookie } = callerOf(request)
    if (signed === null || cookie === null) throw new AppError('not_signed_in', 'Sign in first.')
    const header = request.headers['last-event-id']
    const { lastEventId } = z.object({ lastEventId: z.string().optional() }).parse(request.query)
    const lastId = typeof header === 'string' ? header : (lastEventId ?? null)
    return sendLive(live, reply, { signed, cookie, lastId })
  }
}

function goodAnswer(route: Route): Record<number, unknown> {
  if (route.answer === 'empty') return { 204: z.null().describe('Done') }
  if (route.answer === 'json') return { 200: route.response }
  const [type, schema] =
    route.answer === 'events' ? ['text/event-stream', liveEventSchema] : ['application/x-ndjson', route.line]
  return { 200: { description: 'One after another', content: { [type]: { schema } } } }
}

function securityOf({ access }: Route): readonly Readonly<Record<string, readonly string[]>>[] {
  if (access === 'token') return [{ token: [] }]
  return access === 'public' || access === 'setup' ? [] : [{ session: [] }]
}

/** Who calls a route, if they may. */
async function admit(request: FastifyRequest, { access }: Route, deps: RouteDeps): Promise<Caller> {
  // No browser adds this token by itself, so a page of another site cannot borrow it, and no CSRF token is needed.
  if (access === 'token') {
    return { signed: null, cookie: null, source: await sourceOfBearer(request, deps.intake) }
  }
  const caller = await readCaller(request, deps.sessions)
  checkCaller(caller, access, request)
  return caller
}

/** What validates a call, and describes it in the OpenAPI document. */
function schemaOf(id: string, route: Route): Record<string, unknown> {
  const refused = {
    description: 'A problem document',
    content: { 'application/problem+json': { schema: problemSchema } },
  }
  const schema: Record<string, unknown> = {
    operationId: id,
    summary: route.summary,
    tags: [route.path.split('/')[1] ?? ''],
    response: { ...goodAnswer(route), '4xx': refused, '5xx': refused },
    security: securityOf(route),
  }
  if (route.params !== undefined) schema['params'] = route.params
  if (route.query !== undefined) schema['querystring'] = route.query
  if (route.body !== undefined) schema['body'] = route.body
  return schema
}

/** Registers exactly the contract's routes. */
export function registerRoutes(api: FastifyInstance, deps: RouteDeps): void {
  api.decorateRequest('caller', null)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each route's schema checks what its handler is given
  const handlers = deps.handlers as unknown as Readonly<Record<string, AnyHandler>>
  const table: Readonly<Record<RouteId, Route>> = routes
  for (const [id, route] of Object.entries(table)) {
    const handler = handlers[id]
    if (handler === undefined && route.answer !== 'events') throw new Error(`Route ${id} has no handler.`)
    api.route({
      method: route.method,
      url: route.path,
      schema: schemaOf(id, route),
      config: { bySecret: route.access === 'token' },
      onRequest: async (request) => {
        request.caller = await admit(request, route, deps)
      },
      handler: handler === undefined ? following(deps.live) : answering(route, handler, deps.closing),
    })
  }
}

/** The same routes without anything behind them, for their description. */
export function describeRoutes(api: FastifyInstance): void {
  const table: Readonly<Record<RouteId, Route>> = routes
  for (const [id, route] of Object.entries(table)) {
    api.route({
      method: route.method,
      url: route.path,
      schema: schemaOf(id, route),
      handler: (_request, reply) => reply.send(),
    })
  }
}
