import { describe, expect, it } from 'vitest'
import type { TraktItem } from './account-client.ts'
import { answering, at, episode, failureOf, movie, pilot, sentBody, session } from './account.fixtures.ts'
import { traktAccount } from './account.ts'

describe('the history', () => {
  const range = { type: 'movies', startAt: at - 500, endAt: at + 1500 } as const
  const row = (id: number) => ({
    id,
    watched_at: '2026-11-21T12:00:00.000Z',
    action: 'scrobble',
    type: 'movie',
    movie: { title: 'The Matrix', year: 1999, ids: { trakt: 481, slug: 'x', imdb: 'tt0133093', tmdb: 603 } },
  })
  const pageOf = (url: string): number => Number(/[?&]page=(\d+)/.exec(url)?.[1])

  it('is read over all pages, each entry once', async () => {
    const pages = [[row(5), row(4)], [row(4), row(3)], [row(2)]]
    const desk = answering(({ url }) => ({
      body: pages[pageOf(url) - 1] ?? [],
      headers: { 'x-pagination-page-count': '3' },
    }))
    const outcome = await traktAccount.history(desk.deps, session, range)
    expect(outcome.ok ? outcome.value.map(({ id }) => id) : null).toEqual(['5', '4', '3', '2'])
    expect(desk.http.requests[0]?.url).toBe(
      'https://api.trakt.example/sync/history/movies?start_at=2026-11-21T11%3A59%3A59.000Z' +
        '&end_at=2026-11-21T12%3A00%3A02.000Z&page=1&limit=250',
    )
  })

  it('is not blamed for what the gateway held back', async () => {
    const desk = answering({ transportCode: 'CUEMARK_BREAKER_OPEN' })
    const outcome = await traktAccount.history(desk.deps, session, range)
    expect(failureOf(outcome)).toBe('transport.breaker_open')
  })

  it('goes on after a full page also where the number of pages is not told', async () => {
    const full = Array.from({ length: 250 }, (_, index) => row(index + 10))
    const desk = answering(({ url }) => ({ body: pageOf(url) === 1 ? full : [row(1)] }))
    const outcome = await traktAccount.history(desk.deps, session, range)
    expect(outcome.ok ? outcome.value.length : null).toBe(251)
  })

  it('tells movies and episodes with everything that names them, and exact ids', async () => {
    const body = `[{"id":9223372036854775807,"watched_at":"2026-11-21T12:00:00.000Z","type":"episode",
      "episode":{"season":1,"number":2,"title":"Cat’s in the Bag","ids":{"trakt":73483,"tvdb":349236}},
      "show":{"title":"Breaking Bad","year":2008,"ids":{"trakt":1388,"imdb":"tt0903747"}}}]`
    const desk = answering({ headers: { 'content-type': 'application/json' }, body })
    expect(await traktAccount.history(desk.deps, session, { ...range, type: 'episodes' })).toEqual({
      ok: true,
      value: [
        {
          id: '9223372036854775807',
          watchedAt: at,
          type: 'episode',
          ids: { trakt: 73_483, tvdb: 349_236 },
          name: 'Cat’s in the Bag',
          year: null,
          show: { ids: { trakt: 1388, imdb: 'tt0903747' }, name: 'Breaking Bad', year: 2008 },
          season: 1,
          number: 2,
        },
      ],
    })
  })

  it('with an entry that cannot be read is no history: the play looked for may be that one', async () => {
    const desk = answering({ body: [row(1), { id: 2, type: 'movie' }] })
    expect(failureOf(await traktAccount.history(desk.deps, session, range))).toBe('http.wrong_shape')
  })

  it('whose second page fails is not told in part', async () => {
    const desk = answering(({ url }) =>
      pageOf(url) === 1 ? { body: [row(1)], headers: { 'x-pagination-page-count': '2' } } : { status: 503 },
    )
    expect(failureOf(await traktAccount.history(desk.deps, session, range))).toBe('trakt.overloaded')
  })
})

