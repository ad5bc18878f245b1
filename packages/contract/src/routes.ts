import { z } from 'zod'
import { alertEventViewSchema, alertViewSchema, snoozeInput } from './alerts.ts'
import {
  checkViewSchema,
  createIntegrationInput,
  integrationViewSchema,
  saveResultSchema,
  testEventSchema,
  testInput,
  testResultSchema,
  updateIntegrationInput,
} from './integrations.ts'
import { overviewSchema } from './overview.ts'
import { byId, page, pageQuery, type Route } from './route.ts'
import { accountRoutes } from './routes-accounts.ts'
import { peopleRoutes } from './routes-people.ts'
import { playRoutes } from './routes-plays.ts'
import { sourceRoutes } from './routes-sources.ts'
import { credentialsInput, sessionRowSchema, sessionViewSchema, setupInput } from './people.ts'

const sessionRoutes = {
  session: {
    method: 'GET',
    path: '/session',
    access: 'public',
    answer: 'json',
    summary: 'Who is signed in, and whether set-up is due',
    response: sessionViewSchema,
  },
  setUp: {
    method: 'POST',
    path: '/setup',
    access: 'setup',
    answer: 'json',
    summary: 'Make the first administrator',
    body: setupInput,
    response: sessionViewSchema,
  },
  signIn: {
    method: 'POST',
    path: '/session',
    access: 'public',
    answer: 'json',
    summary: 'Sign in',
    body: credentialsInput,
    response: sessionViewSchema,
  },
  signOut: { method: 'DELETE', path: '/session', access: 'member', answer: 'empty', summary: 'Sign out' },
  listSessions: {
    method: 'GET',
    path: '/sessions',
    access: 'member',
    answer: 'json',
    summary: 'Own sessions',
    response: z.object({ items: z.array(sessionRowSchema) }),
  },
  endSession: {
    method: 'DELETE',
    path: '/sessions/:id',
    access: 'member',
    answer: 'empty',
    summary: 'End one of the own sessions',
    params: byId,
  },
} as const satisfies Record<string, Route>

const integrationRoutes = {
  listIntegrations: {
    method: 'GET',
    path: '/integrations',
    access: 'administrator',
    answer: 'json',
    summary: 'Integrations',
    query: pageQuery,
    response: page(integrationViewSchema),
  },
  getIntegration: {
    method: 'GET',
    path: '/integrations/:id',
    access: 'administrator',
    answer: 'json',
    summary: 'One integration',
    params: byId,
    response: integrationViewSchema,
  },
  createIntegration: {
    method: 'POST',
    path: '/integrations',
    access: 'administrator',
    answer: 'json',
    summary: 'Connect a service: tests first, then saves',
    body: createIntegrationInput,
    response: saveResultSchema,
  },
  updateIntegration: {
    method: 'PATCH',
    path: '/integrations/:id',
    access: 'administrator',
    answer: 'json',
    summary: 'Change settings or replace a key: tests first, then saves',
    params: byId,
    body: updateIntegrationInput,
    response: saveResultSchema,
  },
  removeIntegration: {
    method: 'DELETE',
    path: '/integrations/:id',
    access: 'administrator',
    answer: 'empty',
    summary: 'Remove an integration with its secrets and alerts',
    params: byId,
  },
  testSettings: {
    method: 'POST',
    path: '/integrations/test',
    access: 'administrator',
    answer: 'ndjson',
    summary: 'Test unsaved settings, step by step; touches no alert',
    body: testInput,
    line: testEventSchema,
  },
  testIntegration: {
    method: 'POST',
    path: '/integrations/:id/test',
    access: 'administrator',
    answer: 'ndjson',
    summary: 'Test the saved settings; a pass clears what it proves',
    params: byId,
    line: testEventSchema,
  },
  /** The costly proof for what a test cannot show (an OpenAI generation). Only on a person's click. */
  proveIntegration: {
    method: 'POST',
    path: '/integrations/:id/prove',
    access: 'administrator',
    answer: 'json',
    summary: 'Run the proof that an open alert needs',
    params: byId,
    response: testResultSchema,
  },
  pauseIntegration: {
    method: 'POST',
    path: '/integrations/:id/pause',
    access: 'administrator',
    answer: 'json',
    summary: 'Pause; ends its alerts',
    params: byId,
    response: integrationViewSchema,
  },
  resumeIntegration: {
    method: 'POST',
    path: '/integrations/:id/resume',
    access: 'administrator',
    answer: 'json',
    summary: 'Resume and check at once',
    params: byId,
    response: integrationViewSchema,
  },
  listChecks: {
    method: 'GET',
    path: '/integrations/:id/checks',
    access: 'administrator',
    answer: 'json',
    summary: 'Last checks, newest first',
    params: byId,
    query: pageQuery,
    response: page(checkViewSchema),
  },
} as const satisfies Record<string, Route>

