import type { Diagnosis } from '@cuemark/diagnosis'

/** No service asks for longer in earnest; a larger number is nonsense and must not lock an integration out. */
const longestHoldMs = 25 * 60 * 60 * 1000

/**
 * Until when an integration should be left alone; null when nothing was asked. A rate limit is respected even
 * where its length is a guess; for the rest only the service's own word counts, the ladder of checks does the
 * guessing.
 */
export const askedToWaitUntil = (diagnosis: Diagnosis | null, now: number): number | null => {
  if (diagnosis === null || diagnosis.expected || diagnosis.scope === 'item') return null
  const { kind, retry } = diagnosis
  if (kind !== 'rate_limit' && kind !== 'quota' && kind !== 'outage') return null
  if (retry.when !== 'after' && retry.when !== 'at') return null
  if (retry.basis === 'guess' && kind !== 'rate_limit') return null
  const until = retry.when === 'at' ? retry.at : now + retry.delayMs
  return until > now ? Math.min(until, now + longestHoldMs) : null
}
