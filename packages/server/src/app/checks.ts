import type { Outcome } from '@cuemark/diagnosis'
import type { Alert, CheckOutcome, NextCheck } from '@cuemark/domain'
import { nextCheck } from '@cuemark/domain'
import type {
  CheckFacts,
  Hosts,
  Manifest,
  NowMs,
  ServiceClient,
  ServiceId,
  Settings,
} from '@cuemark/services'
import { checkRow } from './check-row.ts'
import { recordFurtherProof } from './integrations-proof.ts'
import { isProven, standingStates } from './integrations-state.ts'
import type {
  Changes,
  CheckRow,
  Clock,
  Gateway,
  Ids,
  IntegrationRow,
  Recorder,
  SecretBox,
  Store,
} from './ports.ts'
import { prepareSettings } from './settings.ts'
import { openSettings, secretValues } from './settings-secrets.ts'
import { unreadableReport, UnreadableSecret } from './unreadable-secret.ts'

export interface CheckDeps {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly monotonicMs: NowMs
  readonly random: () => number
  readonly box: SecretBox
  readonly manifests: Readonly<Record<ServiceId, Manifest>>
  readonly clients: Readonly<Record<ServiceId, ServiceClient>>
  readonly gateway: Gateway
  /** Until when the service asked background work to stay away. */
  readonly heldUntil: (integrationId: string) => number | null
  readonly hosts: Hosts
  readonly changes: Changes
  readonly recorder: Recorder
  /** Takes these secrets out of a text. */
  readonly redactText: (secrets: readonly string[]) => (raw: string) => string
}

/** The return that is waited for: the earliest of the alerts that stand. */
const usableAgain = (standing: readonly Alert[]): Pick<Alert, 'usableAgainAt' | 'usableAgainBasis'> => {
  const waiting = standing
    .filter((alert) => alert.usableAgainAt !== null)
    .toSorted((one, other) => (one.usableAgainAt ?? 0) - (other.usableAgainAt ?? 0))
  return waiting[0] ?? { usableAgainAt: null, usableAgainBasis: null }
}

const outcomeOf = (ok: boolean, standing: readonly Alert[]): CheckOutcome => {
  if (!ok) return 'broken'
  return standing.length === 0 ? 'mended' : 'stuck'
}

/** When to look at this integration again, after it was looked at with this outcome. */
const planNext = (
  deps: CheckDeps,
  row: IntegrationRow,
  standing: readonly Alert[],
  outcome: CheckOutcome,
): NextCheck =>
  nextCheck(
    {
      rung: row.checkRung,
      healthyEveryMs: deps.manifests[row.service].check.healthyEveryMs,
      ...usableAgain(standing),
      budget: row.budget,
    },
    outcome,
    deps.clock.now(),
    deps.random(),
  )

/** What a check that ran to its end leaves besides the plan. */
interface Done {
  readonly note: Partial<Pick<IntegrationRow, 'lastCheckAt' | 'budget'>>
  readonly row: CheckRow
}

/** Reads the row and what stands against it, decides, and writes the plan; null when there is nothing to plan. */
const plan = (
  deps: CheckDeps,
  id: string,
  decide: (row: IntegrationRow, standing: readonly Alert[]) => NextCheck | null,
  done: Done | null = null,
): Promise<number | null> =>
  deps.store.transaction(async (tx) => {
    const row = await tx.integration(id)
    if (row === null || row.pausedAt !== null) return null
    const next = decide(row, await tx.alertsIn(standingStates, id))
    if (next === null) return row.nextCheckAt
    await tx.noteCheck(id, { ...done?.note, nextCheckAt: next.at, checkRung: next.rung })
    if (done !== null) await tx.addCheck(done.row)
    return next.at
  })

const waitUntil = (deps: CheckDeps, id: string, at: number): Promise<number | null> =>
  plan(deps, id, ({ checkRung }) => ({ at, rung: checkRung }))

/** Null where nothing can be proven with something missing; the card says so already. */
const readySettings = (deps: CheckDeps, row: IntegrationRow): Settings | null => {
  const prepared = prepareSettings(deps.manifests[row.service], {}, openSettings(deps.box, row))
  return prepared.problems.length > 0 ? null : prepared.settings
}

