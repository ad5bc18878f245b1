import type { App } from '../app/use-cases.ts'
import type { People } from '../people/people.ts'
import type { Handlers } from './handler.ts'
import { peopleHandlers, sessionHandlers } from './handlers-people.ts'
import { accountHandlers, playHandlers, sourceHandlers } from './handlers-plays.ts'
import { type TokenDeps, tokenHandlers } from './plays-token.ts'

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
