import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, type ThrowAwayPostgres } from '@cuemark/testkit'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type RunningServer, startServer } from './start.ts'
import { visit } from './testing/visitor.ts'
import { password } from './testing/whole-server.ts'

let postgres: ThrowAwayPostgres
let folder: string
let url: string
let one: RunningServer
let other: RunningServer
const stopping = new AbortController()

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cuemark-news-'))
  url = await postgres.createDatabase()
  const start = (name: string) =>
    startServer({
      env: {
        CUEMARK_DATABASE_URL: url,
        CUEMARK_DATA: join(folder, name),
        CUEMARK_PORT: '0',
        CUEMARK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
      log: () => undefined,
    })
  ;[one, other] = await Promise.all([start('one'), start('other')])
})
afterEach(async () => {
  stopping.abort()
  await Promise.all([one.close(), other.close()])
  rmSync(folder, { recursive: true })
})

/** Reads a live stream as a page of `server` does. */
async function listen(server: RunningServer, cookies: ReadonlyMap<string, string>) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${server.url}/api/v1/live`, { headers: { cookie }, signal: stopping.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  return async (wanted: string): Promise<void> => {
    while (!heard.includes(wanted)) {
      const part = await reader?.read()
      if (part?.value === undefined) throw new Error('The live stream ended.')
      heard += part.value
    }
  }
}

it('shows what one process changed on a page of the other, and says so when something may have been missed', async () => {
  const here = visit(one.url)
  await here.client.setUp({ body: { name: 'Ada', password } })
  const there = visit(other.url)
  await there.client.signIn({ body: { name: 'Ada', password } })
  const until = await listen(other, there.cookies)

  const { source, address } = await here.client.createSource({ body: { kind: 'api' } })
  await until(source.id)
  await fetch(`${one.url}/api/v1/plays`, {
    method: 'POST',
    headers: { authorization: `Bearer ${address.token ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      id: 'evening-1',
      event: 'watched',
      title: { type: 'movie', name: 'The Reel That Ran Out', year: 2024, ids: { imdb: 'tt0000001' } },
    }),
  })
  await until('The Reel That Ran Out')

  const database = new Client(url)
  await database.connect()
  const ended = await database.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cuemark news' and datname = current_database()",
  )
  expect(ended.rowCount).toBe(2)
  await until('event: resync')
  // What is told after the gap arrives again.
  await here.client.changeSource({
    params: { id: source.id },
    body: { name: 'Told after the gap', version: source.version },
  })
  await until('Told after the gap')
  await database.end()
})
