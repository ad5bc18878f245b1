import type { Exchange } from '@cuemark/diagnosis'
import { heals } from '@cuemark/domain'
import type { Alert, Proof } from '@cuemark/domain'
import type { ServiceId } from '@cuemark/services'
import { standingStates } from './integrations-state.ts'
import type { Clock, IntegrationRow, OutcomeReport, Recorder, Store } from './ports.ts'

export interface ProofDeps {
  readonly store: Store
  readonly clock: Clock
  readonly recorder: Recorder
}

export interface Proven {
  readonly row: Pick<IntegrationRow, 'id' | 'service'>
  readonly proofs: readonly Proof[]
  readonly origin: OutcomeReport['origin']
  readonly durationMs: number | null
}

/** Stands where something is recorded that no call showed. */
export const noExchange = (service: ServiceId, now: number): Exchange => ({
  service,
  method: null,
  url: null,
  status: null,
  headers: {},
  body: null,
  transportError: null,
  receivedAt: now,
})

/** Records something as proven that no single call shows: there is no exchange to keep. */
export const recordProof = async (
  deps: ProofDeps,
  { row, proofs, origin, durationMs }: Proven,
): Promise<void> => {
  await deps.recorder.record({
    integrationId: row.id,
    service: row.service,
    call: null,
    exchange: noExchange(row.service, deps.clock.now()),
    durationMs,
    diagnosis: null,
    proofs,
    origin,
  })
}

/**
 * A full list shows itself to writers, and only a write would show that there is room again. Where the refusal met a
 * reading call, the same reading is proof enough: nothing else could ever be.
 */
const metWhileReading = async ({ store }: ProofDeps, alert: Alert): Promise<boolean> =>
  (await store.lastFailureOf(alert.id))?.method === 'GET'

const withWrite = async (
  deps: ProofDeps,
  standing: readonly Alert[],
  proofs: readonly Proof[],
): Promise<readonly Proof[]> => {
  if (!proofs.includes('read')) return proofs
  const needing = standing.filter((alert) => !heals(alert, proofs) && heals(alert, ['write']))
  const met = await Promise.all(needing.map((alert) => metWhileReading(deps, alert)))
  return met.length > 0 && met.every(Boolean) ? [...proofs, 'write'] : proofs
}

/**
 * A client may read more out of its answers than a call proves by succeeding: an allowance that is there again.
 * Recorded only where it mends something that the calls themselves did not.
 */
export const recordFurtherProof = async (deps: ProofDeps, proven: Proven): Promise<void> => {
  const standing = await deps.store.transaction((tx) => tx.alertsIn(standingStates, proven.row.id))
  const proofs = await withWrite(deps, standing, proven.proofs)
  if (standing.some((alert) => heals(alert, proofs))) await recordProof(deps, { ...proven, proofs })
}
