import { inflateSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LibraryTitle, watchedField } from './library.ts'
import { startStremioBook, type StremioBook } from './stremio-book.ts'

const at = 1_795_218_236_000
const series = {
  id: 'tt0903747',
  name: 'Breaking Bad',
  type: 'series',
  videoIds: ['tt0903747:1:1', 'tt0903747:1:2', 'tt0903747:1:3'],
} as const
const told = { videoId: 'tt0903747:1:1', positionMs: 0, durationMs: 1_000_000, playedMs: 0 }

let book: StremioBook
beforeEach(async () => {
  book = await startStremioBook()
})
afterEach(() => book.close())

const call = async (method: string, body: object): Promise<unknown> =>
  (await fetch(`${book.apiUrl}/api/${method}`, { method: 'POST', body: JSON.stringify(body) })).json()

describe('the account API', () => {
  it('refuses without a session, with status 200', async () => {
    expect(await call('getUser', { type: 'GetUser' })).toEqual({
      error: { message: 'Session does not exist', code: 1 },
    })
  })

  it('gives rows by their ids, and their moments', async () => {
    const ada = book.addAccount('ada')
    ada.title(series, at).write(at, told)
    expect(await call('datastoreMeta', { authKey: ada.authKey, collection: 'libraryItem' })).toEqual({
      result: [['tt0903747', at + 1]],
    })
    expect(
      await call('datastoreGet', { authKey: ada.authKey, collection: 'libraryItem', ids: ['tt0903747'] }),
    ).toMatchObject({ result: [{ _id: 'tt0903747', removed: true, temp: true }] })
  })

  it('ends a session for good', async () => {
    const ada = book.addAccount('ada')
    ada.endSession()
    expect(await call('getUser', { authKey: ada.authKey })).toMatchObject({ error: { code: 1 } })
  })

  it('gives a link code, and the session once the person has approved', async () => {
    const ada = book.addAccount('ada')
    const made: { result: { code: string } } = await (
      await fetch(`${book.linkUrl}/api/v2/create?type=Create`)
    ).json()
    const read = async (): Promise<unknown> =>
      (await fetch(`${book.linkUrl}/api/v2/read?type=Read&code=${made.result.code}`)).json()
    expect(await read()).toHaveProperty('error')
    book.approve(made.result.code, ada)
    expect(await read()).toEqual({ result: { authKey: ada.authKey } })
  })
})

describe('a row of the library', () => {
  it('moves on to the next episode when it is closed past the credits (stremio.md §3.1)', () => {
    const title = new LibraryTitle(series, at)
    title.close(at + 960_000, { ...told, positionMs: 950_000, playedMs: 950_000 })
    expect(title.row().state).toMatchObject({
      video_id: 'tt0903747:1:2',
      timeOffset: 1,
      timeWatched: 0,
      flaggedWatched: 0,
      timesWatched: 1,
    })
  })

  it('keeps its place when it is closed before', () => {
    const title = new LibraryTitle(series, at)
    title.close(at, { ...told, positionMs: 890_000, playedMs: 10_000 })
    expect(title.row().state).toMatchObject({ timeOffset: 890_000, timesWatched: 0, flaggedWatched: 0 })
  })

  it('packs the episodes seen as the real client does', () => {
    const field = watchedField(series.videoIds, new Set(['tt0903747:1:1', 'tt0903747:1:3'])) ?? ''
    expect(field).toMatch(/^tt0903747:1:3:3:/)
    const packed = field.split(':').at(-1) ?? ''
    // The test vector of stremio.md §3 holds the same bits.
    expect(inflateSync(Buffer.from(packed, 'base64'))).toEqual(
      inflateSync(Buffer.from('eJxjBQAABgAG', 'base64')),
    )
  })

  it('tells a deletion from what was only played', () => {
    const title = new LibraryTitle(series, at)
    title.write(at, told)
    expect(title.row()).toMatchObject({ removed: true, temp: true })
    title.keep(at + 1)
    expect(title.row()).toMatchObject({ removed: false, temp: false })
    title.remove(at + 2)
    expect(title.row()).toMatchObject({ removed: true, temp: false })
  })
})

describe('the page of a link code', () => {
  const create = async (): Promise<string> => {
    const text = await (await fetch(`${book.linkUrl}/api/v2/create?type=Create`)).text()
    return /"link":"(?<link>[^"]+)"/.exec(text)?.groups?.['link'] ?? ''
  }
  const read = async (): Promise<unknown> =>
    (await fetch(`${book.linkUrl}/api/v2/read?type=Read&code=${book.newestCode ?? ''}`)).json()

  it('lets the person of the first account approve, once', async () => {
    const ada = book.addAccount('ada')
    const link = await create()
    expect(link).toBe(`${book.linkUrl}/${book.newestCode ?? ''}`)
    expect(await (await fetch(link)).text()).toContain('<button>Approve</button>')
    expect(await read()).toMatchObject({ error: { code: 101 } })
    expect(await (await fetch(link, { method: 'POST' })).text()).toContain('Device linked')
    expect(await read()).toEqual({ result: { authKey: ada.authKey } })
    expect((await fetch(link, { method: 'POST' })).status).toBe(404)
  })

  it('stands where a front shows it, and links nothing without an account', async () => {
    book.pagesUrl = 'http://front.example'
    const link = await create()
    expect(link).toMatch(/^http:\/\/front\.example\/[\da-f]{6}$/)
    expect((await fetch(link.replace(book.pagesUrl, book.linkUrl), { method: 'POST' })).status).toBe(409)
    expect(await read()).toMatchObject({ error: { code: 101 } })
  })
})
