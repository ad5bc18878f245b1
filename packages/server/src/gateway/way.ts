import type { Diagnosis, Kind } from '@cuemark/diagnosis'
import { breaker, mayPass } from '@cuemark/domain'
import type { Clock, Store } from '../app/ports.ts'
import { askedToWaitUntil } from './hold.ts'
import type { Limits } from '@cuemark/services'
import { createLane } from './lane.ts'
import type { Lane, LaneLimits } from './lane.ts'
import { freshMemory, memoryFrom } from './memory.ts'
import type { WayMemory } from './memory.ts'
import { createRetryBudget } from './retry.ts'
import type { RetryBudget } from './retry.ts'

/** Where breakers outlive the process. */
export interface BreakerStore {
  load(integrationId: string): Promise<string | null>
  save(integrationId: string, text: string): Promise<void>
}

export const breakersIn = (store: Store): BreakerStore => ({
  load: (integrationId) => store.transaction((tx) => tx.meta(`breaker:${integrationId}`)),
  save: (integrationId, text) => store.transaction((tx) => tx.setMeta(`breaker:${integrationId}`, text)),
})

const outageKinds: ReadonlySet<Kind> = new Set(['outage', 'network'])

export type WayLimits = LaneLimits & Pick<Limits, 'accountLimits'>

/**
 * The way out for one integration: its lanes, its breaker, what it was told to wait, its repeats. Breaker and waiting
 * are one for all accounts: a service that is down, or has had enough, means everybody (trakt.md §10).
 */
export interface Way {
  /** The integration's own, or the account's where the service counts those by themselves. */
  lane(accountId: string | null): Lane
  readonly retries: RetryBudget
  /** False while the breaker keeps real traffic at home. */
  mayPass(now: number): boolean
  /** Until when the service asked to be left alone; checks respect that, not the breaker they probe for. */
  heldUntil(now: number): number | null
  noteAttempt(now: number): void
  noteHold(diagnosis: Diagnosis | null, now: number): void
  /** Learns what other processes were told to wait, now and then. */
  hear(): Promise<void>
  /** Resolves when what changed is stored. */
  learn(diagnosis: Diagnosis | null, now: number): Promise<void>
  forget(): Promise<void>
  idle(): Promise<void>
}

interface Lanes {
  of(accountId: string | null): Lane
  idle(): Promise<void>
}

const createLanes = ({ accountLimits, ...limits }: WayLimits, clock: Clock): Lanes => {
  const own = createLane(limits, clock)
  const byAccount = new Map<string, Lane>()
  return {
    of: (accountId) => {
      if (accountId === null || accountLimits === undefined) return own
      const lane = byAccount.get(accountId) ?? createLane(accountLimits, clock)
      byAccount.set(accountId, lane)
      return lane
    },
    idle: async () => {
      await Promise.all([own, ...byAccount.values()].map((lane) => lane.idle()))
    },
  }
}

/** Another process is told to wait at most so long before this one knows. */
const hearEveryMs = 5000

export interface WayDeps {
  readonly store: BreakerStore
  readonly clock: Clock
}

interface Remembered {
  memory: WayMemory
  /** Resolves when what changed is stored. */
  keep(): Promise<void>
  hear(): Promise<void>
}

const createRemembered = (
  integrationId: string,
  { store, clock }: WayDeps,
  loaded: WayMemory,
): Remembered => {
  let stored = loaded
  let heardAt = clock.now()
  const remembered: Remembered = {
    memory: loaded,
    keep: async () => {
      const kept = remembered.memory
      if (kept === stored) return
      await store.save(integrationId, JSON.stringify(kept))
      stored = kept
    },
    hear: async () => {
      const sinceMs = clock.now() - heardAt
      if (sinceMs >= 0 && sinceMs < hearEveryMs) return
      heardAt = clock.now()
      const { heldUntil } = memoryFrom(await store.load(integrationId))
      const { memory } = remembered
      if ((heldUntil ?? 0) > (memory.heldUntil ?? 0)) remembered.memory = { ...memory, heldUntil }
    },
  }
  return remembered
}

export const createWay = (
  integrationId: string,
  limits: WayLimits,
  deps: WayDeps,
  loaded: WayMemory,
): Way => {
  const lanes = createLanes(limits, deps.clock)
  const own = createRemembered(integrationId, deps, loaded)
  const told = (event: Parameters<typeof breaker>[1], now: number): void => {
    const next = breaker(own.memory.breaker, event, now)
    if (next !== own.memory.breaker) own.memory = { ...own.memory, breaker: next }
  }
  return {
    lane: (accountId) => lanes.of(accountId),
    idle: () => lanes.idle(),
    retries: createRetryBudget(),
    mayPass: (now) => mayPass(own.memory.breaker, now),
    heldUntil: (now) => {
      const { heldUntil } = own.memory
      return heldUntil !== null && heldUntil > now ? heldUntil : null
    },
    noteAttempt: (now) => {
      told('attempt', now)
    },
    noteHold: (diagnosis, now) => {
      const until = askedToWaitUntil(diagnosis, now)
      if (until !== null && until > (own.memory.heldUntil ?? 0))
        own.memory = { ...own.memory, heldUntil: until }
    },
    hear: () => own.hear(),
    learn: (diagnosis, now) => {
      // A refusal in the service's own words shows a working service: only silence and breakdown count.
      const isOutage = diagnosis !== null && outageKinds.has(diagnosis.kind) && diagnosis.scope !== 'item'
      told(isOutage ? 'failure' : 'success', now)
      return own.keep()
    },
    forget: () => {
      own.memory = freshMemory
      return own.keep()
    },
  }
}

/** Ways by integration, each loaded once and then shared by every caller. */
export interface Ways {
  of(integrationId: string, limits: WayLimits): Promise<Way>
  known(integrationId: string): Way | undefined
  idle(): Promise<void>
}

export const createWays = (deps: WayDeps): Ways => {
  const loading = new Map<string, Promise<Way>>()
  const loaded = new Map<string, Way>()
  const load = async (integrationId: string, limits: WayLimits): Promise<Way> => {
    const memory = memoryFrom(await deps.store.load(integrationId))
    const way = createWay(integrationId, limits, deps, memory)
    loaded.set(integrationId, way)
    return way
  }
  return {
    of: (integrationId, limits) => {
      const known = loading.get(integrationId)
      if (known !== undefined) return known
      const fresh = load(integrationId, limits)
      loading.set(integrationId, fresh)
      // A store that failed once is asked again by the next call.
      fresh.catch(() => loading.delete(integrationId))
      return fresh
    },
    known: (integrationId) => loaded.get(integrationId),
    idle: async () => {
      await Promise.all([...loaded.values()].map((way) => way.idle()))
    },
  }
}
