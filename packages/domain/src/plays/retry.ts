import type { Retry } from '@cuemark/diagnosis'

const minuteMs = 60_000

/**
 * When to try again after the `attempt`-th failure. A moment that the service named is kept to; a guess is never
 * sooner than the ladder, and what waiting cannot mend is looked at on the ladder's last step.
 */
export function retryAt(retry: Retry, attempt: number, now: number, ladderMs: readonly number[]): number {
  const lastMs = ladderMs.at(-1) ?? minuteMs
  const stepAt = now + (ladderMs[Math.max(0, attempt - 1)] ?? lastMs)
  switch (retry.when) {
    case 'never': {
      return now + lastMs
    }
    case 'now': {
      return attempt <= 1 ? now : stepAt
    }
    case 'after': {
      const at = now + Math.max(0, retry.delayMs)
      return retry.basis === 'guess' ? Math.max(at, stepAt) : at
    }
    case 'at': {
      return Math.max(retry.at, retry.basis === 'guess' ? stepAt : now)
    }
    // No default: the compiler asks for every way.
  }
}

/** True where the service itself named the moment, as it does at its limits; all else is a guess. */
export function isNamed(retry: Retry): boolean {
  return (retry.when === 'after' || retry.when === 'at') && retry.basis !== 'guess'
}
