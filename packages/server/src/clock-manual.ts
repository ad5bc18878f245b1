import type { Clock } from './app/ports.ts'

interface Timer {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

/** A clock for tests: it stands still until it is moved, and fires what came due in order. */
export class ManualClock implements Clock {
  #nowMs: number
  #order = 0
  readonly #timers = new Set<Timer>()

  constructor(startAt = 1_795_305_600_000) {
    this.#nowMs = startAt
  }

  now(): number {
    return this.#nowMs
  }

  after(delayMs: number, run: () => void): () => void {
    const timer: Timer = { at: this.#nowMs + Math.max(delayMs, 0), order: (this.#order += 1), run }
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size
  }

  /** When the next timer is due; null when none waits. */
  get nextAt(): number | null {
    return this.#next()?.at ?? null
  }

  /** Moves on and runs what comes due, each at its own moment, those set on the way included. */
  advance(byMs: number): void {
    const until = this.#nowMs + byMs
    for (let timer = this.#next(); timer !== undefined && timer.at <= until; timer = this.#next()) {
      this.#timers.delete(timer)
      this.#nowMs = Math.max(this.#nowMs, timer.at)
      timer.run()
    }
    this.#nowMs = until
  }

  /** Sets the time without firing anything, as a corrected system clock does; it may go back. */
  jump(to: number): void {
    this.#nowMs = to
  }

  #next(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers) {
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer
    }
    return first
  }
}
