import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  json,
  jsonValue,
  oneof,
  property,
  string,
  tuple,
  type Arbitrary,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message, ReadMessage } from '../app/ports-sources.ts'
import { sourceReaders } from './index.ts'
import { messageWith, receivedAt, sampleText } from './testing/messages.ts'

/** Every number in what was heard, with the path to it. */
function numbersIn(value: unknown, path = ''): readonly (readonly [string, number])[] {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => numbersIn(item, `${path}.${name}`))
}

/** What is wrong with a reading; nothing where the message could be spoiled without harm. */
function faultsIn(read: ReadMessage, message: Message): readonly string[] {
  const reading = read(message)
  if (reading.type === 'nothing') return reading.because === '' ? ['no reason'] : []
  if (reading.type === 'unreadable') return reading.text === '' ? ['no text'] : []
  return numbersIn(reading.heard).flatMap(([path, number]) => {
    const least = /\.(tmdb|tvdb|kitsu|rating)$/.test(path) ? 1 : 0
    const most = path.endsWith('.at') ? receivedAt : Number.MAX_SAFE_INTEGER
    const isSound = Number.isInteger(number) && number >= least && number <= most
    return isSound ? [] : [`${path} is ${number}`]
  })
}

const anyValue = oneof(
  jsonValue(),
  constantFrom('', 'NaN', 'True', '-1', '1e999', '9007199254740993', 'tt', '{{Name}}', '\u0000', '\uD800'),
  double(),
)

/** A sample in which some values, at any depth, were replaced by anything. */
const spoiled = (sample: unknown): Arbitrary<unknown> => {
  if (typeof sample !== 'object' || sample === null) {
    return oneof({ weight: 4, arbitrary: constant(sample) }, { weight: 1, arbitrary: anyValue })
  }
  const parts = Object.entries(sample).map(([name, value]) =>
    tuple(constant(name), spoiled(value), boolean()),
  )
  return oneof(
    {
      weight: 9,
      arbitrary: tuple(...parts).map((entries) =>
        Object.fromEntries(entries.map(([name, value]) => [name, value])),
      ),
    },
    { weight: 1, arbitrary: anyValue },
  )
}

const players = [
  ['jellyfin', ['jellyfin-movie-stop', 'jellyfin-double', 'jellyfin-marked']],
  ['emby', ['emby-movie-stop', 'emby-episode-scrobble', 'emby-marked-unplayed']],
  ['plex', ['plex-movie-scrobble', 'plex-episode-legacy', 'plex-rating']],
  ['tautulli', ['tautulli-episode', 'tautulli-movie']],
  ['kodi', ['kodi-episode-stop', 'kodi-movie-names', 'kodi-marked']],
] as const

describe.each(players)('garbage for %s', (kind, names) => {
  const read = sourceReaders.hooks[kind]

  it('of any JSON never throws', () => {
    assert(
      property(json(), (body) => {
        expect(faultsIn(read, messageWith({ body }))).toEqual([])
      }),
    )
  })
  it('of any text and any form never throws', () => {
    const field = oneof(string(), json())
    const form = array(tuple(constantFrom('payload', 'data', 'event', 'Event', '__proto__'), field))
    assert(
      property(string(), form, (body, fields) => {
        expect(faultsIn(read, messageWith({ body, fields: new Map(fields) }))).toEqual([])
      }),
    )
  })
  it.each(names)('in %s never makes an id or a time that is none', (name) => {
    const sample: unknown = JSON.parse(sampleText(name))
    assert(
      property(spoiled(sample), (value) => {
        expect(faultsIn(read, messageWith({ body: JSON.stringify(value) ?? '' }))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

it('garbage for the add-on of Stremio never throws', () => {
  const names = constantFrom('resource', 'type', 'id', 'action', 'currentTime', 'duration', 'videoId')
  const values = oneof(
    string(),
    constantFrom(
      'player',
      'library',
      'series',
      'movie',
      'start',
      'watched',
      'tt0903747:1:2',
      'kitsu:1:2',
      '-1',
    ),
    integer().map(String),
  )
  assert(
    property(array(tuple(names, values)), (fields) => {
      expect(faultsIn(sourceReaders.addon, messageWith({ fields: new Map(fields) }))).toEqual([])
    }),
    { numRuns: 1000 },
  )
})
