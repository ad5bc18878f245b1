export * from './alert.ts'
export { advance, type Advanced, isStanding, nextTickAt } from './advance.ts'
export type { AdvanceContext } from './step.ts'
export { backoffMs, type BackoffPolicy, defaultBackoff } from './backoff.ts'
export {
  type Breaker,
  breaker,
  type BreakerEvent,
  type BreakerPolicy,
  closedBreaker,
  defaultBreakerPolicy,
  mayPass,
} from './breaker.ts'
export { checkLadderMs, type CheckOutcome, type CheckState, type NextCheck, nextCheck } from './checks.ts'
export { type Ailment, healedBy, heals, provenByFailure } from './heal.ts'
export {
  covers,
  defaultNetworkPolicy,
  freshNetwork,
  isDown,
  network,
  type NetworkEvent,
  type NetworkPolicy,
  type NetworkState,
  type NetworkStep,
  type Zone,
  zoneOf,
  type ZoneState,
} from './network.ts'
export { ownNetworkCause, ownNetworkDiagnosis, ownNetworkSubject } from './own-network.ts'
export { defaultAlertPolicy, isPassing, raises } from './policy.ts'
export { alertFor } from './related.ts'
