/** Keeps traffic home while a service is down. Plain data, stored, so that a restart does not forget. */
export type Breaker =
  | { readonly state: 'closed'; readonly failures: number }
  /** `openings` in a row: each keeps it open longer. Times are UTC milliseconds. */
  | { readonly state: 'open'; readonly openings: number; readonly untilAt: number }
  /** One attempt is under way; its outcome decides. A lost one is given up at `untilAt`. */
  | { readonly state: 'half_open'; readonly openings: number; readonly untilAt: number }

export type BreakerEvent = 'attempt' | 'success' | 'failure'

export interface BreakerPolicy {
  readonly failuresToOpen: number
  readonly firstOpenMs: number
  readonly longestOpenMs: number
}

export const defaultBreakerPolicy: BreakerPolicy = {
  failuresToOpen: 5,
  firstOpenMs: 30_000,
  longestOpenMs: 10 * 60_000,
}

export const closedBreaker: Breaker = { state: 'closed', failures: 0 }

/** True when a request may go now. Ask before the attempt, then tell `attempt`. */
export function mayPass(current: Breaker, now: number): boolean {
  return current.state === 'closed' || now >= current.untilAt
}

export function breaker(
  before: Breaker,
  event: BreakerEvent,
  now: number,
  policy: BreakerPolicy = defaultBreakerPolicy,
): Breaker {
  if (event === 'success') return before.state === 'closed' && before.failures === 0 ? before : closedBreaker
  if (event === 'attempt') {
    if (before.state === 'closed' || now < before.untilAt) return before
    return { state: 'half_open', openings: before.openings, untilAt: now + policy.firstOpenMs }
  }
  if (before.state === 'closed') {
    const failures = before.failures + 1
    return failures < policy.failuresToOpen ? { state: 'closed', failures } : open(1, now, policy)
  }
  // A call that was under way when it opened is no news.
  return before.state === 'open' ? before : open(before.openings + 1, now, policy)
}

function open(openings: number, now: number, policy: BreakerPolicy): Breaker {
  const openMs = Math.min(policy.longestOpenMs, policy.firstOpenMs * 2 ** (openings - 1))
  return { state: 'open', openings, untilAt: now + openMs }
}
