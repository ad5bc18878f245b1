import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Runs one piece of work on the database; `transact` is serialisable and may run it again. */
export interface Access {
  readonly read: <T>(work: (db: Kysely<Schema>) => Promise<T>) => Promise<T>
  readonly transact: <T>(work: (db: Kysely<Schema>) => Promise<T>) => Promise<T>
}
