import type { Outcome } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../testing/scripted-http.ts'
import type { TraktSession, TraktTitle } from './account-client.ts'
import {
  answering,
  app,
  at,
  cloudflarePage,
  failureOf,
  movie,
  ofApplication,
  pilot,
  sentBody,
  session,
} from './account.fixtures.ts'
import type { Desk } from './account.fixtures.ts'
import { traktAccount } from './account.ts'

const calls: readonly (readonly [string, (desk: Desk, by?: TraktSession) => Promise<Outcome<unknown>>])[] = [
  ['profile', ({ deps }, by = session) => traktAccount.profile(deps, by)],
  [
    'scrobble',
    ({ deps }, by = session) =>
      traktAccount.scrobble(deps, by, { action: 'stop', item: movie, progress: 90 }),
  ],
  [
    'history',
    ({ deps }, by = session) => traktAccount.history(deps, by, { type: 'movies', startAt: at, endAt: at }),
  ],
  [
    'addHistory',
    ({ deps }, by = session) => traktAccount.addHistory(deps, by, [{ item: movie, watchedAt: at }]),
  ],
  ['removeHistory', ({ deps }, by = session) => traktAccount.removeHistory(deps, by, ['1'])],
  [
    'watchlist',
    ({ deps }, by = session) => traktAccount.watchlist(deps, by, { action: 'add', items: [movie] }),
  ],
  ['rate', ({ deps }, by = session) => traktAccount.rate(deps, by, { item: movie, rating: 8, ratedAt: at })],
  ['search', ({ deps }, by = session) => traktAccount.search(deps, by, 'the matrix')],
]

