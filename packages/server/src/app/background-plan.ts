import type { Clock } from './ports.ts'

/** Work answers after how many milliseconds it wants to run again; null for never. */
export type PlannedWork = () => Promise<number | null>

/** After a fault of ours the work is tried again, not at once and not never. */
const retryAfterFaultMs = 60_000

interface Wish {
  readonly delayMs: number
  readonly work: PlannedWork
}

/**
 * Runs pieces of work at their moments, one at a time for each key. What is planned while a piece runs takes the
 * place of what the piece itself asks for at its end. Nothing starts any more after `stop`.
 */
export class Planner {
  readonly #clock: Clock
  readonly #onError: (error: unknown) => void
  readonly #cancels = new Map<string, () => void>()
  readonly #running = new Map<string, Promise<void>>()
  readonly #loose = new Set<Promise<void>>()
  /** Wishes that came while their piece was running; null to run no more. */
  readonly #wishes = new Map<string, Wish | null>()
  #stopped = false

  constructor(clock: Clock, onError: (error: unknown) => void) {
    this.#clock = clock
    this.#onError = onError
  }

  /** Plans a piece of work anew; what was planned under this key before is forgotten. */
  after(key: string, delayMs: number, work: PlannedWork): void {
    if (this.#stopped) return
    if (this.#running.has(key)) {
      this.#wishes.set(key, { delayMs, work })
      return
    }
    this.#cancels.get(key)?.()
    this.#cancels.set(
      key,
      this.#clock.after(delayMs, () => {
        this.#cancels.delete(key)
        this.#begin(key, work)
      }),
    )
  }

  drop(key: string): void {
    this.#cancels.get(key)?.()
    this.#cancels.delete(key)
    if (this.#running.has(key)) this.#wishes.set(key, null)
  }

  isRunning(key: string): boolean {
    return this.#running.has(key)
  }

  /** Runs something once, at once, outside of any plan. */
  run(work: () => Promise<void>): void {
    if (this.#stopped) return
    const done = work()
      .catch(this.#onError)
      .finally(() => this.#loose.delete(done))
    this.#loose.add(done)
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const cancel of this.#cancels.values()) cancel()
    this.#cancels.clear()
    await Promise.all([...this.#running.values(), ...this.#loose])
  }

  #begin(key: string, work: PlannedWork): void {
    const runAndPlan = async (): Promise<void> => {
      const delayMs = await work().catch((error: unknown) => {
        this.#onError(error)
        return retryAfterFaultMs
      })
      this.#running.delete(key)
      const own = delayMs === null ? null : { delayMs, work }
      const wish = this.#wishes.get(key)
      this.#wishes.delete(key)
      const next = wish === undefined ? own : wish
      if (next !== null) this.after(key, next.delayMs, next.work)
    }
    this.#running.set(key, runAndPlan())
  }
}
