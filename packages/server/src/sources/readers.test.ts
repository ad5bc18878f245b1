import { describe, expect, it } from 'vitest'
import type { Message, Reading } from '../app/ports-sources.ts'
import { sourceReaders } from './index.ts'
import { jsonMessage, messageWith, receivedAt, sampleText } from './testing/messages.ts'

const { jellyfin, emby, plex, tautulli, kodi } = sourceReaders.hooks

const sample = (name: string): Record<string, unknown> => JSON.parse(sampleText(name))
const changed = (name: string, change: Record<string, unknown>): Message =>
  jsonMessage({ ...sample(name), ...change })

function eventOf(reading: Reading): unknown {
  if (reading.type !== 'heard') throw new Error(JSON.stringify(reading))
  return reading.heard[0]?.event
}
function idOf(reading: Reading): string | null | undefined {
  return reading.type === 'heard' ? reading.heard[0]?.senderId : undefined
}
const textOf = (reading: Reading): string => {
  if (reading.type === 'unreadable') return reading.text
  return reading.type === 'nothing' ? reading.because : `heard ${String(reading.heard[0]?.text)}`
}

describe('what is understood and not kept', () => {
  it.each<[string, Reading]>([
    ['a song in Jellyfin', jellyfin(changed('jellyfin-movie-stop', { ItemType: 'Audio' }))],
    ['a trailer in Jellyfin', jellyfin(changed('jellyfin-movie-stop', { ItemType: 'Trailer' }))],
    [
      'a song from a template without types',
      jellyfin(changed('jellyfin-movie-bare', { Album: 'Mezzanine' })),
    ],
    ['a new title in Jellyfin', jellyfin(changed('jellyfin-movie-stop', { NotificationType: 'ItemAdded' }))],
    ['the saved position', jellyfin(changed('jellyfin-marked', { SaveReason: 'PlaybackProgress' }))],
    [
      'the end, which PlaybackStop tells',
      jellyfin(changed('jellyfin-marked', { SaveReason: 'PlaybackFinished' })),
    ],
    ['a mark that does not say which way', jellyfin(changed('jellyfin-marked', { Played: '' }))],
    ['the test of Emby', emby(jsonMessage({ Event: 'system.notificationtest' }))],
    ['a new title in Emby', emby(changed('emby-movie-stop', { Event: 'library.new' }))],
    ['a song in Emby', emby(changed('emby-movie-stop', { Item: { Type: 'Audio', Name: 'x' } }))],
    ['a new title in Plex', plex(changed('plex-movie-scrobble', { event: 'library.new' }))],
    ['a song in Plex', plex(changed('plex-movie-scrobble', { Metadata: { type: 'track', title: 'x' } }))],
    ['a trailer in Plex', plex(changed('plex-movie-scrobble', { Metadata: { type: 'clip', title: 'x' } }))],
    ['a back-up in Plex', plex(jsonMessage({ event: 'admin.database.backup' }))],
    ['the test of Tautulli', tautulli(jsonMessage({ event: 'tautulli.' }))],
    ['a new title in Tautulli', tautulli(changed('tautulli-movie', { event: 'tautulli.created' }))],
    [
      'a picture in Kodi',
      kodi(changed('kodi-movie-names', { params: { data: { item: { type: 'picture' } } } })),
    ],
    ['the volume of Kodi', kodi(jsonMessage({ method: 'Application.OnVolumeChanged' }))],
    ['a scan of Kodi', kodi(changed('kodi-marked', { params: { data: { type: 'movie', id: 7 } } }))],
  ])('%s', (_name, reading) => {
    expect(reading.type).toBe('nothing')
  })
})

