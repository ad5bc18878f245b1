import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '@cuemark/server/start'
import { startTraktBook, type TraktBook } from '@cuemark/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ManualClock } from '../packages/server/src/clock-manual.ts'
import { settleIn } from './household.ts'

const dayMs = 86_400_000

let folder: string
let clock: ManualClock
let book: TraktBook
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cuemark-stop-'))
  clock = new ManualClock()
  book = await startTraktBook({ now: () => clock.now() })
})
afterEach(async () => {
  await book.close()
  await rm(folder, { recursive: true })
})

const start = (): ReturnType<typeof startServer> =>
  startServer({
    env: {
      CUEMARK_DATA: folder,
      CUEMARK_PORT: '0',
      CUEMARK_LOG_LEVEL: 'error',
      CUEMARK_TRAKT_API_URL: book.apiUrl,
      CUEMARK_TRAKT_AUTH_URL: book.authUrl,
    },
    log: () => undefined,
    clock,
  })

it('a server that is told to stop waits for a refresh that is out, and keeps what it brings', async () => {
  let server = await start()
  const pass = async (forMs: number): Promise<void> => {
    clock.advance(forMs)
    await server.idle()
  }
  const members = await settleIn({
    url: () => server.url,
    book,
    names: ['Ada'],
    kinds: [],
    passUntil: async (isSo) => {
      while (!(await isSo())) await pass(1000)
    },
  })
  const answer = Promise.withResolvers<void>()
  book.next({ path: '/oauth/token' }, { type: 'hold', until: answer.promise })
  clock.advance(3.6 * dayMs)
  await book.called('POST /oauth/token')
  expect(book.refreshes).toBe(1)

  const closed = server.close()
  // Its door is shut by then, so it has begun to stop.
  while (await fetch(server.url).then(Boolean, () => false));
  answer.resolve()
  await closed

  server = await start()
  for (let days = 0; days < 10; days += 1) await pass(dayMs)
  const [ada] = members
  const accounts = await (await ada?.client())?.listAccounts()
  expect(accounts?.items.map(({ state }) => state)).toEqual(['linked'])
  expect(book.spentRefreshUses).toBe(0)
  expect(book.refreshes).toBeGreaterThan(2)
  await server.close()
})
