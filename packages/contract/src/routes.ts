import { z } from 'zod'
import { alertEventViewSchema, alertViewSchema, snoozeInput } from './alerts.ts'
import {
  checkViewSchema,
  createIntegrationInput,
  integrationViewSchema,
  saveResultSchema,
  testInput,
  testResultSchema,
  updateIntegrationInput,
} from './integrations.ts'
import { overviewSchema } from './overview.ts'
import { credentialsInput, sessionRowSchema, sessionViewSchema, setupInput } from './people.ts'

/** Who may call: `public` answers strangers, `setup` only while no administrator exists. */
export type Access = 'public' | 'setup' | 'member' | 'administrator'

/** What comes back: one JSON value, nothing, a line a value (ndjson), or server-sent events. */
export type Answer = 'json' | 'empty' | 'ndjson' | 'events'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly access: Access
  readonly answer: Answer
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response?: z.ZodType
}

const byId = z.object({ id: z.string().min(1).max(64) })

/** `cursor` is opaque; take it from the page before. */
const pageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

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
  },
  testIntegration: {
    method: 'POST',
    path: '/integrations/:id/test',
    access: 'administrator',
    answer: 'ndjson',
    summary: 'Test the saved settings; a pass clears what it proves',
    params: byId,
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

const alertRoutes = {
  listAlerts: {
    method: 'GET',
    path: '/alerts',
    access: 'administrator',
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
    access: 'administrator',
    answer: 'json',
    summary: 'One alert',
    params: byId,
    response: alertViewSchema,
  },
  listAlertEvents: {
    method: 'GET',
    path: '/alerts/:id/events',
    access: 'administrator',
    answer: 'json',
    summary: 'What happened to an alert',
    params: byId,
    response: z.object({ items: z.array(alertEventViewSchema) }),
  },
  dismissAlert: {
    method: 'POST',
    path: '/alerts/:id/dismiss',
    access: 'administrator',
    answer: 'json',
    summary: 'Dismiss: does not come back while the problem lasts',
    params: byId,
    response: alertViewSchema,
  },
  restoreAlert: {
    method: 'POST',
    path: '/alerts/:id/restore',
    access: 'administrator',
    answer: 'json',
    summary: 'Undo a dismissal or a snooze',
    params: byId,
    response: alertViewSchema,
  },
  snoozeAlert: {
    method: 'POST',
    path: '/alerts/:id/snooze',
    access: 'administrator',
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
  live: { method: 'GET', path: '/live', access: 'member', answer: 'events', summary: 'Live changes' },
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
} as const satisfies Record<string, Route>

export type RouteId = keyof typeof routes
export const apiPrefix = '/api/v1'
export { page, pageQuery }
