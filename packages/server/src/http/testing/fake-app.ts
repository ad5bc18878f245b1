import type { AlertView, IntegrationView, LiveEvent, TestEvent } from '@cuemark/contract'
import { createFakePlays } from './fake-plays.ts'
import { type Alerts, type App, AppError, type Integrations, type Live } from '../../app/use-cases.ts'

export const integration: IntegrationView = {
  id: 'i1',
  service: 'tmdb',
  name: 'TMDb',
  state: 'connected',
  settings: {},
  secretHints: { apiKey: '7f3a' },
  pausedAt: null,
  lastProofAt: null,
  lastCheckAt: null,
  nextCheckAt: null,
  budget: null,
  openAlerts: 0,
  tested: true,
  createdAt: 1,
  updatedAt: 1,
  version: 1,
}

export const alert: AlertView = {
  id: 'a1',
  integrationId: 'i1',
  integrationName: 'TMDb',
  accountId: null,
  accountName: null,
  service: 'tmdb',
  kind: 'authentication',
  cause: 'tmdb.invalid_key',
  severity: 'error',
  state: 'open',
  title: 'TMDb: authentication error',
  explanation: 'TMDb refused the key.',
  remedy: [],
  field: 'apiKey',
  confidence: 'certain',
  count: 1,
  firstSeenAt: 1,
  lastSeenAt: 1,
  openedAt: 1,
  endedAt: null,
  snoozedUntil: null,
  usableAgainAt: null,
  usableAgainBasis: null,
  worksUntil: null,
  relapse: false,
  affected: { integrations: 1, people: 0, plays: 0 },
  recoveredBy: null,
  evidence: null,
  version: 1,
}

export const step: TestEvent = {
  type: 'step',
  step: { id: 'name', label: 'Name resolves', state: 'passed', detail: '' },
}
export const result: Extract<TestEvent, { type: 'result' }> = {
  type: 'result',
  result: { ok: true, steps: [], diagnosis: null, field: null, facts: [], cleanedFields: [] },
}

type TestRun = (emit: (event: TestEvent) => void, signal: AbortSignal) => Promise<void>

/** An app whose answers a test decides. */
export interface FakeApp extends App {
  /** Tells every listener of the live stream. */
  publish(event: LiveEvent, audience?: string | null): void
  runTest: TestRun
  /** Thrown by `get` of an integration. */
  fault: Error | null
  wholesome: boolean
}

/** Numbers of events start anywhere. */
const firstId = 1_000

type Listener = Parameters<Live['subscribe']>[0]

function createFakeLive(): Live & Pick<FakeApp, 'publish'> {
  const listeners = new Set<Listener>()
  const told: { readonly id: number; readonly event: LiveEvent; readonly audience: string | null }[] = []
  return {
    publish: (event, audience = null) => {
      const id = firstId + told.length
      told.push({ id, event, audience })
      for (const listener of listeners) listener(id, event, audience)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    since: (lastId) =>
      lastId < firstId - 1 || lastId >= firstId + told.length ? null : told.slice(lastId - firstId + 1),
  }
}

const fakeAlerts: Alerts = {
  list: async () => ({ items: [alert], nextCursor: null }),
  get: async () => alert,
  events: async () => [],
  dismiss: async () => alert,
  restore: async () => alert,
  snooze: async () => alert,
}

function fakeIntegrations(fake: FakeApp): Integrations {
  return {
    list: async () => ({ items: [integration], nextCursor: null }),
    get: async (id) => {
      if (fake.fault !== null) throw fake.fault
      if (id !== integration.id) throw new AppError('not_found', 'There is no such integration.')
      return integration
    },
    create: async () => ({ integration, test: null }),
    update: async () => ({ integration, test: null }),
    remove: async () => undefined,
    testSettings: (_input, emit, signal) => fake.runTest(emit, signal),
    testSaved: (_id, emit, signal) => fake.runTest(emit, signal),
    prove: async () => result.result,
    pause: async () => integration,
    resume: async () => integration,
    checks: async () => ({ items: [], nextCursor: null }),
  }
}

export function createFakeApp(): FakeApp {
  const live = createFakeLive()
  const fake: FakeApp = {
    fault: null,
    wholesome: true,
    runTest: async (emit) => {
      emit(step)
      emit(result)
    },
    publish: (event, audience) => live.publish(event, audience),
    live,
    overview: async ({ role }) => ({
      integrations: role === 'administrator' ? [integration] : [],
      alerts: role === 'administrator' ? [alert] : [],
      openAlerts: role === 'administrator' ? 1 : 0,
      worst: role === 'administrator' ? 'error' : null,
      playing: [],
      activity: { playing: 0, waiting: 0, attention: 0, nextAt: null },
      version: '0.1.0',
    }),
    healthy: async () => fake.wholesome,
    get integrations() {
      return fakeIntegrations(fake)
    },
    alerts: fakeAlerts,
    ...createFakePlays(),
  }
  return fake
}
