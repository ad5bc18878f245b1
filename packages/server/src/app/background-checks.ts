import { beginLadder, runCheck } from './checks.ts'
import type { CheckDeps } from './checks.ts'
import type { Planner } from './background-plan.ts'
import type { Change } from './ports.ts'

/** Checks that came due while nothing ran are spread over this, at most; fewer of them over less. */
const longestSpreadMs = 60_000
const spreadPerCheckMs = 1000

/** Keeps every integration's next check in the plan. */
export interface CheckSchedule {
  /** Asks for a check as soon as possible, whatever was planned. */
  checkSoon(integrationId: string): void
  /** Follows what happens elsewhere: paused, resumed, saved, removed, an alert that opened or woke. */
  changed(change: Change): Promise<void>
  /** Plans everything that is stored. */
  planAll(): Promise<void>
}

interface Schedule {
  readonly deps: CheckDeps
  readonly planner: Planner
  readonly signal: AbortSignal
}

const checkNow = async ({ deps, signal }: Schedule, id: string): Promise<number | null> => {
  const nextAt = await runCheck(deps, id, signal)
  return nextAt === null ? null : Math.max(0, nextAt - deps.clock.now())
}

/** Longer than any check takes. Where its process ends in the middle, another one looks then. */
const claimMs = 60_000

/**
 * How long until it is due; 0 gives it to the caller alone, as other processes of the house have it in their plan too.
 * Null for one that is paused or gone. Real traffic counts as a check, so the plan may have moved since it was set.
 */
const claim = ({ deps }: Schedule, id: string): Promise<number | null> =>
  deps.store.transaction(async (tx) => {
    const row = await tx.integration(id)
    if (row === null || row.pausedAt !== null) return null
    const now = deps.clock.now()
    const waitMs = Math.max(0, (row.nextCheckAt ?? 0) - now)
    if (waitMs === 0) await tx.noteCheck(id, { nextCheckAt: now + claimMs, checkRung: row.checkRung })
    return waitMs
  })

const checkWhenDue = async (schedule: Schedule, id: string): Promise<number | null> => {
  const waitMs = await claim(schedule, id)
  return waitMs === 0 ? checkNow(schedule, id) : waitMs
}

const checkAt = (schedule: Schedule, id: string, at: number | null): void => {
  const { planner, deps } = schedule
  if (at === null) planner.drop(id)
  else planner.after(id, Math.max(0, at - deps.clock.now()), () => checkWhenDue(schedule, id))
}

const soon = (schedule: Schedule, id: string): void => {
  schedule.planner.after(id, 0, () => checkNow(schedule, id))
}

const alertChanged = async (
  schedule: Schedule,
  { alertId, effects }: Change & { type: 'alert' },
): Promise<void> => {
  if (effects.length === 0) return
  const { deps, planner } = schedule
  const alert = await deps.store.transaction((tx) => tx.alert(alertId))
  const id = alert?.integrationId ?? null
  if (id === null) return
  if (effects.some((effect) => effect.type === 'check_now')) soon(schedule, id)
  // A check that is under way plans for itself.
  else if (!planner.isRunning(id)) checkAt(schedule, id, await beginLadder(deps, id))
}

const integrationChanged = async (schedule: Schedule, id: string): Promise<void> => {
  if (schedule.planner.isRunning(id)) return
  const row = await schedule.deps.store.transaction((tx) => tx.integration(id))
  checkAt(schedule, id, row === null || row.pausedAt !== null ? null : row.nextCheckAt)
}

const planAll = async (schedule: Schedule): Promise<void> => {
  const { store, clock, random } = schedule.deps
  const rows = await store.transaction((tx) => tx.integrations())
  const now = clock.now()
  const active = rows.filter((row) => row.pausedAt === null)
  const overdue = new Set(active.filter((row) => (row.nextCheckAt ?? 0) <= now))
  const spreadMs = Math.min(longestSpreadMs, overdue.size * spreadPerCheckMs)
  for (const row of active) {
    checkAt(schedule, row.id, overdue.has(row) ? now + Math.round(random() * spreadMs) : row.nextCheckAt)
  }
}

export const createCheckSchedule = (
  deps: CheckDeps,
  planner: Planner,
  signal: AbortSignal,
): CheckSchedule => {
  const schedule: Schedule = { deps, planner, signal }
  return {
    checkSoon: (id) => {
      soon(schedule, id)
    },
    changed: async (change) => {
      if (change.type === 'alert') await alertChanged(schedule, change)
      if (change.type === 'integration') await integrationChanged(schedule, change.integrationId)
      if (change.type === 'integration_removed') planner.drop(change.integrationId)
    },
    planAll: () => planAll(schedule),
  }
}
