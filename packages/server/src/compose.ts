import { defaultAlertPolicy } from '@cuemark/domain'
import { clients, diagnose, type Hosts, manifests } from '@cuemark/services'
import type { FastifyInstance } from 'fastify'
import { createAlertActions } from './app/alert-actions.ts'
import { tickAlerts } from './app/alert-clock.ts'
import { type ComposedApp, composeApp } from './app/compose-app.ts'
import type { Changes, Clock, Ids, SecretBox, Store } from './app/ports.ts'
import type { Worker } from './app/plays/worker.ts'
import { createRecorder } from './app/record.ts'
import { createSharedChanges } from './app/shared-changes.ts'
import { AppError } from './app/use-cases.ts'
import { createDispatcher } from './gateway/dispatcher.ts'
import { createGateway } from './gateway/gateway.ts'
import { breakersIn } from './gateway/way.ts'
import { createHttpServer } from './http/server.ts'
import type { Logger } from './log.ts'
import { composePlays, type PlaysHouse } from './compose-plays.ts'
import { createPeople, type People } from './people/people.ts'
import { sourceReaders } from './sources/index.ts'
import { createRedactor, SecretError } from './secrets/index.ts'
import { BadCursor, StoreError } from './store/index.ts'

/**
 * The services' own hosts. Trakt does its sign-in on a host of its own; the API's must not be used for it (trakt.md §1).
 * Nobody can set them in the pages: only the environment can, for tests and proxies.
 */
const ownHosts: Hosts = {
  traktApiUrl: 'https://api.trakt.tv',
  traktAuthUrl: 'https://auth.trakt.tv',
  stremioApiUrl: 'https://api.strem.io',
  stremioLinkUrl: 'https://link.stremio.com',
}
const requestsPerMinute = 3000

export interface HouseDeps {
  readonly store: Store
  readonly box: SecretBox
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Logger
  /** Null: the service's own. */
  readonly hosts: { readonly [Name in keyof Hosts]: string | null }
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
  /** Begins the work in the background. */
  start(): void
  /** Resolves when no play, delivery, sign-in or library is being worked on or due. For tests that move the clock. */
  idle(): Promise<void>
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

const hostsOf = (given: HouseDeps['hosts']): Hosts => ({
  traktApiUrl: given.traktApiUrl ?? ownHosts.traktApiUrl,
  traktAuthUrl: given.traktAuthUrl ?? ownHosts.traktAuthUrl,
  stremioApiUrl: given.stremioApiUrl ?? ownHosts.stremioApiUrl,
  stremioLinkUrl: given.stremioLinkUrl ?? ownHosts.stremioLinkUrl,
})

interface Road {
  readonly composed: ComposedApp
  readonly plays: PlaysHouse
  readonly closeGateway: () => Promise<void>
}

function composeRoad(deps: HouseDeps, changes: Changes, onError: (error: unknown) => void): Road {
  const { store, clock, ids, log, version, box } = deps
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
  const shared = {
    ...alertDeps,
    box,
    gateway,
    onError,
    hosts: hostsOf(deps.hosts),
    redactText: (secrets: readonly string[]) => createRedactor(secrets).text,
  }
  const plays = composePlays({ ...shared, log })
  const composed = composeApp({
    ...shared,
    ...plays.shown,
    recorder,
    random,
    monotonicMs,
    manifests,
    clients,
    heldUntil: (id) => gateway.heldUntil(id),
    alertActions: createAlertActions(alertDeps),
    tickAlerts: () => tickAlerts(alertDeps),
    version,
  })
  return { composed, plays, closeGateway: () => gateway.close() }
}

/** One worker's end can be another's beginning, so a round in which all were idle is what counts. */
async function allIdle(workers: readonly Worker[]): Promise<void> {
  for (const _ of workers) for (const worker of workers) await worker.idle()
}

/** Wires the house: the only place that sees both sides of every port. */
export async function compose(deps: HouseDeps): Promise<House> {
  const { store, clock, ids, log, version } = deps
  const onError = (error: unknown): void => log.error({ err: error }, 'Work in the background failed.')
  const { openNews } = store
  const changes = await createSharedChanges({ openNews, clock, owner: ids.next(), onError })
  const { composed, plays, closeGateway } = composeRoad(deps, changes, onError)
  const { workers } = plays
  const people = createPeople({
    store: store.people,
    clock,
    ids,
    revokeAllOf: (userId) => plays.app.accounts.revokeAllOf(userId),
  })
  const app = { ...composed.app, ...plays.app }
  const http = await createHttpServer(
    { app, people, clock, log, translate, version, readers: sourceReaders },
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
    start: () => {
      composed.background.start()
      for (const worker of workers) worker.start()
    },
    idle: () => allIdle(workers),
    close: async () => {
      await http.close()
      // What a refresh brings exists nowhere else until it is written, so one that is out is waited for.
      await plays.close()
      // Whoever else waits for an answer gets one that says "cancelled", and what was sent is looked up after the next start.
      await Promise.all([closeGateway(), composed.close(), ...workers.map((worker) => worker.stop())])
      await plays.close()
      await changes.close()
    },
  }
}
