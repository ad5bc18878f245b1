import type { PlaybackEvent, Title } from '@cuemark/domain'
import type { SourceEvent } from '../app/ports-plays.ts'
import type { ReadMessage, Reading } from '../app/ports-sources.ts'
import type { Heard } from '../app/use-cases-plays.ts'
import type { Fields } from './fields.ts'
import { heardOf, playbackOf, playerOf, repeatId } from './heard.ts'
import { allFieldsIn, nothing, unreadable, withoutEvent } from './message.ts'
import { episodeOf, idsOf, isNamed, movieOf } from './titles.ts'
import { instantOf, milliseconds, whenOf } from './told-time.ts'

/**
 * Kodi posts nothing by itself, so a small script in it forwards its notifications as they are, with what Kodi answers
 * about them beside:
 *
 *     {"method": "Player.OnStop", "params": {…},       the notification
 *      "item": {…},                                    Player.GetItem: type, title, year, showtitle, season, episode, uniqueid
 *      "properties": {"time": {…}, "totaltime": {…}},  Player.GetProperties, last known
 *      "show": {"uniqueid": {…}, "year": 2008},        VideoLibrary.GetTVShowDetails, where it has one
 *      "at": "2026-11-21T20:15:00Z", "id": "…",        when it happened, and a number of its own for each
 *      "user": "Ada", "device": "Living room"}
 *
 * All but `method` may be missing; without `item`, what the notification itself tells has to do.
 */
const forward =
  'Let the script send the answer of Player.GetItem as "item", with title, showtitle, season, episode and uniqueid.'

const playbackTypes: ReadonlyMap<string, PlaybackEvent['type']> = new Map([
  ['player.onplay', 'start'],
  ['player.onresume', 'start'],
  ['player.onavstart', 'start'],
  ['player.onpause', 'pause'],
  ['player.onseek', 'progress'],
  ['player.onspeedchanged', 'progress'],
  ['player.onstop', 'stop'],
])

function titleOf(item: Fields, show: Fields, kind: 'movie' | 'episode'): Title {
  const own = item.part('uniqueid')
  const ids = idsOf({ imdb: own.text('imdb'), tmdb: own.text('tmdb'), tvdb: own.text('tvdb') })
  const name = item.text('title') ?? item.text('label')
  if (kind === 'movie') return movieOf({ name, year: item.count('year'), ids })
  const shows = show.part('uniqueid')
  return episodeOf({
    show: item.text('showtitle') ?? show.text('title'),
    showYear: show.count('year'),
    showIds: idsOf({ imdb: shows.text('imdb'), tmdb: shows.text('tmdb'), tvdb: shows.text('tvdb') }),
    season: item.count('season'),
    number: item.count('episode'),
    name,
    ids,
  })
}

/** `{hours, minutes, seconds, milliseconds}`. */
function timeMs(told: Fields): number | null {
  const parts = [
    told.number('hours'),
    told.number('minutes'),
    told.number('seconds'),
    told.number('milliseconds'),
  ]
  if (parts.every((part) => part === null)) return null
  const [hours, minutes, seconds, ms] = parts
  return milliseconds(((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000 + (ms ?? 0))
}

function playback(told: Fields, method: string, title: Title, receivedAt: number): SourceEvent | null {
  const found = playbackTypes.get(method)
  if (found === undefined) return null
  const data = told.part('params').part('data')
  const properties = told.part('properties')
  const speed = data.part('player').number('speed')
  const isHalt = method === 'player.onspeedchanged' && speed === 0
  return playbackOf(isHalt ? 'pause' : found, title, whenOf(instantOf(told.text('at')), receivedAt), {
    // A seek tells where it went; everything else what was asked last.
    positionMs: timeMs(data.part('player').part('time')) ?? timeMs(properties.part('time')),
    durationMs: timeMs(properties.part('totaltime')),
    // One Kodi is one screen.
    device: told.text('device') ?? 'kodi',
    paused: speed === null ? null : speed === 0,
    // `end: false` says only that somebody stopped it, which may have been in the credits.
    completed: data.flag('end') === true ? true : null,
  })
}

/** Kodi also sets the count by itself when something was played; that mark and the play are one viewing. */
function mark(told: Fields, title: Title, receivedAt: number): SourceEvent | null {
  const count = told.part('params').part('data').count('playcount')
  if (count === null) return null
  const when = whenOf(instantOf(told.text('at')), receivedAt)
  return { type: 'mark', watched: count > 0, titles: [title], ...when }
}

type One = { readonly heard: Heard } | { readonly because: string } | { readonly fault: string }

function readOne(told: Fields, method: string, receivedAt: number): One {
  const name = method.toLowerCase()
  const isUpdate = name === 'videolibrary.onupdate'
  if (!playbackTypes.has(name) && !isUpdate) return { because: `${method} is no playback.` }
  const data = told.part('params').part('data')
  if (isUpdate && data.count('playcount') === null)
    return { because: 'The library changed, but no play count.' }
  const notified = data.has('item') ? data.part('item') : data
  const kind = (told.part('item').text('type') ?? notified.text('type') ?? '').toLowerCase()
  if (kind !== 'movie' && kind !== 'episode') {
    return { because: `Only movies and episodes count, and this was ${kind === '' ? 'unknown' : kind}.` }
  }
  const asked = titleOf(told.part('item'), told.part('show'), kind)
  const title = isNamed(asked) ? asked : titleOf(notified, told.part('show'), kind)
  if (!isNamed(title)) {
    return { fault: `Kodi sent the number of its library, which says nothing outside of it. ${forward}` }
  }
  const event = isUpdate ? mark(told, title, receivedAt) : playback(told, name, title, receivedAt)
  if (event === null) return { because: `${method} is no playback.` }
  const user = told.text('user')
  const when = whenOf(instantOf(told.text('at')), receivedAt)
  const repeat = repeatId(when, [name, user, JSON.stringify(title), told.text('device'), told.text('at')])
  return { heard: heardOf(event, told.text('id') ?? repeat, playerOf(user, user)) }
}

function readAll(all: readonly Fields[], receivedAt: number): Reading {
  const heard: Heard[] = []
  const because: string[] = []
  const faults: string[] = []
  for (const told of all) {
    const method = told.text('method')
    if (method === null) {
      faults.push('A notification of Kodi has a field "method".')
      continue
    }
    const one = readOne(told, method, receivedAt)
    if ('heard' in one) heard.push(one.heard)
    else if ('fault' in one) faults.push(one.fault)
    else because.push(one.because)
  }
  // What can be kept is kept; a repeat of the batch with its mended part is harmless by the ids.
  if (heard.length > 0) return { type: 'heard', heard }
  const [fault] = faults
  return fault === undefined ? nothing(because[0] ?? 'Nothing was sent.') : unreadable(fault)
}

export const readKodi: ReadMessage = (message) => {
  const all = allFieldsIn(message)
  if (all === null) return unreadable(`Kodi's script sent a message that is not JSON. ${forward}`)
  const [only] = all
  if (all.length === 1 && only !== undefined && !only.has('method'))
    return withoutEvent('Kodi', only, `It belongs into the field "method". ${forward}`)
  return readAll(all, message.receivedAt)
}
