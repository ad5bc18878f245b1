import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '../app/ports.ts'
import { SecretError } from './errors.ts'
import { fingerprintOf, generateKey, parseKey, type SecretKey } from './key.ts'

export const keyFileName = 'secret.key'
const fingerprintMeta = 'secret_key_fingerprint'

/**
 * The key for this database: the one that was given, else the one in the data folder, else a new one, which is made
 * only while the database has never had a key. Throws `SecretError` when it is not the key the secrets were sealed
 * with; nothing is changed then.
 */
export async function openKey(from: {
  readonly given: SecretKey | null
  readonly folder: string
  readonly store: Pick<Store, 'transaction'>
}): Promise<SecretKey> {
  const known = await from.store.transaction((tx) => tx.meta(fingerprintMeta))
  const key = from.given ?? readKeyFile(from.folder) ?? makeKey(from.folder, known)
  const fits = await from.store.transaction(async (tx) => {
    const stored = await tx.meta(fingerprintMeta)
    if (stored === null) await tx.setMeta(fingerprintMeta, fingerprintOf(key))
    return stored === null || stored === fingerprintOf(key)
  })
  if (!fits)
    throw new SecretError(
      'wrong_key',
      `The secrets in this database were sealed with another key. Give the right one by CUEMARK_SECRET_KEY, or put the right ${keyFileName} into ${from.folder}.`,
    )
  return key
}

function makeKey(folder: string, known: string | null): SecretKey {
  if (known !== null)
    throw new SecretError(
      'key_missing',
      `The key of this database is missing: there is no ${join(folder, keyFileName)}. Restore that file, or give the key by CUEMARK_SECRET_KEY.`,
    )
  return createKeyFile(folder)
}

/** Null when there is no key file. */
function readKeyFile(folder: string): SecretKey | null {
  const path = join(folder, keyFileName)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new SecretError('bad_key_file', `The key file ${path} cannot be read. Check its rights.`)
  }
  const key = parseKey(text)
  if (key === null)
    throw new SecretError(
      'bad_key_file',
      `The key file ${path} does not hold a key of 32 bytes in base64. Restore it from a backup.`,
    )
  return key
}

/** Whole or not at all, also after a power cut; another process that was faster wins. */
function createKeyFile(folder: string): SecretKey {
  const path = join(folder, keyFileName)
  const part = join(folder, `${keyFileName}.${randomUUID()}`)
  const key = generateKey()
  try {
    writeDurably(part, `${key.value.reveal()}\n`)
    linkSync(part, path)
    sync(folder)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      throw new SecretError(
        'key_not_written',
        `The key file ${path} cannot be written. Check the rights on the folder and the space on the disk.`,
      )
  } finally {
    rmSync(part, { force: true })
  }
  const kept = readKeyFile(folder)
  if (kept === null)
    throw new SecretError('key_not_written', `The key file ${path} vanished while it was made.`)
  return kept
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function sync(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
