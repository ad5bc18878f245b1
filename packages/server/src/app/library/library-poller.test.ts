import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StremioPerson } from '@cuemark/testkit'
import { episode, playback } from '../plays/plays.fixtures.ts'
import { type LibraryStage, setLibraryStage } from './library-stage.ts'
import { at, lengthMs, minuteMs, movie, series, type Watching, watchingAs } from './watching-stage.ts'

let stage: LibraryStage
let ada: StremioPerson
let row: Watching['row']
let watch: Watching['watch']
let settle: Watching['settle']
beforeEach(async () => {
  stage = await setLibraryStage()
  ada = stage.book.addAccount('ada')
  ;({ row, watch, settle } = watchingAs(stage, ada))
})
afterEach(() => stage.close())

describe('the library of a Stremio account', () => {
  it('is only remembered when it is read for the first time', async () => {
    watch(series, 'tt0903747:1:1', stage.clock.now() - minuteMs)
    await stage.signIn(ada)
    await settle()
    expect(await stage.seen()).toEqual([])
    expect(await stage.account()).toMatchObject({ state: 'linked', name: 'ada@example.org' })
    expect(stage.calls('datastoreMeta')).toBeGreaterThan(1)
    expect(stage.calls('datastoreGet')).toBe(1)
  })

  it('shows an episode that was finished, with the time at which it was', async () => {
    await stage.signIn(ada)
    await stage.pass(lengthMs)
    const endedAt = stage.clock.now()
    watch(series, 'tt0903747:1:1')
    await settle()
    expect(await stage.plays()).toMatchObject([
      {
        title: { show: { name: 'Breaking Bad', ids: { imdb: 'tt0903747' } }, season: 1, number: 1 },
        watchedAt: endedAt,
        timeTold: true,
        origin: 'library',
      },
    ])
    expect(await stage.source()).toMatchObject({ events: 1, lastEventText: expect.stringContaining('S1E1') })
    expect(await stage.deliveries()).toMatchObject([{ cargo: { type: 'watch', watchedAt: endedAt } }])
  })

  it('shows a movie, and once more when it was seen again', async () => {
    await stage.signIn(ada)
    watch(movie, movie.id)
    await settle()
    expect(await stage.seen()).toEqual(['The Matrix'])
    await stage.pass(24 * 60 * minuteMs)
    row(movie).write(stage.clock.now(), at(0, movie.id))
    await stage.pass(lengthMs)
    row(movie).close(stage.clock.now(), at(lengthMs, movie.id))
    await settle()
    expect(await stage.seen()).toEqual(['The Matrix', 'The Matrix'])
  })

  it('shows what was marked by hand', async () => {
    row(series).write(stage.clock.now(), at(5 * minuteMs))
    await stage.signIn(ada)
    const markedAt = stage.clock.now()
    row(series).mark(markedAt, 'tt0903747:1:3')
    row(movie).mark(markedAt, movie.id)
    await settle()
    expect(await stage.seen()).toEqual(expect.arrayContaining(['Breaking Bad S1E3', 'The Matrix']))
    expect(await stage.plays()).toMatchObject([{ watchedAt: markedAt }, { watchedAt: markedAt }])
  })

  it('shows two episodes that ended between two polls', async () => {
    await stage.signIn(ada)
    await stage.pass(2 * lengthMs)
    const endedAt = stage.clock.now()
    watch(series, 'tt0903747:1:1', endedAt - lengthMs)
    watch(series, 'tt0903747:1:2', endedAt)
    await settle()
    expect(await stage.plays()).toMatchObject([
      { title: { number: 1 }, watchedAt: endedAt - lengthMs, timeTold: false },
      { title: { number: 2 }, watchedAt: endedAt, timeTold: true },
    ])
  })

  it('shows one that was left at 88 %, and not again when its rest was seen', async () => {
    await stage.signIn(ada)
    row(series).close(stage.clock.now(), { ...at(0.88 * lengthMs), playedMs: 10_000 })
    await settle()
    expect(await stage.seen()).toEqual(['Breaking Bad S1E1'])
    await stage.pass(24 * 60 * minuteMs)
    row(series).close(stage.clock.now(), { ...at(lengthMs), playedMs: 10_000 + 0.12 * lengthMs })
    await settle()
    expect(await stage.seen()).toEqual(['Breaking Bad S1E1'])
  })

  it('is not read while it is played, and then at once', async () => {
    await stage.signIn(ada)
    const before = stage.calls('datastoreGet')
    for (let minute = 0; minute < 40; minute += 1) {
      row(series).write(stage.clock.now(), at(minute * minuteMs))
      await stage.pass(minuteMs)
    }
    expect(stage.calls('datastoreGet')).toBe(before)
    row(series).close(stage.clock.now(), at(lengthMs))
    await stage.pass(4 * minuteMs)
    expect(await stage.seen()).toEqual(['Breaking Bad S1E1'])
  })

  it('brings to the watchlist what is added, and takes away what is removed', async () => {
    await stage.signIn(ada)
    row(movie).keep(stage.clock.now())
    await settle()
    row(movie).remove(stage.clock.now())
    await settle()
    expect((await stage.deliveries()).map(({ cargo }) => cargo)).toMatchObject([
      { type: 'watchlist', action: 'add', title: { ids: { imdb: 'tt0133093' } } },
      { type: 'watchlist', action: 'remove' },
    ])
    expect(await stage.seen()).toEqual([])
  })
})

describe('what the add-on has told as well', () => {
  it('is one play', async () => {
    await stage.signIn(ada)
    row(series).write(stage.clock.now(), at(0))
    await stage.addon(
      playback('start', episode(1), stage.clock.now(), { durationMs: lengthMs, device: null }),
    )
    await stage.pass(lengthMs)
    const stop = { positionMs: lengthMs, durationMs: lengthMs, device: null }
    await stage.addon(playback('stop', episode(1), stage.clock.now(), stop))
    row(series).close(stage.clock.now() + 900, at(lengthMs))
    await settle()
    expect(await stage.plays()).toMatchObject([{ origin: 'player' }])
    expect(await stage.source()).toMatchObject({ events: 1 })
  })

  it('is one play each, when several episodes ended between two polls', async () => {
    await stage.signIn(ada)
    stage.book.weather = 'outage'
    for (const number of [1, 2, 3]) {
      const video = `tt0903747:1:${number}`
      const told = { durationMs: lengthMs, device: null }
      row(series).write(stage.clock.now(), at(0, video))
      await stage.addon(playback('start', episode(number), stage.clock.now(), told))
      await stage.pass(lengthMs)
      await stage.addon(
        playback('stop', episode(number), stage.clock.now(), { ...told, positionMs: lengthMs }),
      )
      row(series).close(stage.clock.now(), at(lengthMs, video))
      await stage.pass(minuteMs)
    }
    stage.book.weather = 'clear'
    await stage.pass(60 * minuteMs)
    expect(await stage.source()).toMatchObject({ events: 3 })
    expect(await stage.seen()).toEqual(['S1E1', 'S1E2', 'S1E3'].map((text) => `Breaking Bad ${text}`))
  })
})
