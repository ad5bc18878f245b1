import { Migrator } from 'kysely/migration'
import type { Backend } from './backend.ts'
import { StoreError } from './errors.ts'
import type { Migrations } from './migrations.ts'

const migrationTable = 'cuemark_migration'
const ownTables: ReadonlySet<string> = new Set([
  'integrations',
  'alerts',
  'users',
  'sessions',
  'meta',
  'accounts',
  'plays',
  'events',
])

/** Brings a database to the state this program knows, or says why it must not be touched. */
export async function upgrade(backend: Backend, known: Migrations): Promise<void> {
  const names = Object.keys(known).sort()
  const done = await migrationsDone(backend)
  const foreign = done.find((name) => !names.includes(name))
  if (foreign !== undefined)
    throw new StoreError(
      'newer_database',
      `The database was last used by a newer Cuemark (it holds the change "${foreign}"). Start that version, or restore a copy made before the upgrade.`,
    )
  const next = names.find((name) => !done.includes(name))
  if (next === undefined) return
  if (done.length > 0) await backend.keepCopy(`before-${next}`)
  await migrate(backend, known, next)
}

async function migrationsDone({ db, capabilities }: Backend): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (tables.some((table) => table.name === migrationTable)) {
    const rows = await db.selectFrom(migrationTable).select('name').execute()
    return rows.map((row) => row.name)
  }
  const taken = tables.find((table) => ownTables.has(table.name))
  if (taken !== undefined)
    throw new StoreError(
      'not_ours',
      `This ${capabilities.name} database belongs to another program: it has a table "${taken.name}" that Cuemark did not make. Give Cuemark a database of its own.`,
    )
  return []
}

async function migrate(backend: Backend, known: Migrations, next: string): Promise<void> {
  const migrator = new Migrator({
    db: backend.db,
    provider: { getMigrations: async () => ({ ...known }) },
    migrationTableName: migrationTable,
    migrationLockTableName: `${migrationTable}_lock`,
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const explained = backend.explain(error)
  if (explained instanceof StoreError) throw explained
  const at = results?.find((result) => result.status === 'Error')?.migrationName ?? next
  const why = error instanceof Error ? error.message : 'unknown fault'
  throw new StoreError(
    'upgrade_failed',
    `The database could not be brought to this version at the change "${at}": ${why}. Nothing was changed.`,
  )
}