describe('late plays', () => {
  const plays = [movie, pilot, { ...pilot, number: 2 }, { ...pilot, season: 2 }, episode].map(
    (item, index) => ({
      item,
      watchedAt: at + index * 1000,
    }),
  )

  it('go out in one body with their true times, episodes under their show, and never a bare show', async () => {
    const desk = answering({ status: 201, body: { added: { movies: 1, episodes: 4 }, not_found: {} } })
    expect(await traktAccount.addHistory(desk.deps, session, plays)).toEqual({
      ok: true,
      value: { added: 5, existing: 0, notFound: [] },
    })
    const time = (second: number) => `2026-11-21T12:00:0${String(second)}.000Z`
    expect(sentBody(desk)).toEqual({
      movies: [{ ids: { imdb: 'tt0133093', tmdb: 603 }, watched_at: time(0) }],
      shows: [
        {
          ids: { imdb: 'tt0903747' },
          seasons: [
            {
              number: 1,
              episodes: [
                { number: 1, watched_at: time(1) },
                { number: 2, watched_at: time(2) },
              ],
            },
            { number: 2, episodes: [{ number: 1, watched_at: time(3) }] },
          ],
        },
      ],
      episodes: [{ ids: { tvdb: 349_232 }, watched_at: time(4) }],
    })
    expect(desk.http.requests[0]?.idempotent).toBe(false)
  })

  it.each<[string, object, number[]]>([
    ['a movie', { movies: [{ ids: { imdb: 'tt0133093' } }] }, [0]],
    ['a whole show', { shows: [{ ids: { imdb: 'tt0903747' } }] }, [1, 2, 3]],
    ['a season', { shows: [{ ids: { imdb: 'tt0903747' }, seasons: [{ number: 2 }] }] }, [3]],
    [
      'an episode of a show',
      { shows: [{ ids: { imdb: 'tt0903747' }, seasons: [{ number: 1, episodes: [{ number: 2 }] }] }] },
      [2],
    ],
    ['an episode by its id as text', { episodes: [{ ids: { tvdb: '349232' } }] }, [4]],
    ['another title', { movies: [{ ids: { imdb: 'tt1' } }] }, []],
  ])('with %s that Trakt does not know tell their places', async (_, not_found, notFound) => {
    const desk = answering({ status: 201, body: { added: { movies: 0, episodes: 0 }, not_found } })
    expect(await traktAccount.addHistory(desk.deps, session, plays)).toMatchObject({ value: { notFound } })
  })

  it('without ids or time are not sent', async () => {
    const desk = answering({ body: {} })
    const noIds: TraktItem = { type: 'movie', ids: {} }
    const outcomes = await Promise.all([
      traktAccount.addHistory(desk.deps, session, [{ item: noIds, watchedAt: at }]),
      traktAccount.addHistory(desk.deps, session, [{ item: movie, watchedAt: Number.NaN }]),
    ])
    expect(outcomes.map(failureOf)).toEqual(['trakt.item_unmatched', 'trakt.bad_request'])
    expect(desk.http.requests).toEqual([])
  })

  it('are taken back by the ids of entries alone, digit by digit', async () => {
    const desk = answering({ body: { deleted: { movies: 2, episodes: 0 }, not_found: { ids: [] } } })
    const ids = ['9223372036854775807', '12']
    expect(await traktAccount.removeHistory(desk.deps, session, ids)).toEqual({ ok: true, value: null })
    expect(desk.http.requests[0]?.body).toBe('{"ids":[9223372036854775807,12]}')
  })

  it('are not taken back by anything that is no id, and nothing asks nothing', async () => {
    const desk = answering({ body: {} })
    expect(failureOf(await traktAccount.removeHistory(desk.deps, session, ['1],"movies":[']))).toBe(
      'trakt.bad_request',
    )
    expect(await traktAccount.removeHistory(desk.deps, session, [])).toEqual({ ok: true, value: null })
    expect(desk.http.requests).toEqual([])
  })
})
