import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type ThrowAwayPostgres } from './postgres.ts'

const run = promisify(execFile)
const ask = async (url: string, sql: string): Promise<string> =>
  (await run('psql', [url, '-At', '-c', sql])).stdout.trim()

describe('a throw-away PostgreSQL', () => {
  let postgres: ThrowAwayPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.stop())

  it('answers on loopback with writes made durable', async () => {
    expect(await ask(postgres.url, "select current_setting('fsync')")).toBe('on')
    expect(await ask(postgres.url, "select current_setting('listen_addresses')")).toBe('127.0.0.1')
  })

  it('gives each caller an empty database of its own', async () => {
    const [one, two] = await Promise.all([postgres.createDatabase(), postgres.createDatabase()])
    expect(one).not.toBe(two)
    await ask(one, 'create table mark (n int)')
    expect(await ask(two, "select count(*) from pg_tables where tablename = 'mark'")).toBe('0')
  })

  it('is gone with its port after stop, however often that is called', async () => {
    const other = await startPostgres()
    const port = Number(new URL(other.url).port)
    await Promise.all([other.stop(), other.stop()])
    const refused = await new Promise<string | undefined>((resolve) => {
      connect(port, '127.0.0.1').once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    expect(refused).toBe('ECONNREFUSED')
  })
})

it('says how to get PostgreSQL where it is missing', async () => {
  await expect(startPostgres({ binFolders: ['/nowhere'] })).rejects.toThrow(
    /PostgreSQL is not installed.*apt-get/s,
  )
})
