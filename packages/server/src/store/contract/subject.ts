import type { Store } from '../../app/ports.ts'

/** What the parts of the suite work on. `reopen` closes the store and opens the same database again. */
export interface Subject {
  readonly store: Store
  reopen(): Promise<Store>
}
