import type { PlaybackEvent, Title } from '@cuemark/domain'
import type { ReadMessage, Reading } from '../app/ports-sources.ts'
import type { SourceEvent } from '../app/ports-plays.ts'
import type { Fields } from './fields.ts'
import { heardOf, playbackOf, playerOf, repeatId } from './heard.ts'
import { fieldsIn, nothing, unreadable, withoutEvent } from './message.ts'
import { episodeOf, idsOf, isNamed, movieOf } from './titles.ts'
import { instantOf, millisecondsOfTicks, sentAtOnceMs, whenOf, type When } from './told-time.ts'

const sendAll = 'Turn on "Send All Properties" at the Webhook plugin.'

const playbackTypes: ReadonlyMap<string, PlaybackEvent['type']> = new Map([
  ['playbackstart', 'start'],
  ['playbackprogress', 'progress'],
  ['playbackstop', 'stop'],
])

/** Ids of an episode are its own, while the year is its series' (players.md §2). */
function titleOf(told: Fields, kind: 'movie' | 'episode'): Title {
  const ids = idsOf({
    imdb: told.text('Provider_imdb'),
    tmdb: told.text('Provider_tmdb'),
    tvdb: told.text('Provider_tvdb'),
  })
  const name = told.text('Name')
  const year = told.count('Year')
  if (kind === 'movie') return movieOf({ name, year, ids })
  return episodeOf({
    show: told.text('SeriesName'),
    showYear: year,
    season: told.count('SeasonNumber'),
    number: told.count('EpisodeNumber'),
    lastNumber: told.count('EpisodeNumberEnd'),
    name,
    ids,
  })
}

/** `ItemType`, or what it must be where a template leaves it out; a text names what is not counted. */
function kindOf(told: Fields): 'movie' | 'episode' | { readonly other: string } {
  const type = told.text('ItemType')?.toLowerCase()
  if (type === 'movie' || type === 'episode') return type
  if (type !== undefined) return { other: type }
  if (told.text('Artist') !== null || told.text('Album') !== null) return { other: 'audio' }
  const isEpisode = told.text('SeriesName') !== null || told.count('EpisodeNumber') !== null
  return isEpisode ? 'episode' : 'movie'
}

/** What happened to the title; a text where it is nothing to keep. */
function eventOf(told: Fields, name: string, title: Title, when: When): SourceEvent | string {
  const type = playbackTypes.get(name)
  if (type !== undefined) {
    return playbackOf(type, title, when, {
      positionMs: millisecondsOfTicks(told.number('PlaybackPositionTicks')),
      durationMs: millisecondsOfTicks(told.number('RunTimeTicks')),
      device: told.text('DeviceId') ?? told.text('DeviceName'),
      paused: told.flag('IsPaused'),
      completed: told.flag('PlayedToCompletion'),
    })
  }
  // The end of playback is told by PlaybackStop as well; only a person's own mark is told here alone.
  const reason = told.text('SaveReason') ?? 'no reason'
  if (reason.toLowerCase() !== 'toggleplayed') return `Jellyfin saved user data (${reason}).`
  const watched = told.flag('Played')
  if (watched === null) return 'Jellyfin saved a mark without saying whether it was set.'
  return { type: 'mark', watched, titles: [title], ...when }
}

function read(told: Fields, event: string, receivedAt: number): Reading {
  const name = event.toLowerCase()
  if (!playbackTypes.has(name) && name !== 'userdatasaved') return nothing(`${event} is no playback.`)
  const kind = kindOf(told)
  if (typeof kind === 'object') return nothing(`Only movies and episodes count, and this was ${kind.other}.`)
  const player = playerOf(told.text('UserId'), told.text('NotificationUsername'))
  if (player === null) {
    return unreadable(
      `Jellyfin sent no user. Choose users at the Webhook plugin under "User Filter". ${sendAll}`,
    )
  }
  const title = titleOf(told, kind)
  if (!isNamed(title)) return unreadable(`Jellyfin did not say what was played. ${sendAll}`)
  const sentAt = told.text('UtcTimestamp')
  const toldAt = instantOf(sentAt, 'utc') ?? instantOf(told.text('Timestamp'))
  const when = whenOf(toldAt, receivedAt, sentAtOnceMs)
  const heard = eventOf(told, name, title, when)
  if (typeof heard === 'string') return nothing(heard)
  const senderId = repeatId(when, [
    name,
    player.key,
    told.text('ItemId') ?? JSON.stringify(title),
    told.text('DeviceId'),
    toldAt,
    sentAt,
    told.number('PlaybackPositionTicks'),
    told.flag('IsPaused'),
    told.flag('Played'),
  ])
  return { type: 'heard', heard: [heardOf(heard, senderId, player)] }
}

/** The Webhook plugin's generic destination, with all properties or a template (players.md §2). */
export const readJellyfin: ReadMessage = (message) => {
  const told = fieldsIn(message)
  if (told === null) {
    return unreadable(
      `Jellyfin sent a message that is not JSON. A template breaks at a quotation mark in a title. ${sendAll}`,
    )
  }
  const event = told.text('NotificationType')
  return event === null ? withoutEvent('Jellyfin', told, sendAll) : read(told, event, message.receivedAt)
}
