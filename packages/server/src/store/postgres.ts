import { setTimeout as pause } from 'node:timers/promises'
import {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryCompiler,
  sql,
  type Transaction,
} from 'kysely'
import { type CustomTypesConfig, Pool, types } from 'pg'
import { type Backend, type Capabilities, type CapableAdapter, storable } from './backend.ts'
import { StoreError } from './errors.ts'
import { openPostgresNews } from './postgres-news.ts'
import { explainPostgres, readAddress, retryable } from './postgres-faults.ts'
import type { Schema } from './schema.ts'

const poolSize = 10
const connectTimeoutMs = 10_000
/** With pauses that double, about three seconds in all. */
const attempts = 12
const firstPauseMs = 2
const longestPauseMs = 500

const postgresCapabilities: Capabilities = {
  name: 'PostgreSQL',
  byteOrderedText: 'text collate "C"',
  copiesBeforeUpgrade: false,
}

class CapablePostgresAdapter extends PostgresAdapter implements CapableAdapter {
  readonly capabilities: Capabilities = postgresCapabilities
}

class StorablePostgresCompiler extends PostgresQueryCompiler {
  protected override appendValue(parameter: unknown): void {
    super.appendValue(storable(parameter))
  }
}

class CapablePostgresDialect extends PostgresDialect {
  override createAdapter(): CapableAdapter {
    return new CapablePostgresAdapter()
  }
  override createQueryCompiler(): QueryCompiler {
    return new StorablePostgresCompiler()
  }
}

/** Whole numbers of 8 bytes and sums arrive as text; ours all fit a number. Set for this pool only. */
const parsers: CustomTypesConfig = {
  getTypeParser: (type, format) => {
    if (type === types.builtins.INT8 || type === types.builtins.NUMERIC) return Number
    return types.getTypeParser(type, format)
  },
}

export async function openPostgres(url: string): Promise<Backend> {
  const address = readAddress(url)
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'cuemark',
    types: parsers,
  })
  // An idle connection that breaks is replaced by the pool; unheard, its event would end the process.
  pool.on('error', () => {})
  const db = new Kysely<Schema>({
    dialect: new CapablePostgresDialect({
      pool,
      // Whatever the server's default: what was acknowledged is on its disk.
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('set synchronous_commit to on'))
      },
    }),
  })
  const explain = (error: unknown): unknown => explainPostgres(error, address)
  try {
    await db.connection().execute(async () => {})
  } catch (error) {
    await db.destroy()
    throw explain(error)
  }
  return {
    db,
    capabilities: postgresCapabilities,
    transact: (work) => transact(db, work),
    explain,
    keepCopy: async () => {},
    openNews: async (hear, onGap) => {
      try {
        return await openPostgresNews(url, (channel, text) => notify(db, channel, text), { hear, onGap })
      } catch (error) {
        throw explain(error)
      }
    },
    close: () => db.destroy(),
  }
}

async function notify(db: Kysely<Schema>, channel: string, text: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${text})`.execute(db)
}

/** The database refuses one of two transactions that cannot be put in an order; that one runs again. */
async function transact<T>(db: Kysely<Schema>, work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().setIsolationLevel('serializable').execute(work)
    } catch (error) {
      if (!retryable(error, attempt)) throw error
      if (attempt >= attempts)
        throw new StoreError(
          'unavailable',
          'The PostgreSQL database is too busy: a change could not be made beside the others. Try again.',
        )
    }
    const bound = Math.min(firstPauseMs * 2 ** attempt, longestPauseMs)
    await pause(bound * (0.5 + Math.random() / 2))
  }
}
