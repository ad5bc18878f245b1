import type { AlertPolicy } from '@cuemark/domain'
import { createCheckSchedule } from './background-checks.ts'
import { Planner } from './background-plan.ts'
import type { CheckDeps } from './checks.ts'
import type { Background } from './use-cases.ts'

const dayMs = 86_400_000
/** How exactly a snooze's end or a reset's moment is met. */
const tickEveryMs = 5000
const pruneEveryMs = 3_600_000
/** Soon after a start, so that a process that is restarted often cleans up too. */
const firstPruneMs = 60_000
const keptChecksMs = 30 * dayMs
const keptFailuresMs = 30 * dayMs
/** What events said is needed no longer than this once their plays are made; that they came is remembered longer. */
const keptEventsMs = 2 * dayMs
/** Ended sign-ins, for the page that asks what went wrong. */
const keptSignInsMs = dayMs

export interface BackgroundDeps extends CheckDeps {
  /** Moves alerts on whose time has come. */
  readonly tickAlerts: () => Promise<unknown>
  readonly policy: AlertPolicy
  /** A fault of ours, or of the store. Logged at the edge, once. */
  readonly onError: (error: unknown) => void
}

/** Background work, and a door for the use cases that want a check now. */
export interface BackgroundWork extends Background {
  checkSoon(integrationId: string): void
}

const prune = async ({ store, clock, policy }: BackgroundDeps): Promise<void> => {
  const now = clock.now()
  await store.prune({
    endedAlerts: now - policy.retentionMs,
    checks: now - keptChecksMs,
    failures: now - keptFailuresMs,
    events: now - keptEventsMs,
    signIns: now - keptSignInsMs,
  })
  await store.people.deleteExpiredSessions(now)
}

/** The pause lies between the end of one run and the start of the next. */
const every = (everyMs: number, work: () => Promise<unknown>) => async (): Promise<number> => {
  await work()
  return everyMs
}

export const createBackground = (deps: BackgroundDeps): BackgroundWork => {
  const planner = new Planner(deps.clock, deps.onError)
  const stopping = new AbortController()
  const checks = createCheckSchedule(deps, planner, stopping.signal)
  let unsubscribe = (): void => undefined
  return {
    checkSoon: (integrationId) => {
      checks.checkSoon(integrationId)
    },
    start: () => {
      unsubscribe = deps.changes.subscribe((change) => {
        planner.run(() => checks.changed(change))
      })
      planner.run(() => checks.planAll())
      // Keys with a colon cannot be an integration's id.
      planner.after('every:tick', 0, every(tickEveryMs, deps.tickAlerts))
      planner.after(
        'every:prune',
        firstPruneMs,
        every(pruneEveryMs, () => prune(deps)),
      )
    },
    stop: async () => {
      unsubscribe()
      stopping.abort()
      await planner.stop()
    },
  }
}
