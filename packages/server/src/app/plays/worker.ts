import type { Clock } from '../ports.ts'

/** Work that goes on by itself. `idle` resolves when nothing runs and nothing is due now. */
export interface Worker {
  start(): void
  /** Resolves when nothing is running any more. */
  stop(): Promise<void>
  idle(): Promise<void>
}

export interface WorkerDeps {
  readonly clock: Clock
  /** A fault of ours, or of the store. Logged at the edge, once. */
  readonly onError: (error: unknown) => void
  /** How often to look for what other processes have left to do. */
  readonly lookEveryMs?: number
}

export interface Loop extends Worker {
  /** Something may be due: looks at once, or again when it is looking already. */
  wake(): void
  isRunning(): boolean
}

const defaultLookEveryMs = 15_000
/** After a fault the work is tried again, not at once and not never. */
const retryAfterFaultMs = 5000

class WorkLoop implements Loop {
  readonly #deps: WorkerDeps
  readonly #work: () => Promise<number | null>
  #started = false
  /** Something may have come due while the work was at it. */
  #again = false
  #running: Promise<void> | null = null
  #cancel: (() => void) | null = null

  constructor(deps: WorkerDeps, work: () => Promise<number | null>) {
    this.#deps = deps
    this.#work = work
  }

  start(): void {
    this.#started = true
    this.wake()
  }

  wake(): void {
    if (!this.#started) return
    this.#cancel?.()
    this.#cancel = null
    this.#again = true
    // In its own turn, so that work which wakes its own loop finds it running.
    this.#running ??= Promise.resolve().then(() => this.#run())
  }

  isRunning(): boolean {
    return this.#running !== null
  }

  async stop(): Promise<void> {
    this.#started = false
    this.#cancel?.()
    this.#cancel = null
    await this.#running
  }

  async idle(): Promise<void> {
    while (this.isRunning()) await this.#running
  }

  async #run(): Promise<void> {
    let delayMs = 0
    while (this.#again && this.#started) {
      this.#again = false
      delayMs = await this.#turn()
    }
    this.#running = null
    if (!this.#started) return
    this.#cancel = this.#deps.clock.after(Math.max(delayMs, 1), () => {
      this.wake()
    })
  }

  async #turn(): Promise<number> {
    const { lookEveryMs = defaultLookEveryMs, onError } = this.#deps
    try {
      return Math.min((await this.#work()) ?? lookEveryMs, lookEveryMs)
    } catch (error) {
      onError(error)
      return retryAfterFaultMs
    }
  }
}

/**
 * Runs one piece of work whenever it may be due, never twice at a time. `work` does all that is due now and answers
 * after how many milliseconds the next is; null when it knows of none.
 */
export const createLoop = (deps: WorkerDeps, work: () => Promise<number | null>): Loop =>
  new WorkLoop(deps, work)
