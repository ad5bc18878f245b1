import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stageBook, type BookStage, type Told } from './book-stage.ts'

let stage: BookStage
beforeEach(async () => {
  stage = await stageBook({ limits: false })
})
afterEach(() => stage.book.close())

const matrix = { ids: { imdb: 'tt0133093' } }
const add = (body: object): Promise<Told> => stage.api('POST', '/sync/history', body)
const read = (rest = ''): Promise<Told> => stage.api('GET', `/sync/history${rest}`)
const at = '2026-11-01T20:15:00.000Z'

describe('adding to the history', () => {
  it('counts by type, tells what it does not know, and looks nothing up first', async () => {
    const body = {
      movies: [
        { ...matrix, watched_at: at },
        { ids: { imdb: 'tt0000001' }, watched_at: at },
      ],
      episodes: [{ ids: { trakt: 73_482 }, watched_at: at }],
      shows: [
        {
          ids: { trakt: 1388 },
          seasons: [
            {
              number: 1,
              episodes: [
                { number: 2, watched_at: at },
                { number: 99, watched_at: at },
              ],
            },
          ],
        },
      ],
    }
    const told = await add(body)
    expect(told).toMatchObject({
      status: 201,
      json: {
        added: { movies: 1, episodes: 2 },
        not_found: {
          movies: [{ ids: { imdb: 'tt0000001' } }],
          shows: [{ ids: { trakt: 1388 }, seasons: [{ number: 1, episodes: [{ number: 99 }] }] }],
          episodes: [],
        },
      },
    })
    await add(body)
    expect(stage.book.plays()).toHaveLength(6)
    expect(new Set(stage.book.plays().map(({ watchedAt }) => watchedAt))).toEqual(new Set([Date.parse(at)]))
  })

  it('takes a bare show for every episode of it', async () => {
    await add({ shows: [{ ids: { trakt: 1388 }, watched_at: at }] })
    expect(stage.book.plays()).toHaveLength(9)
  })

  it.each([
    ['a number', 1_793_563_200],
    ['nothing', undefined],
    ['a text that is no time', 'yesterday'],
  ])('reads %s as now', async (_, watched_at) => {
    await add({ movies: [{ ...matrix, watched_at }] })
    expect(stage.book.plays()[0]?.watchedAt).toBe(stage.clock.at)
  })

  it('refuses a TVDb id that is text', async () => {
    expect((await add({ shows: [{ ids: { tvdb: '81189' } }] })).status).toBe(422)
  })
})

describe('reading the history', () => {
  it('is bounded by time, both ends included, by type and by title', async () => {
    const seconds = ['20:15:00', '20:15:01', '20:15:02'].map((time) => `2026-11-01T${time}Z`)
    await add({ movies: seconds.map((watched_at) => ({ ...matrix, watched_at })) })
    await add({ episodes: [{ ids: { trakt: 73_482 }, watched_at: at }] })
    const between = `start_at=${seconds[0] ?? ''}&end_at=${seconds[1] ?? ''}`
    const movies = await read(`/movies/481?${between}`)
    expect(movies.json).toMatchObject([
      {
        watched_at: '2026-11-01T20:15:01.000Z',
        action: 'watch',
        type: 'movie',
        movie: { ids: { trakt: 481 } },
      },
      { watched_at: '2026-11-01T20:15:00.000Z' },
    ])
    expect((await read('/movies/16662')).json).toEqual([])
    expect((await read('/shows/1388')).json).toMatchObject([
      { type: 'episode', episode: { season: 1, number: 1 }, show: { ids: { trakt: 1388 } } },
    ])
    expect((await read('')).json).toHaveLength(4)
  })

  it('comes in pages of 100, of 250 at most, and says how many there are', async () => {
    await add({ movies: Array.from({ length: 300 }, () => ({ ...matrix, watched_at: at })) })
    const first = await read()
    expect(first.json).toHaveLength(100)
    expect(first.headers).toMatchObject({
      'x-pagination-page': '1',
      'x-pagination-limit': '100',
      'x-pagination-page-count': '3',
      'x-pagination-item-count': '300',
    })
    const long = await read('?limit=1000&page=2')
    expect(long.json).toHaveLength(50)
    expect(long.headers['x-pagination-limit']).toBe('250')
  })

  it('can lag behind', async () => {
    stage.book.settings.consistencyDelayMs = 300_000
    await add({ movies: [{ ...matrix, watched_at: at }] })
    stage.clock.at += 299_999
    expect((await read()).json).toEqual([])
    stage.clock.at += 1
    expect((await read()).json).toHaveLength(1)
  })
})

describe('removing from the history', () => {
  it('by ids takes those entries only', async () => {
    await add({ movies: [matrix, matrix, matrix] })
    const ids = stage.book.plays().map(({ id }) => id)
    const text = `{"ids":[${ids.slice(0, 2).join(',')},77]}`
    expect(await stage.api('POST', '/sync/history/remove', text)).toMatchObject({
      status: 200,
      json: { deleted: { movies: 2, episodes: 0 }, not_found: { ids: [77] } },
    })
    expect(stage.book.plays().map(({ id }) => id)).toEqual(ids.slice(2))
  })

  it('by a title takes every watch of it', async () => {
    await add({ movies: [matrix, matrix], episodes: [{ ids: { trakt: 73_482 } }] })
    await stage.api('POST', '/sync/history/remove', { movies: [matrix] })
    expect(stage.book.plays().map(({ key }) => key)).toEqual(['episode:73482'])
  })
})
