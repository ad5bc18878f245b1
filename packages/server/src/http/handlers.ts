import type { Body, Line, Params, Query, Response, RouteId, routes } from '@cuemark/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app/use-cases.ts'
import type { People } from '../people/people.ts'
import type { Signed } from '../people/sessions.ts'
import type { Caller } from './callers.ts'
import { peopleHandlers, sessionHandlers } from './handlers-people.ts'
import { accountHandlers, playHandlers, sourceHandlers } from './handlers-plays.ts'
import { type TokenDeps, tokenHandlers } from './plays-token.ts'

type AccessOf<Id extends RouteId> = (typeof routes)[Id]['access']
type AnswerOf<Id extends RouteId> = (typeof routes)[Id]['answer']

/** A call that has been let in and checked. */
export interface Call<Id extends RouteId> {
  readonly params: Params<Id>
  readonly query: Query<Id>
  readonly body: Body<Id>
  readonly caller: Caller
  /** Never null where the route wants somebody signed in. */
  readonly signed: AccessOf<Id> extends 'member' | 'administrator' ? Signed : Signed | null
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What use cases give back is theirs to keep: it may be read-only. */
type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Given<T[Key]> }
    : T

/** Writes line after line until it resolves; `signal` aborts when the caller has left. */
export type WriteLines<T> = (emit: (line: Given<T>) => void, signal: AbortSignal) => Promise<void>

type Result<Id extends RouteId> = {
  json: Promise<Given<Response<Id>>>
  empty: Promise<void>
  ndjson: WriteLines<Line<Id>>
}[Exclude<AnswerOf<Id>, 'events'>]

type HandledId = { [Id in RouteId]: AnswerOf<Id> extends 'events' ? never : Id }[RouteId]

/** One handler per route; a missing one is a type error. The live stream has its own way (`live.ts`). */
export type Handlers = { readonly [Id in HandledId]: (call: Call<Id>) => Result<Id> }

function integrationHandlers({ integrations }: App) {
  return {
    listIntegrations: ({ query }) => integrations.list(query),
    getIntegration: ({ params }) => integrations.get(params.id),
    createIntegration: ({ body }) => integrations.create(body),
    updateIntegration: ({ params, body }) => integrations.update(params.id, body),
    removeIntegration: ({ params }) => integrations.remove(params.id),
    testSettings:
      ({ body }) =>
      (emit, signal) =>
        integrations.testSettings(body, emit, signal),
    testIntegration:
      ({ params }) =>
      (emit, signal) =>
        integrations.testSaved(params.id, emit, signal),
    proveIntegration: ({ params }) => integrations.prove(params.id),
    pauseIntegration: ({ params }) => integrations.pause(params.id),
    resumeIntegration: ({ params }) => integrations.resume(params.id),
    listChecks: ({ params, query }) => integrations.checks(params.id, query),
  } satisfies Partial<Handlers>
}

function alertHandlers({ alerts }: App) {
  return {
    listAlerts: ({ signed, query }) => alerts.list(signed.user, query),
    getAlert: ({ signed, params }) => alerts.get(signed.user, params.id),
    listAlertEvents: async ({ signed, params }) => ({ items: await alerts.events(signed.user, params.id) }),
    dismissAlert: ({ signed, params }) => alerts.dismiss(signed.user, params.id),
    restoreAlert: ({ signed, params }) => alerts.restore(signed.user, params.id),
    snoozeAlert: ({ signed, params, body }) => alerts.snooze(signed.user, params.id, body.until),
  } satisfies Partial<Handlers>
}

function generalHandlers(app: App) {
  return {
    overview: ({ signed }) => app.overview(signed.user),
    health: async ({ reply }) => {
      const ok = await app.healthy()
      if (!ok) void reply.code(503)
      return { status: ok ? 'ok' : 'store_unavailable' }
    },
  } satisfies Partial<Handlers>
}

/** Every route's handler over the use cases. `liveId` tells where the live stream stands. */
export function createHandlers(
  app: App,
  people: People,
  token: Omit<TokenDeps, 'intake'>,
  liveId: () => string,
): Handlers {
  return {
    ...sessionHandlers(people, liveId),
    ...peopleHandlers(people, liveId),
    ...accountHandlers(app),
    ...sourceHandlers(app),
    ...playHandlers(app),
    ...tokenHandlers({ ...token, intake: app.intake }),
    ...integrationHandlers(app),
    ...alertHandlers(app),
    ...generalHandlers(app),
  }
}
