import type { Tried } from './deliver-send.ts'
import { takeTurn, type TurnDeps } from './deliver-turn.ts'
import { isRecovery, wakeRecovered, wakeSignedIn } from './deliver-wake.ts'
import { createLoop, type Loop, type Worker, type WorkerDeps } from './worker.ts'

export interface DelivererDeps extends TurnDeps, WorkerDeps {}

/** So many accounts are served at a time; each has one request under way at most. */
const accountsAtOnce = 8
/** After a fault of ours with one account, the others go on. */
const afterFaultMs = 60_000
/** Nothing was due although it seemed so. */
const emptyMs = 1000

interface Queue {
  /** Accounts being served. */
  readonly busy: Map<string, Promise<void>>
  /** Until when an account waits, for its pace or because Trakt is away. */
  readonly gates: Map<string, number>
  /** Seemed to have something due, and had not. */
  readonly empty: Set<string>
  readonly tried: Tried
}

async function serve(deps: DelivererDeps, { gates, empty, tried }: Queue, id: string): Promise<void> {
  const { clock, onError } = deps
  const wait = (delayMs: number): void => {
    gates.set(id, clock.now() + delayMs)
  }
  try {
    let waitMs = await takeTurn(deps, tried, id)
    const isWork = waitMs === 0
    while (waitMs === 0) waitMs = await takeTurn(deps, tried, id)
    if (waitMs !== null) wait(waitMs)
    // Once may be a race; twice would be turning on the spot.
    else if (!isWork && empty.has(id)) wait(emptyMs)
    if (waitMs === null && !isWork) empty.add(id)
    else empty.delete(id)
  } catch (error) {
    onError(error)
    wait(afterFaultMs)
  }
}

/**
 * Brings deliveries to Trakt: accounts side by side, within one strictly one after another. Which process serves an
 * account is settled by a lease, and what was written under a lost one is refused by the store.
 */
class Deliverer implements Worker {
  readonly #deps: DelivererDeps
  readonly #loop: Loop
  readonly #queue: Queue = {
    busy: new Map(),
    gates: new Map(),
    empty: new Set(),
    tried: { ways: new Map(), alone: new Set() },
  }
  readonly #wakings = new Set<Promise<void>>()
  #stopping = false
  #unsubscribe = (): void => undefined

  constructor(deps: DelivererDeps) {
    this.#deps = deps
    this.#loop = createLoop(deps, () => this.#look())
  }

  start(): void {
    const { store, changes } = this.#deps
    this.#stopping = false
    this.#unsubscribe = changes.subscribe((change) => {
      if (change.type === 'account') this.#wake(() => wakeSignedIn(this.#deps, change.accountId))
      if (change.type === 'alert' && isRecovery(change.effects)) this.#wake(() => this.#goOn(change.alertId))
      if (change.type === 'deliveries') this.#loop.wake()
    })
    this.#loop.start()
    this.#wake(async () => {
      const waiting = await store.plays.waitingByAccount()
      for (const accountId of waiting.keys()) await wakeSignedIn(this.#deps, accountId)
    })
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#unsubscribe()
    await this.#loop.stop()
    await Promise.all(this.#queue.busy.values())
    await Promise.all(this.#wakings)
  }

  async idle(): Promise<void> {
    const { busy } = this.#queue
    while (busy.size > 0 || this.#wakings.size > 0 || this.#loop.isRunning()) {
      await Promise.all(this.#wakings)
      await this.#loop.idle()
      await Promise.all(busy.values())
    }
  }

  /** Begins to serve the accounts that have something due; answers when to look again. */
  async #look(): Promise<number | null> {
    const { store, clock } = this.#deps
    const { busy, gates } = this.#queue
    const now = clock.now()
    const { accountIds, nextAt } = await store.transaction((tx) => tx.dueAccounts(now))
    let next = nextAt ?? Infinity
    for (const id of accountIds) {
      const gate = gates.get(id) ?? 0
      if (busy.has(id) || this.#stopping) continue
      if (gate > now) next = Math.min(next, gate)
      else if (busy.size < accountsAtOnce) this.#begin(id)
    }
    return next === Infinity ? null : Math.max(0, next - now)
  }

  async #goOn(alertId: string): Promise<void> {
    for (const id of await wakeRecovered(this.#deps, alertId)) this.#queue.gates.delete(id)
  }

  #begin(id: string): void {
    const { busy } = this.#queue
    const done = serve(this.#deps, this.#queue, id).finally(() => {
      busy.delete(id)
      this.#loop.wake()
    })
    busy.set(id, done)
  }

  #wake(work: () => Promise<void>): void {
    const done = work()
      .catch(this.#deps.onError)
      .finally(() => {
        this.#wakings.delete(done)
        this.#loop.wake()
      })
    this.#wakings.add(done)
  }
}

export const createDeliveryWorker = (deps: DelivererDeps): Worker => new Deliverer(deps)
