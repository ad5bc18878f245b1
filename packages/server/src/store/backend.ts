import { type DialectAdapter, type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { OpenNews } from '../app/ports-news.ts'
import type { Schema } from './schema.ts'

/** What the databases do differently, as data. Nothing else asks which one it is. */
export interface Capabilities {
  readonly name: 'SQLite' | 'PostgreSQL'
  /** Type of columns that are sorted and compared by their bytes, whatever the locale of the database. */
  readonly byteOrderedText: string
  /** True where an older database is one file that can be copied before it is changed. */
  readonly copiesBeforeUpgrade: boolean
}

/** Carried by the dialect's adapter, so that migrations can ask the connection they are given. */
export interface CapableAdapter extends DialectAdapter {
  readonly capabilities: Capabilities
}

/** One opened database. */
export interface Backend {
  readonly db: Kysely<Schema>
  readonly capabilities: Capabilities
  /** Serialisable, and durable when it resolves. `work` may run more than once. */
  transact<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>
  /** Puts a fault of the database into a `StoreError`; anything else comes back as it is. */
  explain(error: unknown): unknown
  /** Keeps a copy of an older database under a name with `label`; does nothing where that is not possible. */
  keepCopy(label: string): Promise<void>
  /** Null where no other process can share the database. */
  readonly openNews: OpenNews | null
  close(): Promise<void>
}

function capabilitiesOf(db: Kysely<unknown>): Capabilities {
  const adapter = db.getExecutor().adapter
  if (!isCapable(adapter)) throw new TypeError('This database connection does not state its capabilities.')
  return adapter.capabilities
}

/** Type of columns that hold ids. */
export function idType(db: Kysely<unknown>): RawBuilder<unknown> {
  return sql.raw(capabilitiesOf(db).byteOrderedText)
}

function isCapable(adapter: DialectAdapter): adapter is CapableAdapter {
  return 'capabilities' in adapter
}

/**
 * PostgreSQL stores no NUL character in text, and SQLite gives such a text back cut. Upstream bodies may hold
 * one, so it is replaced on the way into any statement.
 */
export function storable(parameter: unknown): unknown {
  return typeof parameter === 'string' && parameter.includes('\0')
    ? parameter.replaceAll('\0', '\uFFFD')
    : parameter
}
