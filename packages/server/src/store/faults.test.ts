import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../app/ports.ts'
import { openStore, StoreError } from './index.ts'
import { migrations } from './migrations.ts'
import { openStoreWith } from './open.ts'
import { explainSqlite } from './sqlite.ts'
import { openSqliteFile } from './sqlite-dialect.ts'
import { integrationRow } from './store.fixtures.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cuemark-faults-'))
  path = join(folder, 'cuemark.sqlite')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

async function faultOf(opening: Promise<Store>): Promise<StoreError> {
  const outcome = await opening.then(
    async (store) => {
      await store.close()
      return null
    },
    (error: unknown) => error,
  )
  if (outcome instanceof StoreError) return outcome
  throw new Error('The database was opened, or the fault is no StoreError.', { cause: outcome })
}

const open = (): Promise<Store> => openStore({ kind: 'sqlite', path })

describe('the embedded database', () => {
  it('is a file for its owner only', async () => {
    await (await open()).close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is durable: write-ahead log, and every commit waits for the disk', () => {
    const database = openSqliteFile(path)
    expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(database.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 })
    expect(database.prepare('pragma foreign_keys').get()).toEqual({ foreign_keys: 1 })
    database.close()
  })

  it('in a missing folder is refused with a sentence', async () => {
    const fault = await faultOf(openStore({ kind: 'sqlite', path: join(folder, 'none', 'x.sqlite') }))
    expect(fault.code).toBe('folder_missing')
    expect(fault.message).toContain('CUEMARK_DATA')
  })

  it('that is a folder or some other file is refused and left alone', async () => {
    expect((await faultOf(openStore({ kind: 'sqlite', path: folder }))).code).toBe('not_a_database')
    const text = 'These are my notes. '.repeat(500)
    writeFileSync(path, text)
    expect((await faultOf(open())).code).toBe('not_a_database')
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('of another program is refused and left alone', async () => {
    const other = openSqliteFile(path)
    other.exec('create table users (name text)')
    other.close()
    const fault = await faultOf(open())
    expect(fault.code).toBe('not_ours')
    expect(fault.message).toContain('"users"')
  })

  it('with damaged pages is called damaged', async () => {
    const store = await open()
    for (let n = 0; n < 60; n += 1)
      await store.transaction((tx) =>
        tx.insertIntegration(integrationRow(`i${n}`, { name: 'x'.repeat(900) })),
      )
    await store.close()
    const bytes = readFileSync(path)
    bytes.fill(0xa5, 4_096)
    writeFileSync(path, bytes)
    expect((await faultOf(open())).code).toBe('corrupt')
  })

  it.each([
    [5, 'in_use'],
    [8, 'read_only'],
    [1_032, 'read_only'],
    [13, 'disk_full'],
    [11, 'corrupt'],
    [10, 'unavailable'],
  ] as const)('says result code %i of SQLite as %s', (errcode, code) => {
    const error = Object.assign(new Error('raw'), { errcode })
    expect(explainSqlite(error, path)).toMatchObject({ code, message: expect.stringContaining(path) })
  })

  it('hands on what is no fault of the database', () => {
    const mistake = new TypeError('ours')
    expect(explainSqlite(mistake, path)).toBe(mistake)
  })
})

describe('an upgrade', () => {
  const later = {
    ...migrations,
    '9999_later': {
      up: async (db: Parameters<(typeof migrations)[string]['up']>[0]) => {
        await db.schema.alterTable('integrations').addColumn('color', 'text').execute()
      },
    },
  }
  const openLater = (): Promise<Store> => openStoreWith({ kind: 'sqlite', path }, later)

  it('keeps a whole copy of the database as it was', async () => {
    const store = await open()
    await store.transaction((tx) => tx.insertIntegration(integrationRow('i1')))
    await store.close()
    await (await openLater()).close()
    const copy = `${path}.before-9999_later`
    expect(existsSync(copy)).toBe(true)
    const kept = await openStore({ kind: 'sqlite', path: copy })
    expect(await kept.transaction((tx) => tx.integration('i1'))).toEqual(integrationRow('i1'))
    await kept.close()
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('keeps no copy of a new database, nor when there is nothing to change', async () => {
    await (await openLater()).close()
    await (await openLater()).close()
    expect(readdirSync(folder)).toEqual(['cuemark.sqlite'])
  })

  it('cannot be gone back: an older program refuses the database and leaves it alone', async () => {
    await (await openLater()).close()
    const fault = await faultOf(open())
    expect(fault.code).toBe('newer_database')
    expect(fault.message).toContain('9999_later')
    await (await openLater()).close()
  })

  it('that fails changes nothing, and says which change it was', async () => {
    const store = await open()
    await store.transaction((tx) => tx.setMeta('a', 'b'))
    await store.close()
    const failing = {
      ...migrations,
      '9999_fails': {
        up: async (db: Parameters<(typeof migrations)[string]['up']>[0]) => {
          await db.schema.dropTable('meta').execute()
          throw new Error('no luck')
        },
      },
    }
    const fault = await faultOf(openStoreWith({ kind: 'sqlite', path }, failing))
    expect(fault.code).toBe('upgrade_failed')
    expect(fault.message).toMatch(/9999_fails.*no luck/)
    const again = await open()
    expect(await again.transaction((tx) => tx.meta('a'))).toBe('b')
    await again.close()
  })
})

describe('a PostgreSQL address', () => {
  const password = 'hunter2%2Fsecret'
  it.each([
    ['not one at all', `mysql://me:${password}@db/x`, 'bad_address'],
    ['not readable', `postgres://me:${password}@:/:x`, 'bad_address'],
    ['where nobody listens', `postgres://me:${password}@127.0.0.1:1/x`, 'unreachable'],
  ])('that is %s is a sentence without the password', async (_, url, code) => {
    const fault = await faultOf(openStore({ kind: 'postgres', url }))
    expect(fault.code).toBe(code)
    expect(`${fault.message}${fault.stack ?? ''}${String(fault.cause)}`).not.toMatch(/hunter2/)
  })
})

describe('kill -9', () => {
  it('at any moment loses nothing that was acknowledged', { timeout: 60_000 }, async () => {
    await (await open()).close()
    let acknowledged = 0
    const rounds = [1, 40, 7, 130, 61, 3]
    for (const enough of rounds) {
      const last = await writeUntilKilled(acknowledged, enough)
      const store = await open()
      const stored = Number(await store.transaction((tx) => tx.meta('n')))
      await store.close()
      expect(stored).toBeGreaterThanOrEqual(last)
      acknowledged = stored
    }
    // Each writer said at least so many before it was killed; a prompt kill leaves exactly so many.
    expect(acknowledged).toBeGreaterThanOrEqual(rounds.reduce((sum, enough) => sum + enough))
  })
})

/** Another process writes and says so, and is killed in the middle of it. Answers the last number it said. */
async function writeUntilKilled(from: number, enough: number): Promise<number> {
  const script = `
    const { openStore } = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)})
    const store = await openStore({ kind: 'sqlite', path: ${JSON.stringify(path)} })
    for (let n = ${from + 1}; ; n += 1) {
      await store.transaction((tx) => tx.setMeta('n', String(n)))
      process.stdout.write(n + '\\n')
    }
  `
  const writer = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > enough) writer.kill('SIGKILL')
  })
  await once(writer, 'close')
  return Number(said.split('\n').at(-2))
}
