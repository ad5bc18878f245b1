import type { Diagnosis, Outcome } from '@cuemark/diagnosis'
import type { TokenEvent } from '@cuemark/domain'
import { isFinalForSignIn, type TraktTokens } from '@cuemark/services'

/** Causes of a request that never reached the other side, so nothing can have been rotated there. */
const neverArrived: ReadonlySet<string> = new Set([
  'transport.refused',
  'transport.dns',
  'transport.dns_unavailable',
  'transport.no_route',
  'transport.host_unreachable',
  'transport.tls_self_signed',
  'transport.tls_expired',
  'transport.tls_not_yet_valid',
  'transport.tls_wrong_name',
  'transport.tls_failed',
  'transport.bad_address',
  'transport.bad_characters',
  'transport.blocked_port',
  'transport.proxy',
  'transport.local_limit',
  'transport.breaker_open',
])
/** What stands in front gave up waiting; the service itself may have gone on. */
const gaveUpWaiting = /^status (?:504|524)$/

/** True where nobody can know whether the service did what it was asked. */
const isLost = (diagnosis: Diagnosis): boolean => {
  if (diagnosis.kind === 'malformed' || diagnosis.evidence.some(({ text }) => gaveUpWaiting.test(text)))
    return true
  const hasNoAnswer = diagnosis.evidence.some(({ part }) => part === 'transport')
  return hasNoAnswer && !neverArrived.has(diagnosis.cause)
}

/** The shortest life that was seen (trakt.md §6), for an answer that tells none. */
const shortestLifeMs = 86_400_000
/** Two clocks further apart than this mean that one of them is wrong. */
const clockToleranceMs = 300_000

/** When a pair was made and when it ends, by our own clock where Trakt's is another. */
export const lifeOf = (
  { issuedAt, expiresInMs }: Pick<TraktTokens, 'issuedAt' | 'expiresInMs'>,
  now: number,
): { readonly issuedAt: number; readonly expiresAt: number } => {
  const from = issuedAt !== null && Math.abs(issuedAt - now) <= clockToleranceMs ? issuedAt : now
  return { issuedAt: from, expiresAt: from + (expiresInMs ?? shortestLifeMs) }
}

/** What the answer to a refresh means for the sign-in. A fault of the app is nobody's sign-in's fault. */
export const refreshEvent = (outcome: Outcome<TraktTokens>, now: number): TokenEvent => {
  if (outcome.ok) {
    const { value } = outcome
    return { type: 'refreshed', ...lifeOf(value, now), refreshable: value.refreshToken !== null }
  }
  const { diagnosis } = outcome
  if (isFinalForSignIn(diagnosis)) return { type: 'refresh_refused', diagnosis }
  return isLost(diagnosis) ? { type: 'refresh_lost' } : { type: 'refresh_failed', diagnosis }
}
