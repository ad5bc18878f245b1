import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stageBook, type BookStage, type Told } from './book-stage.ts'

let stage: BookStage
beforeEach(async () => {
  stage = await stageBook({ limits: false })
})
afterEach(() => stage.book.close())

const matrix = { movie: { ids: { imdb: 'tt0133093' } } }
const pilot = { show: { ids: { tvdb: 81_189 } }, episode: { season: 1, number: 1 } }
const scrobble = (action: string, progress: number | undefined, title: object = matrix): Promise<Told> =>
  stage.api('POST', `/scrobble/${action}`, { ...title, progress })

describe('a scrobble', () => {
  it('starts, pauses and stops, and only the stop makes an entry', async () => {
    expect(await scrobble('start', 0)).toMatchObject({ status: 201, json: { id: 0, action: 'start' } })
    expect(stage.book.watching(stage.ada)).toEqual({ key: 'movie:481', progress: 0 })
    expect((await stage.api('GET', '/users/me/watching')).json).toMatchObject({ type: 'movie' })
    expect(await scrobble('pause', 40)).toMatchObject({ status: 201, json: { action: 'pause' } })
    expect(stage.book.watching(stage.ada)).toBeNull()
    expect(stage.book.playback(stage.ada)).toEqual(new Map([['movie:481', 40]]))
    expect((await stage.api('GET', '/sync/playback')).json).toMatchObject([{ id: 1, progress: 40 }])
    stage.clock.at += 1234
    const stopped = await scrobble('stop', 95)
    expect(stopped).toMatchObject({ status: 201, json: { action: 'scrobble', progress: 95 } })
    // More digits than a number holds.
    expect(stopped.text).toContain('"id":10000000000000001,')
    expect(stage.book.plays()).toEqual([
      {
        id: '10000000000000001',
        person: 'Ada',
        key: 'movie:481',
        text: 'The Matrix (1999)',
        ids: expect.objectContaining({ imdb: 'tt0133093' }),
        // Whole seconds.
        watchedAt: stage.clock.at - 234,
        addedAt: stage.clock.at,
        how: 'scrobble',
      },
    ])
    expect(stage.book.playback(stage.ada).size).toBe(0)
  })

  it('that stops early is a pause, and one that has hardly begun is refused', async () => {
    expect((await scrobble('stop', 80)).json).toMatchObject({ action: 'pause', id: 0 })
    stage.book.settings.exactlyEightyCounts = true
    expect((await scrobble('stop', 80)).json).toMatchObject({ action: 'scrobble' })
    expect((await scrobble('stop', 0.9)).status).toBe(422)
    expect((await scrobble('stop', undefined)).status).toBe(422)
  })

  it('cannot pause behind 80 %', async () => {
    expect(await scrobble('pause', 85.5)).toMatchObject({
      status: 422,
      json: { message: 'Progress is 85.5%. Use stop to scrobble.' },
    })
  })

  it('of the same title again is refused for a while, with both times', async () => {
    await scrobble('stop', 95)
    const watchedAt = stage.clock.at
    stage.clock.at += 60_000
    expect(await scrobble('stop', 96)).toMatchObject({
      status: 409,
      json: {
        watched_at: new Date(watchedAt).toISOString(),
        expires_at: new Date(watchedAt + 3_600_000).toISOString(),
      },
    })
    stage.book.settings.bareConflict = true
    expect(await scrobble('stop', 96)).toMatchObject({ status: 409, text: '' })
    stage.clock.at = watchedAt + 3_600_000
    expect((await scrobble('stop', 96)).status).toBe(201)
    expect(stage.book.plays(stage.ada)).toHaveLength(2)
  })

  it('takes an episode by its own ids, or by show, season and number', async () => {
    await scrobble('stop', 95, pilot)
    await scrobble('stop', 95, { episode: { ids: { trakt: 73_483 } } })
    await scrobble('stop', 95, { show: { ids: { trakt: 1388 } }, episode: { season: 0, number: 2 } })
    expect(stage.book.plays().map(({ text }) => text)).toEqual([
      'Breaking Bad S1E1',
      'Breaking Bad S1E2',
      'Breaking Bad S0E2',
    ])
  })

  it.each([
    ['an unknown movie', { movie: { ids: { imdb: 'tt0000001' } } }, 404],
    [
      'an episode that is not there',
      { show: { ids: { trakt: 1388 } }, episode: { season: 1, number: 99 } },
      404,
    ],
    ['a TVDb id that is text', { show: { ids: { tvdb: '81189' } }, episode: { season: 1, number: 1 } }, 422],
    ['no title', {}, 422],
    ['app_version null', { ...matrix, app_version: null }, 400],
  ])('with %s is refused', async (_, title, status) => {
    expect((await scrobble('start', 1, title)).status).toBe(status)
  })

  it('that is no JSON is refused', async () => {
    expect((await stage.api('POST', '/scrobble/start', '{"progress":')).status).toBe(400)
  })
})
