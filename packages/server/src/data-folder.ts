import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { holdFile, sqliteCode } from './store/sqlite-dialect.ts'

const lockFileName = 'cuemark.lock'
const sqliteBusy = 5

export type DataFolderErrorCode = 'not_a_folder' | 'not_writable' | 'disk_full' | 'in_use'

/** The data folder cannot be used. The text is one sentence with a remedy. */
export class DataFolderError extends Error {
  readonly code: DataFolderErrorCode
  constructor(code: DataFolderErrorCode, message: string) {
    super(message)
    this.name = 'DataFolderError'
    this.code = code
  }
}

/** The folder everything of this house lies in, held by this process alone until it is released or dies. */
export interface DataFolder {
  readonly path: string
  release(): void
}

/** Makes the folder when it is missing (for its owner only), tries it, and takes it. Throws `DataFolderError`. */
export function openDataFolder(path: string): DataFolder {
  makeFolder(path)
  tryWriting(path)
  try {
    return { path, release: holdFile(join(path, lockFileName)) }
  } catch (error) {
    if (sqliteCode(error) === sqliteBusy)
      throw new DataFolderError(
        'in_use',
        `Another Cuemark is running on the data folder ${path}. Stop it first, or set CUEMARK_DATA to another folder.`,
      )
    throw notWritable(path)
  }
}

function makeFolder(path: string): void {
  try {
    makeWithParents(path)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST' || code === 'ENOTDIR') throw notAFolder(path)
    throw refused(code, path)
  }
  if (!statSync(path).isDirectory()) throw notAFolder(path)
}

/**
 * One after the other: Node's own recursive way never ends where a folder cannot be made although the one above it
 * exists, as below /proc.
 */
function makeWithParents(path: string): void {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (parent !== path) makeWithParents(parent)
  mkdirSync(path, { mode: 0o700 })
}

function tryWriting(path: string): void {
  const probe = join(path, `.probe-${randomUUID()}`)
  try {
    writeFileSync(probe, 'probe', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    throw refused(codeOf(error), path)
  } finally {
    rmSync(probe, { force: true })
  }
}

function refused(code: unknown, path: string): DataFolderError {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new DataFolderError(
      'disk_full',
      `The disk that holds the data folder ${path} is full. Free some space.`,
    )
  return notWritable(path)
}

function notAFolder(path: string): DataFolderError {
  return new DataFolderError(
    'not_a_folder',
    `The data folder ${path} is a file, or lies below one. Move that file away, or set CUEMARK_DATA to another folder.`,
  )
}

function notWritable(path: string): DataFolderError {
  return new DataFolderError(
    'not_writable',
    `The data folder ${path} cannot be written. Give the user who runs Cuemark the right to write there, or set CUEMARK_DATA to another folder.`,
  )
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
