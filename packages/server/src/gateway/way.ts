import type { Diagnosis, Kind } from '@cuemark/diagnosis'
import { breaker, mayPass } from '@cuemark/domain'
import type { Store } from '../app/ports.ts'
import { askedToWaitUntil } from './hold.ts'
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

/** The way out for one integration: its lane, its breaker, what it was told to wait, its repeats. */
export interface Way {
  readonly lane: Lane
  readonly retries: RetryBudget
  /** False while the breaker keeps real traffic at home. */
  mayPass(now: number): boolean
  /** Until when the service asked to be left alone; checks respect that, not the breaker they probe for. */
  heldUntil(now: number): number | null
  noteAttempt(now: number): void
  noteHold(diagnosis: Diagnosis | null, now: number): void
  /** Resolves when what changed is stored. */
  learn(diagnosis: Diagnosis | null, now: number): Promise<void>
  forget(): Promise<void>
}

export const createWay = (
  integrationId: string,
  limits: LaneLimits,
  store: BreakerStore,
  loaded: WayMemory,
): Way => {
  let memory = loaded
  let stored = loaded
  const told = (event: Parameters<typeof breaker>[1], now: number): void => {
    const next = breaker(memory.breaker, event, now)
    if (next !== memory.breaker) memory = { ...memory, breaker: next }
  }
  const keep = async (): Promise<void> => {
    if (memory === stored) return
    const kept = memory
    await store.save(integrationId, JSON.stringify(kept))
    stored = kept
  }
  return {
    lane: createLane(limits),
    retries: createRetryBudget(),
    mayPass: (now) => mayPass(memory.breaker, now),
    heldUntil: (now) => (memory.heldUntil !== null && memory.heldUntil > now ? memory.heldUntil : null),
    noteAttempt: (now) => {
      told('attempt', now)
    },
    noteHold: (diagnosis, now) => {
      const until = askedToWaitUntil(diagnosis, now)
      if (until !== null && until > (memory.heldUntil ?? 0)) memory = { ...memory, heldUntil: until }
    },
    learn: (diagnosis, now) => {
      // A refusal in the service's own words shows a working service: only silence and breakdown count.
      const isOutage = diagnosis !== null && outageKinds.has(diagnosis.kind) && diagnosis.scope !== 'item'
      told(isOutage ? 'failure' : 'success', now)
      return keep()
    },
    forget: () => {
      memory = freshMemory
      return keep()
    },
  }
}

/** Ways by integration, each loaded once and then shared by every caller. */
export interface Ways {
  of(integrationId: string, limits: LaneLimits): Promise<Way>
  known(integrationId: string): Way | undefined
  idle(): Promise<void>
}

export const createWays = (store: BreakerStore): Ways => {
  const loading = new Map<string, Promise<Way>>()
  const loaded = new Map<string, Way>()
  const load = async (integrationId: string, limits: LaneLimits): Promise<Way> => {
    const way = createWay(integrationId, limits, store, memoryFrom(await store.load(integrationId)))
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
      await Promise.all([...loaded.values()].map((way) => way.lane.idle()))
    },
  }
}
