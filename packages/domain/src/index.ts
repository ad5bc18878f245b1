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
export { act } from './plays/act.ts'
export { cargoOf, defaultDeliveryPolicy, isItsEntry, newDelivery, nextStep } from './plays/deliveries.ts'
export * from './plays/delivery.ts'
export { freshPace, type Pace, paceDelayMs, type PaceLimits } from './plays/pace.ts'
export { play } from './plays/play.ts'
export { isNamed } from './plays/retry.ts'
export {
  channelOf,
  defaultPlaybackPolicy,
  type PlaybackContext,
  type Played,
} from './plays/playback-context.ts'
export * from './plays/playback.ts'
export { areRivals, type EntryOwner, ownerOf, rivalUntil } from './plays/rivals.ts'
export { isSamePlay, playKey, type Viewing } from './plays/same-play.ts'
export { settle } from './plays/settle.ts'
export { silence, silentAt } from './plays/silence.ts'
export * from './plays/title.ts'
export { episodesOf, isMatchable, sameTitle, showKey, titleKey, titleText } from './plays/titles.ts'
export * from './plays/token.ts'
export { defaultTokenPolicy, freshToken, refreshDueAt, tokenAfter, tokenNeed } from './plays/tokens.ts'
