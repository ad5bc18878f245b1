import type { Clock, Ids, Store, StoreTx } from '../ports.ts'
import { checkLease, keepLease, leaseMs } from '../plays/lease.ts'

export interface LeaseDeps {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly owner: string
}

/** Work done alone over all processes. */
export interface Held {
  /** A transaction in which the lease is still ours; throws `LeaseLost` where it was taken over. */
  readonly write: <T>(work: (tx: StoreTx) => Promise<T>) => Promise<T>
}

/** Runs `work` while nobody else does it, here or elsewhere; null where somebody does. */
export async function underLease<T>(
  deps: LeaseDeps,
  name: string,
  work: (held: Held) => Promise<T>,
): Promise<{ readonly value: T } | null> {
  const { store, clock } = deps
  // An owner may claim twice what it holds, so each claim has one of its own.
  const owner = `${deps.owner}/${deps.ids.next()}`
  const lease = await store.transaction((tx) => {
    const now = clock.now()
    return tx.claimLease(name, owner, now, now + leaseMs)
  })
  if (lease === null) return null
  const held: Held = {
    write: (change) =>
      store.transaction(async (tx) => {
        await checkLease(tx, lease)
        return change(tx)
      }),
  }
  try {
    return { value: await keepLease(deps, lease, () => work(held)) }
  } finally {
    // What cannot be released now ends by itself.
    await store.transaction((tx) => tx.releaseLease(lease)).catch(() => undefined)
  }
}
