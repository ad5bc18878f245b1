import type { PlaybackEvent, Title } from '@cuemark/domain'
import type { ReadMessage, Reading } from '../app/ports-sources.ts'
import type { Fields } from './fields.ts'
import { heardOf, playbackOf, repeatId } from './heard.ts'
import { fieldsIn, nothing, unreadable, withoutEvent } from './message.ts'
import { legacyGuidOf } from './plex-ids.ts'
import { plexPlayer } from './plex.ts'
import { episodeOf, idsOf, isNamed, movieOf } from './titles.ts'
import { milliseconds, sentAtOnceMs, whenOf } from './told-time.ts'

const copyTemplate = 'Copy the template from this source into the webhook under Data, for every trigger.'

/** After `tautulli.` or, in another template that is in use, `media.` (players.md §5). */
const playbackTypes: ReadonlyMap<string, PlaybackEvent['type']> = new Map([
  ['play', 'start'],
  ['start', 'start'],
  ['resume', 'start'],
  ['pause', 'pause'],
  ['stop', 'stop'],
  ['watched', 'watched'],
  ['scrobble', 'watched'],
])

/** For an episode Tautulli fills its id parameters with the ids of the show. */
function titleOf(item: Fields): Title {
  const guids = item.part('Guids')
  const old = legacyGuidOf(item.text('guid'))
  const ids = {
    ...old?.ids,
    ...idsOf({ imdb: guids.text('imdb'), tmdb: guids.text('tmdb'), tvdb: guids.text('tvdb') }),
  }
  const name = item.text('title')
  const year = item.count('year')
  if (item.text('type')?.toLowerCase() === 'movie') return movieOf({ name, year, ids })
  return episodeOf({
    show: item.text('grandparentTitle'),
    // Our template names the show's year apart; the other one puts it into `year`.
    showYear: item.has('grandparentYear') ? item.count('grandparentYear') : year,
    showIds: ids,
    season: item.count('parentIndex') ?? old?.season ?? null,
    number: item.count('index') ?? old?.number ?? null,
    name,
  })
}

function read(told: Fields, event: string, receivedAt: number): Reading {
  const action = event.toLowerCase().replace(/^(?:tautulli|media)\./, '')
  if (action === '' || action === 'test' || action === 'tautulli.') {
    return nothing('Tautulli sent its test, so the address is right.')
  }
  const type = playbackTypes.get(action)
  if (type === undefined) return nothing(`${event} is no playback.`)
  const item = told.part('Metadata')
  const kind = item.text('type')?.toLowerCase() ?? ''
  if (kind === '') return unreadable(`Tautulli did not say whether this is a movie. ${copyTemplate}`)
  if (kind !== 'movie' && kind !== 'episode')
    return nothing(`Only movies and episodes count, and this was ${kind}.`)
  const player = plexPlayer(told)
  if (player === null) return unreadable(`Tautulli sent no user. ${copyTemplate}`)
  const title = titleOf(item)
  if (!isNamed(title)) return unreadable(`Tautulli did not say what was played. ${copyTemplate}`)
  // Seconds since 1970, by our own template alone.
  const seconds = told.number('unixtime')
  const when = whenOf(seconds === null ? null : seconds * 1000, receivedAt, sentAtOnceMs)
  const positionMs = milliseconds(item.number('viewOffset'))
  const device = told.part('Player').text('uuid') ?? told.part('Player').text('title')
  const playback = playbackOf(type, title, when, {
    positionMs,
    durationMs: milliseconds(item.number('duration')),
    device,
  })
  const itemKey = item.text('ratingKey') ?? JSON.stringify(title)
  const senderId = repeatId(when, [action, player.key, itemKey, device, seconds, positionMs])
  return { type: 'heard', heard: [heardOf(playback, senderId, player)] }
}

/** Tautulli's webhook agent: the shape of Plex, with every value as text (players.md §5). */
export const readTautulli: ReadMessage = (message) => {
  const told = fieldsIn(message, ['payload', 'data'])
  if (told === null) return unreadable(`Tautulli sent a message that is not JSON. ${copyTemplate}`)
  const event = told.text('event')
  if (event !== null) return read(told, event, message.receivedAt)
  return told.has('event')
    ? nothing('Tautulli sent its test, so the address is right.')
    : withoutEvent('Tautulli', told, copyTemplate)
}
