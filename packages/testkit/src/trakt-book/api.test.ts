import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stageBook, type BookStage } from './book-stage.ts'
import { makeTitles } from './made-titles.ts'

let stage: BookStage
beforeEach(async () => {
  stage = await stageBook({ limits: false })
})
afterEach(() => stage.book.close())

const matrix = { movie: { ids: { imdb: 'tt0133093' } } }
const matrixKey = 'movie:481'

describe('every request', () => {
  it.each([
    ['no User-Agent of its own', { 'user-agent': 'node' }, 403],
    ['an unknown key', { 'trakt-api-key': 'f'.repeat(64) }, 403],
    ['no key', { 'trakt-api-key': null }, 403],
    ['no version', { 'trakt-api-version': null }, 412],
    ['a plain text', { 'content-type': 'text/plain' }, 403],
    ['no content type', { 'content-type': null }, 412],
    ['a dead token', { authorization: 'Bearer 0' }, 401],
    ['no token', { authorization: null }, 401],
  ])('with %s is refused', async (_, headers, status) => {
    const refused = await stage.api('GET', '/users/settings', undefined, headers)
    expect(refused.status).toBe(status)
    expect('www-authenticate' in refused.headers).toBe(status === 401)
  })

  it.each([
    ['locked', 423, { 'x-account-locked': 'true' }],
    ['deactivated', 423, { 'x-account-deactivated': 'true' }],
    ['account_limit', 420, { 'x-account-limit': '5', 'x-vip-user': 'false' }],
    ['vip_only', 426, { 'x-upgrade-url': 'https://app.trakt.tv/vip' }],
  ] as const)('of an account that is %s is refused with %i', async (condition, status, headers) => {
    stage.ada.condition = condition
    expect(await stage.api('POST', '/sync/history', {})).toMatchObject({ status, headers })
  })
})

describe('the account', () => {
  it('tells its limits, and what it uses', async () => {
    stage.ada.vip = true
    expect((await stage.api('GET', '/users/settings')).json).toMatchObject({
      user: { username: 'Ada', vip: true, ids: { slug: 'ada' } },
      limits: { watchlist: { item_count: 5000 } },
    })
    expect((await stage.api('GET', '/users/me/usage')).json).toMatchObject({
      connected_apps: { used: 1, limit: 50 },
    })
  })
})

describe('search', () => {
  it('finds by text and by id', async () => {
    expect((await stage.api('GET', '/search/movie,show?query=matrix')).json).toMatchObject([
      { type: 'movie', movie: { title: 'The Matrix', year: 1999, ids: { trakt: 481 } } },
    ])
    expect((await stage.api('GET', '/search/imdb/tt0903747?type=show')).json).toMatchObject([
      { type: 'show', show: { ids: { tvdb: 81_189 } } },
    ])
    expect((await stage.api('GET', '/search/tmdb/603?type=episode')).json).toEqual([])
    expect((await stage.api('GET', '/movies/trending')).json).toHaveLength(2)
    expect((await stage.api('GET', '/shows/nothing')).status).toBe(404)
  })

  it('finds titles that were added later', async () => {
    stage.book.addTitles(makeTitles(7, { movies: 1, shows: 1 }))
    expect((await stage.api('GET', '/search/imdb/tt7000001')).json).toHaveLength(1)
    expect((await stage.api('GET', '/search/tmdb/4001051')).json).toMatchObject([
      { type: 'episode', episode: { season: 1, number: 1 } },
    ])
  })
})

describe('watchlist and ratings', () => {
  it('add, tell what was there already, and remove', async () => {
    const body = {
      movies: [{ ids: { tmdb: 603 } }, { ids: { tmdb: 1 } }],
      shows: [{ ids: { trakt: 1388 } }],
    }
    expect(await stage.api('POST', '/sync/watchlist', body)).toMatchObject({
      status: 201,
      json: { added: { movies: 1, shows: 1 }, not_found: { movies: [{ ids: { tmdb: 1 } }] } },
    })
    expect((await stage.api('POST', '/sync/watchlist', body)).json).toMatchObject({
      added: { movies: 0, shows: 0 },
      existing: { movies: 1, shows: 1 },
    })
    expect(stage.book.watchlist(stage.ada)).toEqual([matrixKey, 'show:1388'])
    expect((await stage.api('GET', '/sync/watchlist/shows')).json).toHaveLength(1)
    expect((await stage.api('POST', '/sync/watchlist/remove', body)).json).toMatchObject({
      deleted: { movies: 1, shows: 1 },
    })
    expect(stage.book.watchlist(stage.ada)).toEqual([])
  })

  it('rate from 1 to 10', async () => {
    const rate = (rating: number) =>
      stage.api('POST', '/sync/ratings', { movies: [{ ...matrix.movie, rating }] })
    expect((await rate(11)).status).toBe(422)
    expect((await rate(9)).status).toBe(201)
    expect(stage.book.ratings(stage.ada)).toEqual(new Map([[matrixKey, 9]]))
    expect((await stage.api('GET', '/sync/ratings/movies')).json).toMatchObject([{ rating: 9 }])
    await stage.api('POST', '/sync/ratings/remove', { movies: [matrix.movie] })
    expect(stage.book.ratings(stage.ada).size).toBe(0)
  })
})
