// Made by scripts/generate-sdk.ts from packages/contract/src/routes.ts. Change it there.
import type { Answer, Route, RouteId } from '@cuemark/contract'

export interface PlainRoute {
  readonly method: Route['method']
  readonly path: string
  readonly answer: Answer
}

// prettier-ignore
export const routes: Readonly<Record<RouteId, PlainRoute>> = {
  session: { method: 'GET', path: '/session', answer: 'json' },
  setUp: { method: 'POST', path: '/setup', answer: 'json' },
  signIn: { method: 'POST', path: '/session', answer: 'json' },
  signOut: { method: 'DELETE', path: '/session', answer: 'empty' },
  listSessions: { method: 'GET', path: '/sessions', answer: 'json' },
  endSession: { method: 'DELETE', path: '/sessions/:id', answer: 'empty' },
  listIntegrations: { method: 'GET', path: '/integrations', answer: 'json' },
  getIntegration: { method: 'GET', path: '/integrations/:id', answer: 'json' },
  createIntegration: { method: 'POST', path: '/integrations', answer: 'json' },
  updateIntegration: { method: 'PATCH', path: '/integrations/:id', answer: 'json' },
  removeIntegration: { method: 'DELETE', path: '/integrations/:id', answer: 'empty' },
  testSettings: { method: 'POST', path: '/integrations/test', answer: 'ndjson' },
  testIntegration: { method: 'POST', path: '/integrations/:id/test', answer: 'ndjson' },
  proveIntegration: { method: 'POST', path: '/integrations/:id/prove', answer: 'json' },
  pauseIntegration: { method: 'POST', path: '/integrations/:id/pause', answer: 'json' },
  resumeIntegration: { method: 'POST', path: '/integrations/:id/resume', answer: 'json' },
  listChecks: { method: 'GET', path: '/integrations/:id/checks', answer: 'json' },
  listAlerts: { method: 'GET', path: '/alerts', answer: 'json' },
  getAlert: { method: 'GET', path: '/alerts/:id', answer: 'json' },
  listAlertEvents: { method: 'GET', path: '/alerts/:id/events', answer: 'json' },
  dismissAlert: { method: 'POST', path: '/alerts/:id/dismiss', answer: 'json' },
  restoreAlert: { method: 'POST', path: '/alerts/:id/restore', answer: 'json' },
  snoozeAlert: { method: 'POST', path: '/alerts/:id/snooze', answer: 'json' },
  overview: { method: 'GET', path: '/overview', answer: 'json' },
  live: { method: 'GET', path: '/live', answer: 'events' },
  health: { method: 'GET', path: '/health', answer: 'json' },
}

// prettier-ignore
export const routeIds: readonly RouteId[] = [
  'session',
  'setUp',
  'signIn',
  'signOut',
  'listSessions',
  'endSession',
  'listIntegrations',
  'getIntegration',
  'createIntegration',
  'updateIntegration',
  'removeIntegration',
  'testSettings',
  'testIntegration',
  'proveIntegration',
  'pauseIntegration',
  'resumeIntegration',
  'listChecks',
  'listAlerts',
  'getAlert',
  'listAlertEvents',
  'dismissAlert',
  'restoreAlert',
  'snoozeAlert',
  'overview',
  'live',
  'health',
]