const callCheck = (
  deps: CheckDeps,
  row: IntegrationRow,
  settings: Settings,
  signal: AbortSignal,
): Promise<Outcome<CheckFacts>> => {
  const http = deps.gateway.http({
    integrationId: row.id,
    service: row.service,
    selfHosted: deps.manifests[row.service].selfHosted,
    addressProven: isProven(row),
    origin: 'check',
    priority: 'background',
    signal,
  })
  return deps.clients[row.service].check({ http, hosts: deps.hosts }, settings)
}

const noteOf = (deps: CheckDeps, outcome: Outcome<CheckFacts>): Done['note'] => {
  const now = deps.clock.now()
  const budget = outcome.ok ? outcome.value.budget : undefined
  return { lastCheckAt: now, ...(budget === undefined ? {} : { budget: { ...budget, readAt: now } }) }
}

/** Plans by what stands now that the check has ended. */
const planAfter = (deps: CheckDeps, id: string, isGood: boolean, done: Done): Promise<number | null> =>
  plan(deps, id, (current, standing) => planNext(deps, current, standing, outcomeOf(isGood, standing)), done)

/** No call can be made with a secret that does not open: that is its own problem, for a person to mend. */
const reportUnreadable = async (
  deps: CheckDeps,
  row: IntegrationRow,
  error: UnreadableSecret,
): Promise<number | null> => {
  const report = unreadableReport(row, deps.manifests[row.service], error, deps.clock.now())
  await deps.recorder.record(report)
  const { diagnosis } = report
  const trace = checkRow(deps, { integrationId: row.id, origin: 'check', durationMs: 0, diagnosis })
  return planAfter(deps, row.id, false, { note: { lastCheckAt: deps.clock.now() }, row: trace })
}

const checkWith = async (
  deps: CheckDeps,
  row: IntegrationRow,
  settings: Settings,
  signal: AbortSignal,
): Promise<number | null> => {
  const startedMs = deps.monotonicMs()
  const outcome = await callCheck(deps, row, settings, signal)
  const durationMs = deps.monotonicMs() - startedMs
  // Cut off by our own end: it says nothing about the service.
  if (signal.aborted) return null
  const isExpected = !outcome.ok && outcome.diagnosis.expected
  // Known only now, after a restart: the service had asked to be left alone, and nothing was sent.
  const stillHeldUntil = isExpected ? deps.heldUntil(row.id) : null
  if (stillHeldUntil !== null) return waitUntil(deps, row.id, stillHeldUntil)
  if (outcome.ok) {
    await recordFurtherProof(deps, { row, proofs: outcome.value.proved, origin: 'check', durationMs: null })
  }
  const redact = deps.redactText(secretValues(deps.manifests[row.service].fields, settings))
  const diagnosis = outcome.ok ? null : { ...outcome.diagnosis, title: redact(outcome.diagnosis.title) }
  return planAfter(deps, row.id, outcome.ok || isExpected, {
    note: noteOf(deps, outcome),
    row: checkRow(deps, { integrationId: row.id, origin: 'check', durationMs, diagnosis }),
  })
}

/**
 * Checks one integration at its cheapest proving call and plans the next check. Answers when that is; null for
 * one that is paused, gone, or cannot be checked. The outcome itself is recorded on its way through the gateway.
 */
export const runCheck = async (deps: CheckDeps, id: string, signal: AbortSignal): Promise<number | null> => {
  const row = await deps.store.transaction((tx) => tx.integration(id))
  if (row === null || row.pausedAt !== null) return null
  const heldUntil = deps.heldUntil(id)
  if (heldUntil !== null) return waitUntil(deps, id, heldUntil)
  let nextAt: number | null
  try {
    const settings = readySettings(deps, row)
    nextAt = settings === null ? null : await checkWith(deps, row, settings, signal)
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error
    nextAt = await reportUnreadable(deps, row, error)
  }
  deps.changes.publish({ type: 'integration', integrationId: id })
  return nextAt
}

/**
 * Real traffic met trouble on something thought healthy: the ladder begins now, not at the next slow check.
 * Answers the moment of the next check, changed or not.
 */
export const beginLadder = (deps: CheckDeps, id: string): Promise<number | null> =>
  plan(deps, id, (row, standing) =>
    standing.length === 0 || row.checkRung > 0 ? null : planNext(deps, row, standing, 'broken'),
  )
