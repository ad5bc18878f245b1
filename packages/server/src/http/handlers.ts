import type { Body, Line, Params, Query, Response, RouteId, routes, SessionView } from '@cuemark/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { UserRow } from '../app/ports.ts'
import type { App } from '../app/use-cases.ts'
import type { People } from '../people/people.ts'
import type { Signed } from '../people/sessions.ts'
import { csrfTokenFor } from '../people/tokens.ts'
import { type Caller, csrfTokenOf, farewell, originOf, welcome } from './callers.ts'
import { isLocal } from './hosts.ts'

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

const personOf = ({ id, name, role }: UserRow) => ({ id, name, role })

type SessionHandlers = Pick<
  Handlers,
  'session' | 'setUp' | 'signIn' | 'signOut' | 'listSessions' | 'endSession'
>

function sessionHandlers(people: People, liveId: () => string): SessionHandlers {
  const signedIn = (reply: FastifyReply, made: { user: UserRow; token: string }): SessionView => {
    welcome(reply, made.token)
    return {
      state: 'signed_in',
      codeNeeded: false,
      person: personOf(made.user),
      csrfToken: csrfTokenFor(made.token),
      liveId: liveId(),
    }
  }
  return {
    session: async ({ caller, signed, request, reply }) => {
      const due = signed === null && (await people.setupNeeded())
      const out = due ? 'setup_needed' : 'signed_out'
      return {
        state: signed === null ? out : 'signed_in',
        codeNeeded: due && !isLocal(request),
        person: signed === null ? null : personOf(signed.user),
        csrfToken: csrfTokenOf(caller, reply),
        liveId: signed === null ? null : liveId(),
      }
    },
    setUp: async ({ body, caller, request, reply }) =>
      signedIn(reply, await people.setUp(body, originOf(request, caller))),
    signIn: async ({ body, caller, request, reply }) =>
      signedIn(reply, await people.signIn(body, originOf(request, caller))),
    signOut: async ({ signed, reply }) => {
      await people.sessions.end(signed.session.id)
      farewell(reply)
    },
    listSessions: async ({ signed }) => ({ items: await people.sessions.list(signed) }),
    endSession: async ({ signed, params, reply }) => {
      await people.sessions.endOwn(signed, params.id)
      if (params.id === signed.session.id) farewell(reply)
    },
  }
}

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
    listAlerts: ({ query }) => alerts.list(query),
    getAlert: ({ params }) => alerts.get(params.id),
    listAlertEvents: async ({ params }) => ({ items: await alerts.events(params.id) }),
    dismissAlert: ({ params }) => alerts.dismiss(params.id),
    restoreAlert: ({ params }) => alerts.restore(params.id),
    snoozeAlert: ({ params, body }) => alerts.snooze(params.id, body.until),
  } satisfies Partial<Handlers>
}

function generalHandlers(app: App) {
  return {
    overview: async ({ signed }) => {
      const all = await app.overview()
      if (signed.user.role === 'administrator') return all
      // A member sees what concerns the own accounts; integrations are the administrator's.
      return { integrations: [], alerts: [], openAlerts: 0, worst: null, version: all.version }
    },
    health: async ({ reply }) => {
      const ok = await app.healthy()
      if (!ok) void reply.code(503)
      return { status: ok ? 'ok' : 'store_unavailable' }
    },
  } satisfies Partial<Handlers>
}

/** Every route's handler over the use cases. `liveId` tells where the live stream stands. */
export function createHandlers(app: App, people: People, liveId: () => string): Handlers {
  return {
    ...sessionHandlers(people, liveId),
    ...integrationHandlers(app),
    ...alertHandlers(app),
    ...generalHandlers(app),
  }
}