describe('what cannot be read says what to change', () => {
  it.each<[string, Reading, string]>([
    [
      'Jellyfin without a user',
      jellyfin(changed('jellyfin-movie-stop', { UserId: '', NotificationUsername: '' })),
      'User Filter',
    ],
    [
      'Jellyfin without a title',
      jellyfin(jsonMessage({ NotificationType: 'PlaybackStart', UserId: 'u' })),
      'Send All Properties',
    ],
    [
      'a broken template of Jellyfin',
      jellyfin(messageWith({ body: '{"Name": "The "One""}' })),
      'quotation mark',
    ],
    ['Emby without a user', emby(changed('emby-movie-stop', { User: null })), 'Limit user events to'],
    ['Emby without an event', emby(jsonMessage({ Title: 'x' })), 'names no event'],
    ['Plex without its form', plex(messageWith({ body: '--b\r\n' })), 'payload'],
    ['Plex without an account', plex(changed('plex-movie-scrobble', { Account: {} })), 'no account'],
    [
      'Plex without any title',
      plex(changed('plex-movie-scrobble', { Metadata: { type: 'movie' } })),
      'Fix Match',
    ],
    ['Tautulli without our template', tautulli(jsonMessage({ text: 'x' })), 'Copy the template'],
    [
      'Tautulli without a user',
      tautulli(changed('tautulli-movie', { Account: { id: '', title: '' } })),
      'no user',
    ],
    [
      'Tautulli without a type',
      tautulli(changed('tautulli-movie', { Metadata: { title: 'x' } })),
      'template',
    ],
    [
      'Kodi with a number of its library alone',
      kodi(changed('kodi-episode-stop', { item: undefined })),
      'Player.GetItem',
    ],
    ['Kodi without a method', kodi(jsonMessage({ item: {} })), 'method'],
    [
      'a message of Emby at the address for Jellyfin',
      jellyfin(messageWith({ body: sampleText('emby-movie-stop') })),
      'looks like a message of Emby',
    ],
    [
      'a message of Jellyfin at the address for Emby',
      emby(messageWith({ body: sampleText('jellyfin-movie-stop') })),
      'looks like a message of Jellyfin',
    ],
  ])('%s', (_name, reading, part) => {
    expect(reading.type).toBe('unreadable')
    expect(textOf(reading)).toContain(part)
  })
})

describe('a repeat', () => {
  it.each([
    ['Jellyfin', jellyfin, 'jellyfin-movie-stop', { PlaybackPositionTicks: 1 }],
    ['Emby', emby, 'emby-movie-stop', { Date: '2026-11-21T20:15:01Z' }],
    ['Tautulli', tautulli, 'tautulli-movie', { unixtime: '1795292101' }],
    ['Kodi', kodi, 'kodi-episode-stop', { id: 'k-2' }],
  ] as const)('of %s is known, and something else is not taken for one', (_name, read, name, change) => {
    const id = idOf(read(jsonMessage(sample(name))))
    expect(id).toEqual(expect.any(String))
    expect(idOf(read({ ...jsonMessage(sample(name)), receivedAt: receivedAt + 60_000 }))).toBe(id)
    expect(idOf(read(changed(name, change)))).not.toBe(id)
  })

  it('is two events where the player tells no time: nobody could tell it from a second viewing', () => {
    expect(idOf(plex(jsonMessage(sample('plex-movie-scrobble'))))).toBeNull()
    expect(idOf(jellyfin(jsonMessage(sample('jellyfin-movie-bare'))))).toBeNull()
  })

  it('of one session for two people is one event for each', () => {
    const of = (UserId: string) => idOf(jellyfin(changed('jellyfin-movie-stop', { UserId })))
    expect(of('user-1')).not.toBe(of('user-2'))
  })
})

describe('the clock of a player', () => {
  const at = (UtcTimestamp: string) => eventOf(jellyfin(changed('jellyfin-movie-stop', { UtcTimestamp })))
  const heardAt = { event: { at: receivedAt, atTold: false } }

  it.each(['2026-11-21T20:20:03Z', '2027-11-21T20:15:00Z', '2026-11-20T20:15:00Z', '0001-01-01T00:00:00Z'])(
    'is not believed at %s, when it is 20:15:02',
    (time) => {
      expect(at(time)).toMatchObject(heardAt)
    },
  )
  it.each(['11/21/2026 8:15:00 PM', '{{UtcTimestamp}}', 'now', ''])('says nothing with %j', (time) => {
    expect(at(time)).toMatchObject(heardAt)
  })
  it('that is a little fast puts nothing into the future', () => {
    expect(at('2026-11-21T20:19:00Z')).toMatchObject({ event: { at: receivedAt, atTold: true } })
  })
  it('may stand in another zone', () => {
    expect(at('2026-11-21T21:15:00+01:00')).toMatchObject({ event: { at: receivedAt - 2000, atTold: true } })
  })
})

