import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTraktBook } from '../trakt-book/start.ts'
import type { TraktBook } from '../trakt-book/trakt-book.ts'
import { traktCredentials, traktScript } from '../trakt.ts'
import { startFront, type Front } from './front.ts'

const { goodId: clientId, goodSecret: clientSecret } = traktCredentials

let book: TraktBook
let front: Front
let apiUrl = ''
let authUrl = ''
beforeEach(async () => {
  book = await startTraktBook({ clientId, clientSecret })
  book.addPerson('ada')
  front = await startFront(traktScript, [
    { port: 0, behindUrl: book.apiUrl },
    { port: 0, behindUrl: book.authUrl },
  ])
  ;[apiUrl = '', authUrl = ''] = front.urls
  book.settings.verificationUrl = `${authUrl}/activate`
})
afterEach(async () => {
  await Promise.all([front.service.close(), book.close()])
})

const headers = { 'content-type': 'application/json', 'user-agent': 'Cuemark/0.1' }
const asAda = (): RequestInit => ({
  headers: {
    ...headers,
    'trakt-api-key': clientId,
    'trakt-api-version': '2',
    authorization: `Bearer ${book.signIn(ada()).accessToken}`,
  },
})
const ada = () => {
  const [person] = book.people
  if (person === undefined) throw new Error('Nobody has an account.')
  return person
}
const askForCode = (): Promise<Response> =>
  fetch(`${authUrl}/oauth/device/code`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ client_id: clientId }),
  })

describe('a script that stands before a book', () => {
  it('passes on to the host behind each of its own while all is well, with query and body', async () => {
    const watched = { movies: [{ ids: { imdb: 'tt0133093' }, watched_at: '2026-11-20T21:14:00.000Z' }] }
    const added = await fetch(`${apiUrl}/sync/history`, {
      ...asAda(),
      method: 'POST',
      body: JSON.stringify(watched),
    })
    expect([added.status, book.plays(ada()).map(({ text }) => text)]).toEqual([201, ['The Matrix (1999)']])
    const read = await fetch(`${apiUrl}/sync/history?limit=1`, asAda())
    expect(read.headers.get('x-pagination-limit')).toBe('1')
    expect(await read.json()).toMatchObject([{ movie: { title: 'The Matrix' } }])
    expect(front.service.requests.map(({ url }) => url)).toEqual(['/sync/history', '/sync/history?limit=1'])
  })

  it('shows the pages on which a person approves, under the address that the code came with', async () => {
    const told: unknown = await (await askForCode()).json()
    expect(told).toMatchObject({ verification_url: `${authUrl}/activate` })
    const page = `${authUrl}/activate/${book.newestUserCode ?? ''}`
    expect(await (await fetch(page)).text()).toContain('<option selected value="ada">')
    const body = new URLSearchParams({ decision: 'approve', person: 'ada' })
    expect(await (await fetch(page, { method: 'POST', body })).text()).toContain('Device connected')
  })

  it('answers by the script on both hosts in every other scene, and the book hears nothing', async () => {
    front.service.set('overloaded')
    expect((await fetch(`${apiUrl}/sync/history`, asAda())).status).toBe(503)
    expect((await askForCode()).status).toBe(503)
    front.service.set('connection_reset')
    await expect(askForCode()).rejects.toThrow('fetch failed')
    expect(book.requests).toEqual([])
    front.service.set('healthy')
    expect((await askForCode()).status).toBe(200)
  })

  it('hangs up where the book is gone', async () => {
    await book.close()
    await expect(askForCode()).rejects.toThrow('fetch failed')
  })
})
