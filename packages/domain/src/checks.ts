import type { RetryBasis } from '@cuemark/diagnosis'

const minuteMs = 60_000

/** Waits between checks while broken, by rung: product §5. The last one goes on for as long as it takes. */
export const checkLadderMs: readonly number[] = [1, 2, 5, 15, 30, 60].map((minutes) => minutes * minuteMs)

/** Never sooner after a check than this, whatever moment a service names. */
const leastGapMs = 10_000
/** Spreads the checks that wait for one moment, so that the moment does not become a crowd. */
const spreadMs = 30_000
/** A day's allowance of so little is not spent on looking. */
const scarcePerDay = 5000
/** Kept for people out of a scarce allowance. */
const reserveShare = 0.05

export interface CheckState {
  /** 0 while healthy. */
  readonly rung: number
  /** The manifest's interval. */
  readonly healthyEveryMs: number
  /** The earliest return that an alert waits for, and how sure it is. */
  readonly usableAgainAt: number | null
  readonly usableAgainBasis: RetryBasis | null
  /** What is left of the allowance, where it is known. */
  readonly budget: {
    readonly limit: number | null
    readonly remaining: number | null
    readonly resetsAt: number | null
  } | null
}

/** `mended`: all is well. `broken`: it failed. `stuck`: it answered, and an alert stands that this cannot mend. */
export type CheckOutcome = 'mended' | 'broken' | 'stuck' | 'changed'

export interface NextCheck {
  readonly at: number
  readonly rung: number
}

/** When to look again. `random` is from 0 to 1. Whole milliseconds. */
export function nextCheck(state: CheckState, outcome: CheckOutcome, now: number, random: number): NextCheck {
  const planned = plan(state, outcome, now, random)
  return { rung: planned.rung, at: Math.round(sparing(state, planned.at, now, random)) }
}

function plan(state: CheckState, outcome: CheckOutcome, now: number, random: number): NextCheck {
  if (outcome === 'changed') return { at: now, rung: state.rung }
  if (outcome === 'mended') return { at: now + jittered(state.healthyEveryMs, random), rung: 0 }
  if (outcome === 'stuck') return { at: now + jittered(state.healthyEveryMs, random), rung: state.rung }
  const { usableAgainAt, usableAgainBasis } = state
  const rung = Math.min(state.rung + 1, checkLadderMs.length)
  const ladderAt = now + jittered(checkLadderMs[rung - 1] ?? minuteMs, random)
  // A known return is waited for. A guess is renewed by every failure, so following it would never climb.
  if (usableAgainAt === null || usableAgainAt <= now || usableAgainBasis === 'guess')
    return { at: ladderAt, rung }
  return { at: Math.max(usableAgainAt, now + leastGapMs) + random * spreadMs, rung }
}

/** A scarce allowance that is nearly used up is left to people until it returns. */
function sparing({ budget, healthyEveryMs }: CheckState, at: number, now: number, random: number): number {
  const limit = budget?.limit ?? null
  const remaining = budget?.remaining ?? null
  if (budget === null || limit === null || remaining === null || limit > scarcePerDay) return at
  if (remaining > limit * reserveShare) return at
  const { resetsAt } = budget
  if (resetsAt === null) return Math.max(at, now + healthyEveryMs)
  return resetsAt > now ? Math.max(at, resetsAt + random * spreadMs) : at
}

/** A tenth more or less, so that integrations started together do not stay together. */
function jittered(delayMs: number, random: number): number {
  return delayMs * (0.9 + random * 0.2)
}
