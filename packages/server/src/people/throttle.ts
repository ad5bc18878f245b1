import { AppError } from '../app/use-cases.ts'
import type { Clock } from '../app/ports.ts'

/** Refused for now; the caller may come back after `retryAfterMs`. */
export class TooManyAttempts extends AppError {
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    const seconds = Math.ceil(retryAfterMs / 1000)
    super('too_many_attempts', `Too many attempts. Wait ${seconds} s and try again.`)
    this.retryAfterMs = retryAfterMs
  }
}

export interface ThrottleRule {
  /** Tries before the first wait. */
  readonly freeTries: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
}

/** By name and address: five tries, then 1 s, 2 s, 4 s and so on up to a quarter of an hour. */
export const byNameAndAddress: ThrottleRule = { freeTries: 5, firstWaitMs: 1000, longestWaitMs: 900_000 }
/** By address alone, so that going through many names does not help; wider, as a home shares one address. */
export const byAddress: ThrottleRule = { freeTries: 30, firstWaitMs: 1000, longestWaitMs: 900_000 }

/** After this long without a try a count starts afresh. */
const forgetAfterMs = 3_600_000
/** Bound of the memory used; the longest unused counts go first. */
const mostKeys = 10_000

interface Count {
  readonly tries: number
  readonly lastAt: number
  readonly closedUntil: number
}

/** Counts tries in memory. A try counts when it begins, so many at once gain nothing. */
export class Throttle {
  readonly #clock: Clock
  readonly #rule: ThrottleRule
  readonly #counts = new Map<string, Count>()

  constructor(clock: Clock, rule: ThrottleRule) {
    this.#clock = clock
    this.#rule = rule
  }

  /** Milliseconds until the next try is let in; 0 when one may begin now. */
  waitMs(key: string): number {
    return Math.max(0, (this.#counts.get(key)?.closedUntil ?? 0) - this.#clock.now())
  }

  /** Counts a try that begins. */
  count(key: string): void {
    const now = this.#clock.now()
    const before = this.#counts.get(key)
    const tries = before !== undefined && now - before.lastAt < forgetAfterMs ? before.tries + 1 : 1
    const over = tries - this.#rule.freeTries
    const waitMs =
      over < 0 ? 0 : Math.min(this.#rule.longestWaitMs, this.#rule.firstWaitMs * 2 ** Math.min(over, 30))
    this.#counts.delete(key)
    this.#counts.set(key, { tries, lastAt: now, closedUntil: now + waitMs })
    const oldest = this.#counts.keys().next()
    if (this.#counts.size > mostKeys && oldest.done !== true) this.#counts.delete(oldest.value)
  }

  /** The right person came: the count ends. */
  forget(key: string): void {
    this.#counts.delete(key)
  }
}
