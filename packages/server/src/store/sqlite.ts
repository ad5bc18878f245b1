import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { Kysely, sql } from 'kysely'
import type { Backend } from './backend.ts'
import { StoreError, type StoreErrorCode } from './errors.ts'
import type { Schema } from './schema.ts'
import { NodeSqliteDialect, openSqliteFile, sqliteCapabilities, sqliteCode } from './sqlite-dialect.ts'

/** Opens the embedded database. The folder must exist; the file is made readable for its owner only. */
export function openSqlite(path: string): Backend {
  makeFile(path)
  let db: Kysely<Schema>
  try {
    db = new Kysely<Schema>({ dialect: new NodeSqliteDialect(openSqliteFile(path)) })
  } catch (error) {
    throw explainSqlite(error, path)
  }
  return {
    db,
    capabilities: sqliteCapabilities,
    transact: (work) => db.transaction().execute(work),
    explain: (error) => explainSqlite(error, path),
    keepCopy: (label) => keepCopy(db, path, label),
    openNews: null,
    close: async () => {
      // Waits for its turn, so that a transaction under way ends before the file is closed.
      await db.connection().execute(async () => {})
      await db.destroy()
    },
  }
}

function makeFile(path: string): void {
  try {
    if (!statSync(dirname(path)).isDirectory()) throw folderMissing(path)
  } catch {
    throw folderMissing(path)
  }
  try {
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EISDIR')
      throw new StoreError('not_a_database', `${path} is a folder. Name a file for the database.`)
    if (code === 'ENOSPC') throw sentence('disk_full', path)
    throw sentence('read_only', path)
  }
}

function folderMissing(path: string): StoreError {
  return new StoreError(
    'folder_missing',
    `The folder ${dirname(path)} for the database does not exist. Make it, or set CUEMARK_DATA to another folder.`,
  )
}

/** A whole copy beside the database; it has its name only when it is complete and on the disk. */
async function keepCopy(db: Kysely<Schema>, path: string, label: string): Promise<void> {
  const copy = `${path}.${label}`
  const part = `${copy}.part`
  rmSync(part, { force: true })
  await sql`vacuum into ${part}`.execute(db)
  sync(part, 'r+')
  renameSync(part, copy)
  sync(dirname(path), 'r')
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags)
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** SQLite's result codes (sqlite.org/rescode.html) that a person can do something about. */
const codes: Readonly<Record<number, StoreErrorCode>> = {
  5: 'in_use',
  6: 'in_use',
  8: 'read_only',
  10: 'unavailable',
  11: 'corrupt',
  13: 'disk_full',
  14: 'unavailable',
  19: 'conflict',
  26: 'not_a_database',
}

/** Faults of SQLite as sentences; anything else comes back as it is. */
export function explainSqlite(error: unknown, path: string): unknown {
  const result = sqliteCode(error)
  const code = result === null ? undefined : codes[result]
  if (code === undefined) return error
  if (code === 'conflict')
    return new StoreError(code, `The change contradicts what is stored: ${messageOf(error)}.`)
  return sentence(code, path)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault'
}

function sentence(code: StoreErrorCode, path: string): StoreError {
  const name = basename(path)
  const sentences: Partial<Record<StoreErrorCode, string>> = {
    in_use: `Another program is using the database ${path}. Stop it and start again.`,
    read_only: `The database ${path} cannot be written. Give the user who runs Cuemark the right to write this file and its folder.`,
    corrupt: `The database ${path} is damaged. Stop Cuemark, keep the file, and restore a backup.`,
    disk_full: `The disk that holds ${path} is full. Free some space; nothing that was confirmed is lost.`,
    not_a_database: `${path} is not a Cuemark database. Move it away, or set CUEMARK_DATA to another folder.`,
    unavailable: `The database ${path} could not be read or written. Check the disk and the rights on the folder.`,
  }
  return new StoreError(code, sentences[code] ?? `The database ${name} could not be used.`)
}
