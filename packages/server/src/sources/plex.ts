import type { PlaybackEvent, Title } from '@cuemark/domain'
import type { ReadMessage, Reading } from '../app/ports-sources.ts'
import type { SourceEvent } from '../app/ports-plays.ts'
import type { Fields } from './fields.ts'
import { heardOf, playbackOf, playerOf } from './heard.ts'
import { fieldsIn, nothing, unreadable, withoutEvent } from './message.ts'
import { guidIdsOf, legacyGuidOf } from './plex-ids.ts'
import { episodeOf, isNamed, movieOf } from './titles.ts'
import { milliseconds } from './told-time.ts'

const playbackTypes: ReadonlyMap<string, PlaybackEvent['type']> = new Map([
  ['media.play', 'start'],
  ['media.resume', 'start'],
  ['media.pause', 'pause'],
  ['media.stop', 'stop'],
  ['media.scrobble', 'watched'],
])

/** `Guid` holds the ids of the new agents, an episode's own; `guid` those of an old agent, the show's. */
function titleOf(item: Fields): Title {
  const ids = guidIdsOf(item.parts('Guid').flatMap((guid) => guid.text('id') ?? []))
  const old = legacyGuidOf(item.text('guid'))
  const name = item.text('title')
  if (item.text('type')?.toLowerCase() === 'movie') {
    return movieOf({ name, year: item.count('year'), ids: { ...old?.ids, ...ids } })
  }
  const show = legacyGuidOf(item.text('grandparentGuid'))
  return episodeOf({
    show: item.text('grandparentTitle'),
    showIds: { ...show?.ids, ...(old?.isEpisode === true ? old.ids : {}) },
    season: item.count('parentIndex') ?? old?.season ?? null,
    number: item.count('index') ?? old?.number ?? null,
    name,
    ids,
  })
}

/** Plex tells no time, so it happened when it was heard. Stars are halves of five, told as 0 to 10. */
function eventOf(told: Fields, name: string, title: Title, receivedAt: number): SourceEvent | null {
  const item = told.part('Metadata')
  if (name === 'media.rate') {
    const stars = told.number('rating') ?? item.number('userRating')
    const rating = stars === null || stars <= 0 ? null : Math.min(10, Math.max(1, Math.round(stars)))
    return { type: 'rating', title, rating, at: receivedAt }
  }
  const type = playbackTypes.get(name)
  if (type === undefined) return null
  const when = { at: receivedAt, atTold: false }
  return playbackOf(type, title, when, {
    positionMs: milliseconds(item.number('viewOffset')),
    durationMs: milliseconds(item.number('duration')),
    device: told.part('Player').text('uuid') ?? told.part('Player').text('title'),
  })
}

/** A user of a server: the same account id may mean somebody else at another one. */
export function plexPlayer(told: Fields): ReturnType<typeof playerOf> {
  const id = told.part('Account').text('id')
  const server = told.part('Server').text('uuid')
  const key = id !== null && server !== null ? `${server}:${id}` : id
  return playerOf(key, told.part('Account').text('title'))
}

function read(told: Fields, name: string, receivedAt: number): Reading {
  if (!playbackTypes.has(name) && name !== 'media.rate') return nothing(`${name} is no playback.`)
  const item = told.part('Metadata')
  const type = item.text('type')?.toLowerCase() ?? ''
  if (type !== 'movie' && type !== 'episode') {
    return nothing(`Only movies and episodes count, and this was ${type === '' ? 'nothing named' : type}.`)
  }
  const player = plexPlayer(told)
  if (player === null) return unreadable('Plex sent no account, so nobody knows whose play this is.')
  const title = titleOf(item)
  if (!isNamed(title)) {
    return unreadable(
      'Plex did not say what was played. Match the title in Plex ("Fix Match") and try again.',
    )
  }
  const event = eventOf(told, name, title, receivedAt)
  if (event === null) return nothing(`${name} is no playback.`)
  // Plex numbers nothing and tells no time, so a repeat cannot be told from a second pause.
  return { type: 'heard', heard: [heardOf(event, null, player)] }
}

/** Plex sends a form whose field `payload` holds JSON (players.md §4). */
export const readPlex: ReadMessage = (message) => {
  const told = fieldsIn(message, ['payload'])
  if (told === null) return unreadable('Plex sent a message without its field "payload".')
  const event = told.text('event')
  return event === null
    ? withoutEvent('Plex', told, 'Enter the address in Plex under Settings, Webhooks.')
    : read(told, event.toLowerCase(), message.receivedAt)
}
