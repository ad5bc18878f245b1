import { type PlaybackEvent, type Title, type TitleIds, titleText } from '@cuemark/domain'
import type { SourceEvent } from '../app/ports-plays.ts'

const idText = (ids: TitleIds): string | null => {
  if (ids.imdb !== undefined) return ids.imdb
  const [known] = Object.entries(ids)
  return known === undefined ? null : `${known[0]} ${String(known[1])}`
}

/** Players such as Stremio tell an id and no name. */
function namelessText(title: Title): string {
  if (title.type === 'movie') return `a movie without a name (${idText(title.ids) ?? 'no id either'})`
  const id = idText(title.show.ids) ?? idText(title.ids) ?? 'no id either'
  if (title.number === null) return `a series without a name (${id})`
  const number = title.season === null ? `E${title.number}` : `S${title.season}E${title.number}`
  return `an episode without a name (${id} ${number})`
}

export function nameOf(title: Title): string {
  const name = title.type === 'movie' ? title.name : (title.show.name ?? title.name)
  return name === null ? namelessText(title) : titleText(title)
}

function placeText({ positionMs, durationMs }: PlaybackEvent): string {
  if (positionMs === null || durationMs === null || durationMs <= 0) return ''
  return ` at ${Math.min(100, Math.round((positionMs / durationMs) * 100))} %`
}

const verbs: Readonly<Record<PlaybackEvent['type'], string>> = {
  start: 'started',
  pause: 'paused',
  progress: 'was playing',
  stop: 'stopped',
  watched: 'watched',
}

function playbackText(event: PlaybackEvent): string {
  const verb = event.type === 'progress' && event.paused === true ? 'stood still in' : verbs[event.type]
  return `${verb} ${nameOf(event.title)}${event.type === 'watched' ? '' : placeText(event)}`
}

function marked(titles: readonly Title[]): string {
  const [first] = titles
  if (first === undefined) return 'nothing'
  return titles.length === 1 ? nameOf(first) : `${nameOf(first)} and ${titles.length - 1} more`
}

/** An event in words, for the source's page: "paused The Matrix (1999) at 42 %". */
export function textOfEvent(event: SourceEvent): string {
  switch (event.type) {
    case 'playback':
      return playbackText(event.event)
    case 'mark':
      return `marked ${marked(event.titles)} as ${event.watched ? 'watched' : 'not watched'}`
    case 'watchlist':
      return `${event.action === 'add' ? 'added' : 'removed'} ${nameOf(event.title)} ${event.action === 'add' ? 'to' : 'from'} the library`
    case 'rating':
      return event.rating === null
        ? `took the rating of ${nameOf(event.title)} away`
        : `rated ${nameOf(event.title)} ${event.rating} of 10`
    case 'seen_in_library':
      return `has ${nameOf(event.title)} as watched in its library`
  }
}
