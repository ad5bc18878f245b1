import { heals } from '@cuemark/domain'
import type { Proof } from '@cuemark/domain'
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

/** Records something as proven that no single call shows: there is no exchange to keep. */
export const recordProof = async (
  deps: ProofDeps,
  { row, proofs, origin, durationMs }: Proven,
): Promise<void> => {
  await deps.recorder.record({
    integrationId: row.id,
    service: row.service,
    call: null,
    exchange: {
      service: row.service,
      method: null,
      url: null,
      status: null,
      headers: {},
      body: null,
      transportError: null,
      receivedAt: deps.clock.now(),
    },
    durationMs,
    diagnosis: null,
    proofs,
    origin,
  })
}

/**
 * A client may read more out of its answers than a call proves by succeeding: an allowance that is there again.
 * Recorded only where it mends something that the calls themselves did not.
 */
export const recordFurtherProof = async (deps: ProofDeps, proven: Proven): Promise<void> => {
  const standing = await deps.store.transaction((tx) => tx.alertsIn(standingStates, proven.row.id))
  if (standing.some((alert) => heals(alert, proven.proofs))) await recordProof(deps, proven)
}