/** A member sees and handles what concerns the own accounts, and only that. */
const alertRoutes = {
  listAlerts: {
    method: 'GET',
    path: '/alerts',
    access: 'member',
    answer: 'json',
    summary: 'Alerts: open ones worst first, or the history newest first',
    query: pageQuery.extend({
      view: z.enum(['open', 'snoozed', 'history']).default('open'),
      integrationId: z.string().max(64).optional(),
    }),
    response: page(alertViewSchema),
  },
  getAlert: {
    method: 'GET',
    path: '/alerts/:id',
    access: 'member',
    answer: 'json',
    summary: 'One alert',
    params: byId,
    response: alertViewSchema,
  },
  listAlertEvents: {
    method: 'GET',
    path: '/alerts/:id/events',
    access: 'member',
    answer: 'json',
    summary: 'What happened to an alert',
    params: byId,
    response: z.object({ items: z.array(alertEventViewSchema) }),
  },
  dismissAlert: {
    method: 'POST',
    path: '/alerts/:id/dismiss',
    access: 'member',
    answer: 'json',
    summary: 'Dismiss: does not come back while the problem lasts',
    params: byId,
    response: alertViewSchema,
  },
  restoreAlert: {
    method: 'POST',
    path: '/alerts/:id/restore',
    access: 'member',
    answer: 'json',
    summary: 'Undo a dismissal or a snooze',
    params: byId,
    response: alertViewSchema,
  },
  snoozeAlert: {
    method: 'POST',
    path: '/alerts/:id/snooze',
    access: 'member',
    answer: 'json',
    summary: 'Silence until a moment, or until it changes',
    params: byId,
    body: snoozeInput,
    response: alertViewSchema,
  },
} as const satisfies Record<string, Route>

const generalRoutes = {
  overview: {
    method: 'GET',
    path: '/overview',
    access: 'member',
    answer: 'json',
    summary: 'Is everything well, what needs me',
    response: overviewSchema,
  },
  live: {
    method: 'GET',
    path: '/live',
    access: 'member',
    answer: 'events',
    summary: 'Live changes',
    /** The same as the `Last-Event-ID` header, for a page that opens its stream anew. */
    query: z.object({ lastEventId: z.string().max(64).optional() }),
  },
  health: {
    method: 'GET',
    path: '/health',
    access: 'public',
    answer: 'json',
    summary: 'For supervisors: the process runs and its store answers',
    response: z.object({ status: z.enum(['ok', 'store_unavailable']) }),
  },
} as const satisfies Record<string, Route>

/** Every route of the API, below `/api/v1`. The server registers exactly these. */
export const routes = {
  ...sessionRoutes,
  ...integrationRoutes,
  ...alertRoutes,
  ...generalRoutes,
  ...peopleRoutes,
  ...accountRoutes,
  ...sourceRoutes,
  ...playRoutes,
} as const satisfies Record<string, Route>

export type RouteId = keyof typeof routes

type Part<Id extends RouteId, Name extends keyof Route> = (typeof routes)[Id] extends {
  readonly [K in Name]: infer T extends z.ZodType
}
  ? T
  : never
/** What a caller sends: optional where there is a default. `never` where a route has no such part. */
export type ParamsInput<Id extends RouteId> = z.input<Part<Id, 'params'>>
export type QueryInput<Id extends RouteId> = z.input<Part<Id, 'query'>>
export type BodyInput<Id extends RouteId> = z.input<Part<Id, 'body'>>
/** What a handler gets: checked, with defaults filled in. */
export type Params<Id extends RouteId> = z.output<Part<Id, 'params'>>
export type Query<Id extends RouteId> = z.output<Part<Id, 'query'>>
export type Body<Id extends RouteId> = z.output<Part<Id, 'body'>>
export type Response<Id extends RouteId> = z.output<Part<Id, 'response'>>
export type Line<Id extends RouteId> = z.output<Part<Id, 'line'>>

export const apiPrefix = '/api/v1'
