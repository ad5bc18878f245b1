import { playEventInput, type PlayEventInput } from '@cuemark/contract'
import { describe, expect, it } from 'vitest'
import { AppError } from '../app/use-cases.ts'
import { readPlayEvents } from './api.ts'
import { receivedAt } from './testing/messages.ts'

const movie = { type: 'movie', name: 'The Matrix', year: 1999, ids: { imdb: 'tt0133093' } }
const input = (change: object): PlayEventInput =>
  playEventInput.parse({ id: 'e1', event: 'watched', title: movie, ...change })
const heard = (change: object) => readPlayEvents([input(change)], receivedAt)[0]

describe('events of other programs', () => {
  it.each(['start', 'pause', 'progress', 'stop', 'watched'])('take %s as playback', (event) => {
    expect(heard({ event, positionMs: 10.4, durationMs: 100, device: 'tv' })).toMatchObject({
      senderId: 'e1',
      player: null,
      event: {
        type: 'playback',
        event: { type: event, title: movie, positionMs: 10, durationMs: 100, device: 'tv', atTold: false },
      },
    })
  })

  it.each([
    ['unwatched', {}, { type: 'mark', watched: false, titles: [movie] }],
    ['rating', { rating: 7 }, { type: 'rating', rating: 7 }],
    ['rating', { rating: null }, { type: 'rating', rating: null }],
    ['watchlist_add', {}, { type: 'watchlist', action: 'add' }],
    ['watchlist_remove', {}, { type: 'watchlist', action: 'remove' }],
  ])('take %s %j', (event, rest, expected) => {
    expect(heard({ event, ...rest })?.event).toMatchObject(expected)
  })

  it('may tell of long ago, and not of the future', () => {
    const at = (told: string | number) => heard({ at: told })?.event
    const old = Date.parse('2019-02-03T10:00:00Z')
    expect(at('2019-02-03T11:00:00+01:00')).toMatchObject({ event: { at: old, atTold: true } })
    expect(at(old)).toMatchObject({ event: { at: old, atTold: true } })
    expect(at(receivedAt + 3_600_000)).toMatchObject({ event: { at: receivedAt, atTold: false } })
  })

  it('name an episode by its show, or by an id of its own', () => {
    const title = { type: 'episode', show: { ids: { tvdb: 81_189 } }, season: 0, number: 3, ids: {} }
    expect(heard({ title })?.event).toMatchObject({ event: { title } })
    const own = { type: 'episode', ids: { tmdb: 62_161 } }
    expect(heard({ title: own })?.event).toMatchObject({ event: { title: own } })
  })

  it.each([
    ['a title without a name', { title: { type: 'movie' } }, 'events.1.title'],
    ['a rating without a number', { event: 'rating' }, 'events.1.rating'],
  ])('refuse %s, and say which event it is', (_name, change, field) => {
    const both = () => readPlayEvents([input({}), input(change)], receivedAt)
    expect(both).toThrow(AppError)
    expect(both).toThrow(/Event 2/)
    expect(both).toThrow(
      expect.objectContaining({ code: 'invalid_input', fields: [expect.objectContaining({ field })] }),
    )
  })
})