describe('every call of a person', () => {
  it.each(calls)('%s goes to the API host with all headers, and names its secrets', async (_, ask) => {
    const desk = answering({ body: {} })
    await ask(desk)
    expect(desk.http.requests).toHaveLength(1)
    expect(desk.http.requests[0]).toMatchObject({
      headers: {
        'content-type': 'application/json',
        'trakt-api-key': app.clientId,
        'trakt-api-version': '2',
        authorization: `Bearer ${session.accessToken}`,
      },
      secrets: [app.clientId, session.accessToken],
    })
    expect(desk.http.requests[0]?.url).toMatch(/^https:\/\/api\.trakt\.example\//)
    expect(desk.http.requests[0]?.body ?? '').not.toMatch(/null|app_version/)
  })

  it.each(calls)('%s is not sent without an access token or a client ID', async (_, ask) => {
    const desk = answering({ body: {} })
    const bare = await ask(desk, { app, accessToken: '' })
    const nameless = await ask(desk, { ...session, app: { ...app, clientId: '' } })
    expect([bare, nameless].map(failureOf)).toEqual(['trakt.token_invalid', 'trakt.oauth.client_id_missing'])
    expect(desk.http.requests).toEqual([])
  })

  it.each<[string, Answer]>([
    ['a page', { headers: { 'content-type': 'text/html' }, body: '<html>Trakt</html>' }],
    ['a cut answer', { headers: { 'content-type': 'application/json' }, body: '{"id": 12, "act' }],
    ['nothing', { body: '' }],
    ['another shape', { body: { hello: 1 } }],
    ['Cloudflare', cloudflarePage],
    ['a 401', { status: 401, headers: ofApplication }],
    ['a 404 of a proxy', { status: 404, headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
    ['a 409 of a proxy', { status: 409, headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
    ['a lost answer', { status: null, transportCode: 'ECONNRESET' }],
  ])('never takes %s for success', async (_, answer) => {
    for (const [name, ask] of calls) expect([name, (await ask(answering(answer))).ok]).toEqual([name, false])
  })

  it('does not take "not found" for the normal course where nothing was looked for by its ids', async () => {
    const outcome = await traktAccount.profile(answering({ status: 404 }).deps, session)
    expect(outcome).toMatchObject({ ok: false, diagnosis: { expected: false } })
  })
})

describe('what is wanted and rated', () => {
  const show: TraktTitle = { type: 'show', ids: { imdb: 'tt0903747' } }

  it('keeps a show apart from its episodes', async () => {
    const desk = answering({
      status: 201,
      body: { added: { movies: 0, shows: 1, episodes: 0 }, existing: { episodes: 1 }, not_found: {} },
    })
    const input = { action: 'add', items: [show, pilot] } as const
    expect(await traktAccount.watchlist(desk.deps, session, input)).toEqual({
      ok: true,
      value: { added: 1, existing: 1, notFound: [] },
    })
    expect(sentBody(desk)).toEqual({
      shows: [
        { ids: { imdb: 'tt0903747' } },
        { ids: { imdb: 'tt0903747' }, seasons: [{ number: 1, episodes: [{ number: 1 }] }] },
      ],
    })
    expect(desk.http.requests[0]).toMatchObject({ call: 'watchlist_add', idempotent: false })
  })

  it('leaves the watchlist', async () => {
    const desk = answering({ body: { deleted: { movies: 1 }, not_found: {} } })
    const input = { action: 'remove', items: [movie] } as const
    expect(await traktAccount.watchlist(desk.deps, session, input)).toMatchObject({ value: { added: 1 } })
    expect(desk.http.requests[0]?.url).toBe('https://api.trakt.example/sync/watchlist/remove')
  })

  it('a rating has its time, and none removes it', async () => {
    const desk = answering({ status: 201, body: { added: { movies: 1 }, deleted: { movies: 1 } } })
    await traktAccount.rate(desk.deps, session, { item: movie, rating: 9, ratedAt: at })
    await traktAccount.rate(desk.deps, session, { item: movie, rating: null, ratedAt: at })
    expect(
      desk.http.requests.map(({ url, body }) => [url.slice(25), JSON.parse(body ?? '') as unknown]),
    ).toEqual([
      [
        '/sync/ratings',
        {
          movies: [
            { ids: { imdb: 'tt0133093', tmdb: 603 }, rating: 9, rated_at: '2026-11-21T12:00:00.000Z' },
          ],
        },
      ],
      ['/sync/ratings/remove', { movies: [{ ids: { imdb: 'tt0133093', tmdb: 603 } }] }],
    ])
  })

  it.each([0, 11, 7.5])('a rating of %d is not sent', async (rating) => {
    const desk = answering({ body: {} })
    const outcome = await traktAccount.rate(desk.deps, session, { item: movie, rating, ratedAt: at })
    expect(failureOf(outcome)).toBe('trakt.title_refused')
    expect(desk.http.requests).toEqual([])
  })
})

describe('looking up', () => {
  it('the person, with what the account may hold', async () => {
    const body = {
      user: { username: 'sean', name: 'Sean', vip: true, vip_ep: false, ids: { slug: 'sean' } },
      limits: { list: { count: 5, item_count: 250 }, watchlist: { item_count: 250 }, ratings: 10_000 },
    }
    expect(await traktAccount.profile(answering({ body }).deps, session)).toEqual({
      ok: true,
      value: {
        name: 'Sean',
        slug: 'sean',
        vip: true,
        limits: { list: 5, list_items: 250, watchlist: 250, ratings: 10_000 },
      },
    })
  })

  it('a person of whom little is told', async () => {
    expect(await traktAccount.profile(answering({ body: { user: {} } }).deps, session)).toEqual({
      ok: true,
      value: { name: null, slug: null, vip: null, limits: {} },
    })
  })

  it('titles by words, and by an IMDb id', async () => {
    const hit = { type: 'show', score: 9, show: { title: 'Breaking Bad', year: 2008, ids: { trakt: 1388 } } }
    const desk = answering({ body: [hit, { type: 'person', person: {} }] })
    expect(await traktAccount.search(desk.deps, session, ' breaking bad & co ')).toEqual({
      ok: true,
      value: [
        {
          type: 'show',
          ids: { trakt: 1388 },
          name: 'Breaking Bad',
          year: 2008,
          show: null,
          season: null,
          number: null,
        },
      ],
    })
    await traktAccount.search(desk.deps, session, 'tt0903747')
    await traktAccount.search(desk.deps, session, 'dune', ['movie', 'show'])
    expect(desk.http.requests.map(({ url }) => url.slice(25))).toEqual([
      '/search/movie,show,episode?query=breaking%20bad%20%26%20co&limit=15',
      '/search/imdb/tt0903747?type=movie%2Cshow%2Cepisode&limit=15',
      '/search/movie,show?query=dune&limit=15',
    ])
  })

  it('nothing for no words', async () => {
    const desk = answering({ body: [] })
    expect(await traktAccount.search(desk.deps, session, '  ')).toEqual({ ok: true, value: [] })
    expect(desk.http.requests).toEqual([])
  })
})
