import type { PlaybackEvent, Title } from '@cuemark/domain'
import type { ReadMessage, Reading } from '../app/ports-sources.ts'
import type { SourceEvent } from '../app/ports-plays.ts'
import type { Fields } from './fields.ts'
import { heardOf, playbackOf, playerOf, repeatId } from './heard.ts'
import { fieldsIn, nothing, unreadable, withoutEvent } from './message.ts'
import { episodeOf, idsOf, isNamed, movieOf } from './titles.ts'
import { instantOf, millisecondsOfTicks, sentAtOnceMs, whenOf, type When } from './told-time.ts'

const playbackTypes: ReadonlyMap<string, PlaybackEvent['type']> = new Map([
  ['playback.start', 'start'],
  ['playback.unpause', 'start'],
  ['playback.pause', 'pause'],
  ['playback.progress', 'progress'],
  ['playback.stop', 'stop'],
  ['playback.scrobble', 'watched'],
])
const marks: ReadonlyMap<string, boolean> = new Map([
  ['item.markplayed', true],
  ['item.markunplayed', false],
])

/** `Name` is in the language of the server, `OriginalTitle` is not. An episode's `ProductionYear` is its own. */
function titleOf(item: Fields): Title {
  const told = item.part('ProviderIds')
  const ids = idsOf({ imdb: told.text('Imdb'), tmdb: told.text('Tmdb'), tvdb: told.text('Tvdb') })
  const name = item.text('OriginalTitle') ?? item.text('Name')
  if (item.text('Type')?.toLowerCase() === 'movie') {
    return movieOf({ name, year: item.count('ProductionYear'), ids })
  }
  return episodeOf({
    show: item.text('SeriesName'),
    season: item.count('ParentIndexNumber'),
    number: item.count('IndexNumber'),
    lastNumber: item.count('IndexNumberEnd'),
    name,
    ids,
  })
}

function eventOf(told: Fields, name: string, title: Title, when: When): SourceEvent | null {
  const watched = marks.get(name)
  if (watched !== undefined) return { type: 'mark', watched, titles: [title], ...when }
  const type = playbackTypes.get(name)
  if (type === undefined) return null
  const playback = told.part('PlaybackInfo')
  return playbackOf(type, title, when, {
    positionMs: millisecondsOfTicks(playback.number('PositionTicks')),
    durationMs: millisecondsOfTicks(told.part('Item').number('RunTimeTicks')),
    device: told.part('Session').text('DeviceId') ?? told.part('Session').text('DeviceName'),
    paused: playback.flag('IsPaused'),
    completed: playback.flag('PlayedToCompletion'),
  })
}

function read(told: Fields, name: string, receivedAt: number): Reading {
  if (name === 'system.notificationtest') return nothing('Emby sent its test, so the address is right.')
  if (!playbackTypes.has(name) && !marks.has(name)) return nothing(`${name} is no playback.`)
  const item = told.part('Item')
  const type = item.text('Type')?.toLowerCase() ?? ''
  if (type !== 'movie' && type !== 'episode') {
    return nothing(`Only movies and episodes count, and this was ${type === '' ? 'nothing named' : type}.`)
  }
  const user = told.part('User')
  const player = playerOf(user.text('Id'), user.text('Name'))
  if (player === null) {
    return unreadable('Emby sent no user. Name users at the webhook under "Limit user events to".')
  }
  const title = titleOf(item)
  if (!isNamed(title))
    return unreadable('Emby did not say what was played. Update Emby, or report this message.')
  const sentAt = instantOf(told.text('Date'), 'utc')
  const when = whenOf(sentAt, receivedAt, sentAtOnceMs)
  const event = eventOf(told, name, title, when)
  if (event === null) return nothing(`${name} is no playback.`)
  const senderId = repeatId(when, [
    name,
    player.key,
    item.text('Id') ?? JSON.stringify(title),
    told.part('Session').text('DeviceId'),
    told.text('Date'),
    told.part('PlaybackInfo').number('PositionTicks'),
  ])
  return { type: 'heard', heard: [heardOf(event, senderId, player)] }
}

/** Emby's own webhooks: JSON, or the form field `data` (players.md §3). */
export const readEmby: ReadMessage = (message) => {
  const told = fieldsIn(message, ['data'])
  if (told === null)
    return unreadable('Emby sent a message that is not JSON. Choose "application/json" at the webhook.')
  const event = told.text('Event')
  return event === null
    ? withoutEvent('Emby', told, 'Choose the playback events at the webhook.')
    : read(told, event.toLowerCase(), message.receivedAt)
}
