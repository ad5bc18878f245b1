import { describe, expect, it } from 'vitest'
import type { Answer } from '../testing/scripted-http.ts'
import type { TraktItem } from './account-client.ts'
import {
  answering,
  at,
  episode,
  failureOf,
  movie,
  ofApplication,
  pilot,
  sentBody,
  session,
} from './account.fixtures.ts'
import { traktAccount } from './account.ts'

describe('a scrobble', () => {
  const stop = (answer: Answer, item: TraktItem = movie, progress = 91.5) => {
    const desk = answering(answer)
    return { desk, outcome: traktAccount.scrobble(desk.deps, session, { action: 'stop', item, progress }) }
  }

  it('is taken, and its history id keeps all of its digits', async () => {
    const body = '{"id": 18446744073709551615, "action": "scrobble", "progress": 91.5}'
    const { desk, outcome } = stop({ status: 201, headers: { 'content-type': 'application/json' }, body })
    expect(await outcome).toEqual({
      ok: true,
      value: { type: 'taken', action: 'scrobble', historyId: '18446744073709551615' },
    })
    expect(sentBody(desk)).toEqual({ progress: 91.5, movie: { ids: { imdb: 'tt0133093', tmdb: 603 } } })
    expect(desk.http.requests[0]).toMatchObject({
      call: 'scrobble_stop',
      idempotent: false,
      proves: ['reachable', 'credential', 'write'],
    })
  })

  it('that Trakt made a pause of is a pause, and a start has no history id', async () => {
    expect(await stop({ body: { id: 0, action: 'pause', progress: 50 } }).outcome).toMatchObject({
      value: { action: 'pause', historyId: null },
    })
    const desk = answering({ status: 201, body: { id: 0, action: 'start' } })
    const input = { action: 'start', item: pilot, progress: 0 } as const
    expect(await traktAccount.scrobble(desk.deps, session, input)).toMatchObject({
      value: { action: 'start', historyId: null },
    })
    expect(desk.http.requests[0]).toMatchObject({ idempotent: false, proves: ['reachable', 'credential'] })
  })

  it.each<[string, TraktItem, object]>([
    ['an episode by its own ids, numbers as numbers', episode, { episode: { ids: { tvdb: 349_232 } } }],
    [
      'an episode by its show and place',
      pilot,
      { show: { ids: { imdb: 'tt0903747' } }, episode: { season: 1, number: 1 } },
    ],
  ])('of %s', async (_, item, body) => {
    const { desk, outcome } = stop({ body: { id: 1, action: 'scrobble' } }, item)
    await outcome
    expect(sentBody(desk)).toEqual({ progress: 91.5, ...body })
  })

  const watched = '2026-11-21T11:59:58.000Z'
  const expires = '2026-11-21T13:00:00.000Z'
  it.each<[string, Answer['body'], number | null, number | null]>([
    ['at the top', { watched_at: watched, expires_at: expires }, at - 2000, at + 3_600_000],
    ['one level below', { movie: {}, error: { watched_at: watched } }, at - 2000, null],
    ['nowhere', {}, null, null],
    ['in no body', '', null, null],
    ['in text', 'Conflict', null, null],
  ])('that is there already is done; times told %s', async (_, body, watchedAt, expiresAt) => {
    expect(await stop({ status: 409, body }).outcome).toEqual({
      ok: true,
      value: { type: 'already', watchedAt, expiresAt },
    })
  })

  it.each<[string, Answer, string]>([
    ['an unknown title', { status: 404, headers: ofApplication }, 'trakt.item_unmatched'],
    ['too little progress', { status: 422 }, 'trakt.progress_refused'],
    ['a full account', { status: 420 }, 'trakt.account_limit'],
    ['a locked account', { status: 423 }, 'trakt.account_locked'],
    ['a call for VIP', { status: 426 }, 'trakt.vip_only'],
    ['a removed app', { status: 403, headers: ofApplication }, 'trakt.app_removed'],
    ['a limit', { status: 429 }, 'trakt.rate_limit'],
    ['an outage', { status: 502 }, 'trakt.overloaded'],
  ])('refused for %s', async (_, answer, cause) => {
    expect(failureOf(await stop(answer).outcome)).toBe(cause)
  })

  it.each<[string, TraktItem, number, string]>([
    ['no ids', { type: 'movie', ids: {} }, 90, 'trakt.item_unmatched'],
    ['a title for an id', { type: 'movie', ids: { imdb: 'Matrix' } }, 90, 'trakt.item_unmatched'],
    ['a fraction for an id', { type: 'episode', ids: { tvdb: 1.5 } }, 90, 'trakt.item_unmatched'],
    ['no progress', movie, Number.NaN, 'trakt.progress_refused'],
    ['too much progress', movie, 101, 'trakt.progress_refused'],
  ])('with %s is not sent', async (_, item, progress, cause) => {
    const { desk, outcome } = stop({ body: {} }, item, progress)
    expect(failureOf(await outcome)).toBe(cause)
    expect(desk.http.requests).toEqual([])
  })
})
