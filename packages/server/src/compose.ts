import { defaultAlertPolicy } from '@cuemark/domain'
import { clients, diagnose, type Hosts, manifests } from '@cuemark/services'
import type { FastifyInstance } from 'fastify'
import { createAlertActions } from './app/alert-actions.ts'
import { tickAlerts } from './app/alert-clock.ts'
import { type ComposedApp, composeApp } from './app/compose-app.ts'
import { createChanges } from './app/live-changes.ts'
import type { Clock, Ids, SecretBox, Store } from './app/ports.ts'
import { createRecorder } from './app/record.ts'
import { AppError } from './app/use-cases.ts'
import { createDispatcher } from './gateway/dispatcher.ts'
import { createGateway } from './gateway/gateway.ts'
import { breakersIn } from './gateway/way.ts'
import { createHttpServer } from './http/server.ts'
import type { Logger } from './log.ts'
import { createPeople, type People } from './people/people.ts'
import { createRedactor, SecretError } from './secrets/index.ts'
import { BadCursor, StoreError } from './store/index.ts'

/** Trakt's own hosts (facts: sign-in has moved to its own host; the API's must not be used for it). */
const traktHosts: Hosts = {
  traktApiUrl: 'https://api.trakt.tv',
  traktAuthUrl: 'https://auth.trakt.tv',
}
const requestsPerMinute = 3000

export interface HouseDeps {
  readonly store: Store
  readonly box: SecretBox
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Logger
  readonly hosts: { readonly traktApiUrl: string | null; readonly traktAuthUrl: string | null }
  readonly loopbackOnly: boolean
  readonly allowedHosts: readonly string[]
  readonly trustedProxies: readonly string[]
  readonly webRoot: string | null
  readonly version: string
}

/** Everything wired together; nothing runs yet. */
export interface House {
  readonly http: FastifyInstance
  readonly people: People
  readonly composed: ComposedApp
  /** Ends what runs, outermost first. The store stays open: whoever opened it closes it. */
  close(): Promise<void>
}

/** What the errors behind the ports mean for a caller. Their texts are written for people and hold no secret. */
export function translate(error: unknown): AppError | null {
  if (error instanceof BadCursor) {
    return new AppError('invalid_input', error.message, [{ field: 'cursor', text: error.message }])
  }
  if (error instanceof StoreError || error instanceof SecretError) {
    return new AppError('unavailable', error.message)
  }
  return null
}

function composeRoad(deps: HouseDeps): { composed: ComposedApp; close: () => Promise<void> } {
  const { store, clock, ids, log, version } = deps
  const onError = (error: unknown): void => log.error({ err: error }, 'Work in the background failed.')
  const changes = createChanges(onError)
  const alertDeps = { store, changes, clock, ids, policy: defaultAlertPolicy }
  const recorder = createRecorder(alertDeps)
  const random = (): number => Math.random()
  const monotonicMs = (): number => performance.now()
  const gateway = createGateway({
    clock,
    random,
    monotonicMs,
    dispatcher: createDispatcher({ proxy: 'environment' }),
    userAgent: `Cuemark/${version}`,
    manifests,
    diagnose,
    createRedactor,
    recorder,
    breakers: breakersIn(store),
  })
  const composed = composeApp({
    ...alertDeps,
    recorder,
    gateway,
    onError,
    random,
    monotonicMs,
    box: deps.box,
    manifests,
    clients,
    hosts: {
      traktApiUrl: deps.hosts.traktApiUrl ?? traktHosts.traktApiUrl,
      traktAuthUrl: deps.hosts.traktAuthUrl ?? traktHosts.traktAuthUrl,
    },
    heldUntil: (id) => gateway.heldUntil(id),
    alertActions: createAlertActions(alertDeps),
    tickAlerts: () => tickAlerts(alertDeps),
    redactText: (secrets) => createRedactor(secrets).text,
    version,
  })
  return { composed, close: () => gateway.close() }
}

/** Wires the house: the only place that sees both sides of every port. */
export async function compose(deps: HouseDeps): Promise<House> {
  const { store, clock, ids, log, version } = deps
  const road = composeRoad(deps)
  const people = createPeople({ store: store.people, clock, ids })
  const http = await createHttpServer(
    { app: road.composed.app, people, clock, log, translate, version },
    {
      loopbackOnly: deps.loopbackOnly,
      allowedHosts: deps.allowedHosts,
      trustedProxies: deps.trustedProxies,
      webRoot: deps.webRoot,
      requestsPerMinute,
    },
  )
  return {
    http,
    people,
    composed: road.composed,
    close: async () => {
      await http.close()
      await road.composed.close()
      await road.close()
    },
  }
}
