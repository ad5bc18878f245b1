import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startTmdb, type SimulatedService } from '@cuemark/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeAdministrator } from './administrator.ts'
import { failedStart, spawnCuemark } from './child.ts'

const otherKey = Buffer.alloc(32, 7).toString('base64')
const stackTrace = /^\s+at |node:internal|\.js:\d+/m

describe('a start that cannot succeed', () => {
  let folder: string
  let tmdb: SimulatedService
  const env = (over: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    CUEMARK_DATA: folder,
    ...over,
  })

  /** Fills the folder: an administrator, and an integration with a sealed key. */
  const useOnce = async (): Promise<void> => {
    const child = spawnCuemark(env())
    const owner = await makeAdministrator(await child.ready())
    await owner.connect('tmdb', tmdb.goodSettings)
    child.process.kill('SIGTERM')
    expect(await child.ended).toBe(0)
  }

  /** Starts with the right settings, ends in order, and tells what is there. */
  const startAgain = async (): Promise<unknown> => {
    const child = spawnCuemark(env())
    const answer = await fetch(`${await child.ready()}/api/v1/session`)
    const session: unknown = await answer.json()
    child.process.kill('SIGTERM')
    const code = await child.ended
    const database = new DatabaseSync(join(folder, 'cuemark.sqlite'), { readOnly: true })
    const integrations = database.prepare('select service from integrations').all()
    const integrity = database.prepare('pragma integrity_check').get()
    database.close()
    return { session, code, integrations, integrity }
  }
  const asBefore = {
    session: { state: 'signed_out' },
    code: 0,
    integrations: [{ service: 'tmdb' }],
    integrity: { integrity_check: 'ok' },
  }

  /** One plain sentence with its remedy on standard error, and nothing of the inside. */
  const expectPlain = (
    { code, lines }: Awaited<ReturnType<typeof failedStart>>,
    ...parts: readonly (string | RegExp)[]
  ): void => {
    expect(code).toBe(1)
    expect(lines).toHaveLength(1)
    for (const part of parts) expect(lines[0]).toMatch(part)
    expect(lines.join('\n')).not.toMatch(stackTrace)
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cuemark-e2e-'))
    tmdb = await startTmdb()
  })
  afterEach(async () => {
    await tmdb.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('because the port is taken: says which, and what to set', async () => {
    await useOnce()
    const other: Server = createServer()
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve)
    })
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? String(address.port) : ''
    expectPlain(await failedStart(env({ CUEMARK_PORT: port })), `Port ${port} `, 'CUEMARK_PORT')
    other.close()
    expect(await startAgain()).toMatchObject(asBefore)
  })

  it('because the data folder cannot be made: says which, and what to set', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    const path = join(file, 'data')
    expectPlain(await failedStart({ CUEMARK_DATA: path }), path, 'CUEMARK_DATA')
    expect(await readdir(folder)).toEqual(['file'])
    expectPlain(await failedStart({ CUEMARK_DATA: '/proc/cuemark' }), '/proc/cuemark', 'CUEMARK_DATA')
  })

  it('because the data folder is in use by another Cuemark, which goes on', async () => {
    await useOnce()
    const first = spawnCuemark(env())
    const url = await first.ready()
    expectPlain(await failedStart(env()), /Another Cuemark is running/, 'CUEMARK_DATA')
    expect((await fetch(`${url}/api/v1/health`)).status).toBe(200)
    first.process.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(await startAgain()).toMatchObject(asBefore)
  })

  it('because a newer Cuemark has changed the database: touches nothing', async () => {
    await useOnce()
    const path = join(folder, 'cuemark.sqlite')
    const change = (sql: string): void => {
      const database = new DatabaseSync(path)
      database.exec(sql)
      database.close()
    }
    change(
      `insert into cuemark_migration (name, timestamp) values ('0999_later', '2099-01-01T00:00:00.000Z')`,
    )
    expectPlain(await failedStart(env()), /newer Cuemark/, '0999_later', /Start that version/)
    change(`delete from cuemark_migration where name = '0999_later'`)
    expect(await startAgain()).toMatchObject(asBefore)
  })

  it('because the key is another one: says so, and keeps what is sealed', async () => {
    await useOnce()
    const failed = await failedStart(env({ CUEMARK_SECRET_KEY: otherKey }))
    expectPlain(failed, /sealed with another key/, 'CUEMARK_SECRET_KEY')
    expect(failed.lines[0]).not.toContain(otherKey)
    expect(await startAgain()).toMatchObject(asBefore)
  })

  it('because the key is gone: makes no new one', async () => {
    await useOnce()
    const path = join(folder, 'secret.key')
    const key = await readFile(path)
    await rm(path)
    expectPlain(await failedStart(env()), /key of this database is missing/, 'secret.key')
    expect(await readdir(folder)).not.toContain('secret.key')
    await writeFile(path, key)
    expect(await startAgain()).toMatchObject(asBefore)
  })

  it('because several settings are wrong: names each in a line of its own', async () => {
    const { code, lines } = await failedStart(
      env({
        CUEMARK_PORT: '99999',
        CUEMARK_LOG_LEVEL: 'loud',
        CUEMARK_SECRET_KEY: 'too short',
        CUEMARK_DATABASE_URL: 'mysql://user:hidden@host/name',
        CUEMARK_PROT: '3524',
      }),
    )
    expect(code).toBe(1)
    expect(lines.map((line) => line.split(':')[0]).toSorted()).toEqual([
      'CUEMARK_DATABASE_URL',
      'CUEMARK_LOG_LEVEL',
      'CUEMARK_PORT',
      'CUEMARK_PROT',
      'CUEMARK_SECRET_KEY',
    ])
    expect(lines.find((line) => line.startsWith('CUEMARK_PROT'))).toContain('Did you mean CUEMARK_PORT?')
    expect(lines.join('\n')).not.toMatch(/hidden|too short/)
    expect(lines.join('\n')).not.toMatch(stackTrace)
    expect(await readdir(folder)).toEqual([])
  })
})
