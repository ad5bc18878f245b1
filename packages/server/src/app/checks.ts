import type { Outcome } from '@cuemark/diagnosis'
import type { Alert, CheckOutcome, NextCheck } from '@cuemark/domain'
import { nextCheck } from '@cuemark/domain'
import type { CheckFacts, Hosts, Manifest, ServiceClient, ServiceId } from '@cuemark/services'
import { recordFurtherProof } from './integrations-proof.ts'
import { standingStates } from './integrations-state.ts'
import type { Changes, Clock, Gateway, IntegrationRow, Recorder, SecretBox, Store } from './ports.ts'
import { prepareSettings } from './settings.ts'
import { openSettings } from './settings-secrets.ts'

export interface CheckDeps {
  readonly store: Store
  readonly clock: Clock
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

/** Reads the row and what stands against it, decides, and writes the plan; null when there is nothing to plan. */
const plan = (
  deps: CheckDeps,
  id: string,
  decide: (row: IntegrationRow, standing: readonly Alert[]) => NextCheck | null,
  note: Parameters<Parameters<Parameters<Store['transaction']>[0]>[0]['noteCheck']>[1] = {},
): Promise<number | null> =>
  deps.store.transaction(async (tx) => {
    const row = await tx.integration(id)
    if (row === null || row.pausedAt !== null) return null
    const next = decide(row, await tx.alertsIn(standingStates, id))
    if (next === null) return row.nextCheckAt
    await tx.noteCheck(id, { ...note, nextCheckAt: next.at, checkRung: next.rung })
    return next.at
  })

const waitUntil = (deps: CheckDeps, id: string, at: number): Promise<number | null> =>
  plan(deps, id, ({ checkRung }) => ({ at, rung: checkRung }))

const callCheck = (
  deps: CheckDeps,
  row: IntegrationRow,
  signal: AbortSignal,
): Promise<Outcome<CheckFacts>> | null => {
  const manifest = deps.manifests[row.service]
  const prepared = prepareSettings(manifest, {}, openSettings(deps.box, row))
  // Nothing can be proven with something missing; the card says so already.
  if (prepared.problems.length > 0) return null
  const http = deps.gateway.http({
    integrationId: row.id,
    service: row.service,
    selfHosted: manifest.selfHosted,
    origin: 'check',
    priority: 'background',
    signal,
  })
  return deps.clients[row.service].check({ http, hosts: deps.hosts }, prepared.settings)
}

const noteOf = (
  deps: CheckDeps,
  outcome: Outcome<CheckFacts>,
): Partial<Pick<IntegrationRow, 'lastCheckAt' | 'budget'>> => {
  const now = deps.clock.now()
  const budget = outcome.ok ? outcome.value.budget : undefined
  return { lastCheckAt: now, ...(budget === undefined ? {} : { budget: { ...budget, readAt: now } }) }
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
  const outcome = await callCheck(deps, row, signal)
  if (outcome === null) return null
  // Cut off by our own end: it says nothing about the service.
  if (signal.aborted) return null
  const isExpected = !outcome.ok && outcome.diagnosis.expected
  // Known only now, after a restart: the service had asked to be left alone, and nothing was sent.
  const stillHeldUntil = isExpected ? deps.heldUntil(id) : null
  if (stillHeldUntil !== null) return waitUntil(deps, id, stillHeldUntil)
  if (outcome.ok) {
    await recordFurtherProof(deps, { row, proofs: outcome.value.proved, origin: 'check', durationMs: null })
  }
  const nextAt = await plan(
    deps,
    id,
    (current, standing) => planNext(deps, current, standing, outcomeOf(outcome.ok || isExpected, standing)),
    noteOf(deps, outcome),
  )
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
