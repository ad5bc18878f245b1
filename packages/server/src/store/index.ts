import type { Store } from '../app/ports.ts'
import { openStoreWith, type StoreOptions } from './open.ts'
import { migrations } from './migrations.ts'

export { BadCursor, StoreError, type StoreErrorCode } from './errors.ts'
export type { StoreOptions } from './open.ts'

/** Opens the store, bringing an older database up to date. Throws `StoreError` with a sentence for people. */
export async function openStore(options: StoreOptions): Promise<Store> {
  return await openStoreWith(options, migrations)
}
