import type { PlaybackEvent } from '@cuemark/domain'
import type { SourceEvent } from '../app/ports-plays.ts'
import type { Message, ReadMessage, Reading } from '../app/ports-sources.ts'
import { fieldsOf } from './fields.ts'
import { heardOf, playbackOf } from './heard.ts'
import { nothing, unreadable } from './message.ts'
import { titleOfStremioId } from './stremio-ids.ts'
import { milliseconds } from './told-time.ts'
import { nameOf } from './words.ts'

/** Older drafts of the protocol had other words (stremio.md §4). */
const playbackTypes: ReadonlyMap<string, PlaybackEvent['type']> = new Map([
  ['start', 'start'],
  ['play', 'start'],
  ['resume', 'start'],
  ['pause', 'pause'],
  ['stop', 'stop'],
  ['end', 'stop'],
])
const watchlistActions: ReadonlyMap<string, 'add' | 'remove'> = new Map([
  ['libraryadd', 'add'],
  ['libraryremove', 'remove'],
])
/** Season marks come in batches of 100. */
const mostVideos = 500

const heardAlone = (event: SourceEvent): Reading => ({ type: 'heard', heard: [heardOf(event, null, null)] })

function readPlayer(message: Message, type: string, id: string, action: string): Reading {
  const event = playbackTypes.get(action)
  if (event === undefined) return unreadable(`Stremio sent "${action}", which is no action of its player.`)
  const told = fieldsOf(Object.fromEntries(message.fields))
  const when = { at: message.receivedAt, atTold: false }
  return heardAlone(
    playbackOf(event, titleOfStremioId(type, id), when, {
      positionMs: milliseconds(told.number('currentTime')),
      durationMs: milliseconds(told.number('duration')),
    }),
  )
}

function readLibrary(message: Message, type: string, id: string, action: string): Reading {
  const at = message.receivedAt
  const list = watchlistActions.get(action)
  if (list !== undefined) {
    return heardAlone({ type: 'watchlist', action: list, title: titleOfStremioId(type, id), at })
  }
  if (action !== 'watched' && action !== 'unwatched') {
    return unreadable(`Stremio sent "${action}", which is no action of its library.`)
  }
  const videos = (message.fields.get('videoId') ?? '').split(',').filter((video) => video !== '')
  if (videos.length > mostVideos)
    return unreadable(`Stremio marked more than ${mostVideos} episodes at once.`)
  const titles = (videos.length === 0 ? [id] : videos).map((video) => titleOfStremioId(type, video))
  const whole = titles.some((title) => title.type === 'episode' && title.number === null)
  if (whole && videos.length === 0) {
    return unreadable(
      'Stremio marked a whole series without naming its episodes. Mark a season or an episode.',
    )
  }
  return heardAlone({ type: 'mark', watched: action === 'watched', titles, at, atTold: false })
}

/** Requests to the add-on: no user, device or number comes with them (stremio.md §4). */
export const readStremioAddon: ReadMessage = (message) => {
  const told = fieldsOf(Object.fromEntries(message.fields))
  const type = told.text('type')?.toLowerCase() ?? ''
  const id = told.text('id')
  const action = told.text('action')?.toLowerCase() ?? ''
  if (id === null) return unreadable('Stremio named no title.')
  if (type !== 'movie' && type !== 'series' && type !== 'anime') {
    return nothing(`Only movies and series count, and this was ${type === '' ? 'nothing named' : type}.`)
  }
  if (told.text('resource') === 'player') return readPlayer(message, type, id, action)
  if (told.text('resource') === 'library') return readLibrary(message, type, id, action)
  return nothing(`opened a stream of ${nameOf(titleOfStremioId(type, id))}`)
}