describe('Plex', () => {
  const rated = (change: Record<string, unknown>) => eventOf(plex(changed('plex-rating', change)))
  it.each([
    ['10.0', 10],
    [9, 9],
    [0.5, 1],
    ['0', null],
    [-1, null],
  ])('tells a rating of %j as %j', (rating, expected) => {
    expect(rated({ rating })).toMatchObject({ type: 'rating', rating: expected })
  })

  it('keeps apart two people with the same number on two servers', () => {
    const key = (uuid: string) => {
      const reading = plex(
        changed('plex-movie-scrobble', { Server: { uuid }, Account: { id: 1, title: 'x' } }),
      )
      return reading.type === 'heard' ? reading.heard[0]?.player?.key : null
    }
    expect(key('one')).not.toBe(key('two'))
  })

  it.each([
    ['com.plexapp.agents.themoviedb://1396/2/5?lang=en', { tmdb: 1396 }],
    ['com.plexapp.agents.hama://tvdb-81189/2/5?lang=en', { tvdb: 81_189 }],
    ['com.plexapp.agents.hama://anidb-23/2/5?lang=en', {}],
    ['com.plexapp.agents.none://x', {}],
    ['plex://episode/5d9c', {}],
    ['local://12', {}],
  ])('knows the show of an episode by %s', (guid, ids) => {
    const Metadata = { type: 'episode', grandparentTitle: 'x', guid }
    const event = eventOf(plex(changed('plex-movie-scrobble', { Metadata })))
    expect(event).toMatchObject({ event: { title: { show: { ids } } } })
  })
})

describe('Kodi', () => {
  const withSpeed = (speed: number) =>
    eventOf(
      kodi(
        changed('kodi-movie-names', {
          method: 'Player.OnSpeedChanged',
          params: { data: { item: { type: 'movie', title: 'x' }, player: { speed } } },
        }),
      ),
    )
  it('stands still at speed 0 and goes on at another', () => {
    expect(withSpeed(0)).toMatchObject({ event: { type: 'pause' } })
    expect(withSpeed(2)).toMatchObject({ event: { type: 'progress', paused: false } })
  })

  it('tells where a seek went, not where it came from', () => {
    const params = {
      data: { item: { type: 'episode', id: 42 }, player: { time: { hours: 0, minutes: 1, seconds: 0 } } },
    }
    const event = eventOf(kodi(changed('kodi-episode-stop', { method: 'Player.OnSeek', params })))
    expect(event).toMatchObject({ event: { type: 'progress', positionMs: 60_000 } })
  })

  it('stopped by a person may have been in the credits: it says nothing about the end', () => {
    const params = { data: { item: { type: 'episode', id: 42 }, end: false } }
    expect(eventOf(kodi(changed('kodi-episode-stop', { params })))).toMatchObject({
      event: { type: 'stop', completed: null },
    })
  })

  it('may resend a batch', () => {
    const batch = [sample('kodi-episode-stop'), { method: 'Player.OnVolume' }, sample('kodi-movie-names'), 7]
    const reading = kodi(jsonMessage(batch))
    expect(reading.type === 'heard' ? reading.heard.map(({ text }) => text) : []).toEqual([
      'stopped Breaking Bad S5E14 at 98 %',
      'started The Matrix (1999)',
    ])
  })
})

describe('a double episode', () => {
  it.each([
    [18, 18],
    ['', null],
    [16, null],
    [2_000_000_000, null],
    [5017, null],
  ])('ends with %j as %j', (EpisodeNumberEnd, lastNumber) => {
    const event = eventOf(jellyfin(changed('jellyfin-double', { EpisodeNumberEnd })))
    expect(event).toMatchObject({ event: { title: { number: 17, lastNumber } } })
  })
})
