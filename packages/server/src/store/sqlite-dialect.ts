import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { type Capabilities, type CapableAdapter, storable } from './backend.ts'

/** The only file that touches Node's SQLite. */

const busyTimeoutMs = 5_000
const keptStatements = 200

export const sqliteCapabilities: Capabilities = {
  name: 'SQLite',
  byteOrderedText: 'text',
  copiesBeforeUpgrade: true,
}

/** Opens a database file; creates it when missing. Throws what SQLite throws. */
export function openSqliteFile(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
  try {
    // FULL makes a commit wait for the disk: what was acknowledged survives a power cut, not only a crash.
    database.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma journal_size_limit = 67108864;
      pragma temp_store = memory;
      pragma trusted_schema = off;
    `)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/**
 * Holds `path` for as long as this process lives, or until the answer is called. The lock belongs to the operating
 * system, so it ends with the process however that dies. Throws SQLITE_BUSY when another process holds it.
 */
export function holdFile(path: string): () => void {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive;')
  } catch (error) {
    database.close()
    throw error
  }
  return () => {
    if (database.isOpen) database.close()
  }
}

/** SQLite's result code without its extension; null for anything that is not an error of SQLite. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff
}

export class NodeSqliteDialect implements Dialect {
  readonly #database: DatabaseSync
  constructor(database: DatabaseSync) {
    this.#database = database
  }
  createDriver(): Driver {
    return new NodeSqliteDriver(this.#database)
  }
  createQueryCompiler(): QueryCompiler {
    return new StorableSqliteCompiler()
  }
  createAdapter(): CapableAdapter {
    return new CapableSqliteAdapter()
  }
  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db)
  }
}

class CapableSqliteAdapter extends SqliteAdapter implements CapableAdapter {
  readonly capabilities: Capabilities = sqliteCapabilities
  /** SQLite undoes schema changes with the transaction, so an upgrade that fails leaves nothing behind. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class StorableSqliteCompiler extends SqliteQueryCompiler {
  protected override appendValue(parameter: unknown): void {
    super.appendValue(storable(parameter))
  }
}

/** One connection; Kysely lets one user at a time have it, because the adapter says there is only one. */
class NodeSqliteDriver implements Driver {
  readonly #connection: NodeSqliteConnection
  constructor(database: DatabaseSync) {
    this.#connection = new NodeSqliteConnection(database)
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async beginTransaction(): Promise<void> {
    this.#connection.begin()
  }
  async commitTransaction(): Promise<void> {
    this.#connection.commit()
  }
  async rollbackTransaction(): Promise<void> {
    this.#connection.rollback()
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {
    this.#connection.close()
  }
}

interface Prepared {
  readonly statement: StatementSync
  readonly givesRows: boolean
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  /** In order of last use, oldest first. */
  readonly #prepared = new Map<string, Prepared>()
  #spoiledBy: unknown = null

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** Takes the write lock at once: a transaction that reads first could otherwise not go on to write. */
  begin(): void {
    this.#spoiledBy = null
    this.#database.exec('begin immediate')
  }

  /** As on PostgreSQL, a transaction in which a statement failed cannot be committed. */
  commit(): void {
    if (this.#spoiledBy !== null) throw this.#spoiledBy
    this.#database.exec('commit')
  }

  /** SQLite has already rolled back by itself after some faults, such as a full disk. */
  rollback(): void {
    if (this.#database.isTransaction) this.#database.exec('rollback')
  }

  close(): void {
    this.#prepared.clear()
    if (!this.#database.isOpen) return
    this.#database.exec('pragma optimize')
    this.#database.close()
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return this.#run<R>(query)
    } catch (error) {
      this.#spoiledBy ??= error
      throw error
    }
  }

  // oxlint-disable-next-line require-yield -- the interface asks for a generator, and nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The SQLite connection does not stream. Read in pages.')
  }

  #run<R>(query: CompiledQuery): QueryResult<R> {
    const { statement, givesRows } = this.#prepare(query.sql)
    const parameters = query.parameters.map(bindable)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely's types say what a row holds
    if (givesRows) return { rows: statement.all(...parameters) as R[] }
    const { changes } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known !== undefined) {
      this.#prepared.delete(sql)
      this.#prepared.set(sql, known)
      return known
    }
    const statement = this.#database.prepare(sql)
    const prepared = { statement, givesRows: statement.columns().length > 0 }
    this.#prepared.set(sql, prepared)
    if (this.#prepared.size > keptStatements) {
      for (const oldest of this.#prepared.keys()) {
        this.#prepared.delete(oldest)
        break
      }
    }
    return prepared
  }
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint')
    return value
  throw new TypeError(`SQLite cannot hold a value of type ${typeof value}.`)
}
