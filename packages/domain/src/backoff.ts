export interface BackoffPolicy {
  readonly firstMs: number
  readonly longestMs: number
}

export const defaultBackoff: BackoffPolicy = { firstMs: 500, longestMs: 30_000 }

/**
 * How long to wait before an attempt; the first repetition is attempt 1. Doubles up to the longest, and lies
 * anywhere in the upper half, so that callers who failed together come back apart. `random` is from 0 to 1.
 */
export function backoffMs(attempt: number, random: number, policy: BackoffPolicy = defaultBackoff): number {
  const fullMs = Math.min(policy.longestMs, policy.firstMs * 2 ** Math.max(0, attempt - 1))
  return Math.round(fullMs * (0.5 + random / 2))
}
