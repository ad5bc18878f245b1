import type { Lease } from '../ports-accounts.ts'
import type { Clock, Store, StoreTx } from '../ports.ts'

/** How long a claim holds without being renewed, and how often it is. */
export const leaseMs = 60_000
const renewEveryMs = 20_000

/** Somebody else holds the lease now; what was about to be written is not. */
export class LeaseLost extends Error {
  constructor(name: string) {
    super(`The lease ${name} was taken over.`)
    this.name = 'LeaseLost'
  }
}

export interface LeaseDeps {
  readonly store: Store
  readonly clock: Clock
  /** Names this process among all that share the database. */
  readonly owner: string
}

/** Throws `LeaseLost` unless the claim still holds. For the start of every write made under it. */
export async function checkLease(tx: StoreTx, lease: Lease): Promise<void> {
  if (!(await tx.holdsLease(lease))) throw new LeaseLost(lease.name)
}

/** Keeps a lease while `work` runs. */
export async function keepLease<T>(deps: LeaseDeps, lease: Lease, work: () => Promise<T>): Promise<T> {
  const { store, clock } = deps
  let ended = false
  let renewing: Promise<unknown> = Promise.resolve()
  let cancel = (): void => undefined
  const renew = async (): Promise<void> => {
    try {
      const isOurs = await store.transaction((tx) => tx.renewLease(lease, clock.now() + leaseMs))
      if (!isOurs) return
    } catch {
      // A store that is away for a moment: the writes check for themselves.
    }
    if (!ended) plan()
  }
  const plan = (): void => {
    cancel = clock.after(renewEveryMs, () => {
      renewing = renew()
    })
  }
  plan()
  try {
    return await work()
  } finally {
    ended = true
    cancel()
    await renewing
  }
}
