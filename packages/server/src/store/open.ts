import type { Store } from '../app/ports.ts'
import type { Backend } from './backend.ts'
import type { Migrations } from './migrations.ts'
import { openSqlite } from './sqlite.ts'
import { createStore } from './store.ts'
import { upgrade } from './upgrade.ts'

export type StoreOptions =
  { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'postgres'; readonly url: string }

/** As `openStore`, with the changes to the schema handed in. */
export async function openStoreWith(options: StoreOptions, migrations: Migrations): Promise<Store> {
  const backend = await openBackend(options)
  try {
    await upgrade(backend, migrations)
  } catch (error) {
    await backend.close()
    throw backend.explain(error)
  }
  return createStore(backend)
}

async function openBackend(options: StoreOptions): Promise<Backend> {
  if (options.kind === 'sqlite') return openSqlite(options.path)
  // Its driver is loaded only where it is used: that saves memory and time at every other start.
  const { openPostgres } = await import('./postgres.ts')
  return await openPostgres(options.url)
}
