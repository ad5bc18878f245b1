import { describe, expect, it } from 'vitest'
import type { Reading } from '../app/ports-sources.ts'
import { sourceReaders } from './index.ts'
import { messageWith, receivedAt } from './testing/messages.ts'

const read = (fields: Readonly<Record<string, string>>): Reading =>
  sourceReaders.addon(messageWith({ fields: new Map(Object.entries(fields)) }))
const player = (fields: Readonly<Record<string, string>>): Reading =>
  read({ resource: 'player', type: 'series', id: 'tt0903747:1:2', action: 'start', ...fields })
const library = (fields: Readonly<Record<string, string>>): Reading =>
  read({ resource: 'library', ...fields })
const first = (reading: Reading): unknown => (reading.type === 'heard' ? reading.heard[0] : reading)
const show = (ids: object, season: number | null, number: number | null) => ({
  type: 'episode',
  show: { name: null, year: null, ids },
  season,
  number,
  lastNumber: null,
  name: null,
  ids: {},
})

describe('the ids of Stremio', () => {
  it.each([
    ['series', 'tt0903747:1:2', show({ imdb: 'tt0903747' }, 1, 2)],
    ['series', 'tt0903747:0:7', show({ imdb: 'tt0903747' }, 0, 7)],
    ['series', 'tmdb:1396:2:5', show({ tmdb: 1396 }, 2, 5)],
    ['series', 'tvdb:81189:2:5', show({ tvdb: 81_189 }, 2, 5)],
    ['series', 'kitsu:123:5', show({ kitsu: 123 }, null, 5)],
    ['anime', 'kitsu:123:5', show({ kitsu: 123 }, null, 5)],
    ['series', 'kitsu:123', show({ kitsu: 123 }, null, null)],
    ['movie', 'tt0133093', { type: 'movie', name: null, year: null, ids: { imdb: 'tt0133093' } }],
    ['movie', 'tmdb:603', { type: 'movie', name: null, year: null, ids: { tmdb: 603 } }],
    ['movie', 'kitsu:9', { type: 'movie', name: null, year: null, ids: { kitsu: 9 } }],
    // Whose digits these are nobody knows: they stand where a person sees them.
    ['movie', '603', { type: 'movie', name: '603', year: null, ids: {} }],
    ['series', '1396:2:5', { ...show({}, 2, 5), show: { name: '1396', year: null, ids: {} } }],
    ['series', 'mal:5114:7', { ...show({}, null, 7), show: { name: 'mal:5114', year: null, ids: {} } }],
    ['series', 'yt_id:UCx', { ...show({}, null, null), show: { name: 'yt_id:UCx', year: null, ids: {} } }],
    ['movie', 'tmdb:', { type: 'movie', name: 'tmdb:', year: null, ids: {} }],
    ['movie', 'tt1', { type: 'movie', name: 'tt1', year: null, ids: {} }],
  ])('%s %s', (type, id, title) => {
    expect(first(player({ type, id }))).toMatchObject({ event: { event: { title } } })
  })
})

describe('the player of Stremio', () => {
  it.each([
    ['start', 'start'],
    ['play', 'start'],
    ['resume', 'start'],
    ['pause', 'pause'],
    ['stop', 'stop'],
    ['end', 'stop'],
  ])('tells %s as %s', (action, type) => {
    expect(first(player({ action, currentTime: '900000', duration: '3600000' }))).toEqual({
      event: {
        type: 'playback',
        event: {
          type,
          title: show({ imdb: 'tt0903747' }, 1, 2),
          positionMs: 900_000,
          durationMs: 3_600_000,
          at: receivedAt,
          atTold: false,
          device: null,
          paused: null,
          completed: null,
        },
      },
      senderId: null,
      player: null,
      text: expect.stringMatching(/an episode without a name \(tt0903747 S1E2\) at 25 %$/),
    })
  })

  it('begins with a duration of 0 before it knows better', () => {
    expect(first(player({ currentTime: '0', duration: '0' }))).toMatchObject({
      event: { event: { positionMs: 0, durationMs: 0 } },
      text: 'started an episode without a name (tt0903747 S1E2)',
    })
  })

  it.each([{ currentTime: 'NaN', duration: '-5' }, { currentTime: '', duration: 'Infinity' }, {}])(
    'with %j tells no position',
    (fields) => {
      expect(first(player(fields))).toMatchObject({
        event: { event: { positionMs: null, durationMs: null } },
      })
    },
  )

  it('counts no channels, and says which action it does not know', () => {
    expect(player({ type: 'tv' }).type).toBe('nothing')
    expect(player({ action: 'dance' })).toMatchObject({
      type: 'unreadable',
      text: expect.stringContaining('dance'),
    })
    expect(player({ id: '' }).type).toBe('unreadable')
  })
})

describe('the library of Stremio', () => {
  it.each([
    ['libraryAdd', 'add', 'added a series without a name (tt0903747) to the library'],
    ['libraryRemove', 'remove', 'removed a series without a name (tt0903747) from the library'],
  ])('tells %s', (action, expected, text) => {
    expect(first(library({ type: 'series', id: 'tt0903747', action }))).toMatchObject({
      event: { type: 'watchlist', action: expected, title: show({ imdb: 'tt0903747' }, null, null) },
      text,
    })
  })

  it('tells marks of a season in one', () => {
    const videoId = 'tt0903747:1:1,tt0903747:1:2,tt0903747:1:3'
    expect(first(library({ type: 'series', id: 'tt0903747', action: 'watched', videoId }))).toMatchObject({
      event: { type: 'mark', watched: true, titles: [{ number: 1 }, { number: 2 }, { number: 3 }] },
      text: 'marked an episode without a name (tt0903747 S1E1) and 2 more as watched',
    })
  })

  it('tells a movie that was not seen after all', () => {
    expect(first(library({ type: 'movie', id: 'tt0133093', action: 'unwatched' }))).toMatchObject({
      event: { type: 'mark', watched: false, titles: [{ type: 'movie', ids: { imdb: 'tt0133093' } }] },
    })
  })

  it('cannot mark a series whose episodes it does not name', () => {
    expect(library({ type: 'series', id: 'tt0903747', action: 'watched' }).type).toBe('unreadable')
  })
})

it('takes an opened stream for no play', () => {
  expect(read({ resource: 'subtitles', type: 'movie', id: 'tt0133093', videoSize: '12' })).toEqual({
    type: 'nothing',
    because: 'opened a stream of a movie without a name (tt0133093)',
  })
})
