import type { Tell, Telling } from './telling.ts'

/** Stremio's player events to an add-on: GET, without user, device or time (stremio.md §4). */

const actions: Readonly<Record<Telling['moment']['type'], string | null>> = {
  start: 'start',
  progress: null,
  pause: 'pause',
  resume: 'start',
  // On each seek while playing.
  seek: 'start',
  watched: null,
  stop: 'stop',
}

export const tellStremio: Tell = ({ title, moment, runtimeMs, source }) => {
  const action = actions[moment.type]
  if (action === null) return null
  const type = title.type === 'movie' ? 'movie' : 'series'
  const id =
    title.type === 'movie'
      ? (title.movie.ids.imdb ?? '')
      : `${title.show.ids.imdb ?? ''}:${title.episode.season}:${title.episode.number}`
  // While it loads, neither position nor length is known.
  const isLoading = source.isPlain && moment.type === 'start' && moment.positionMs === 0
  const extra = `action=${action}&currentTime=${moment.positionMs}&duration=${isLoading ? 0 : runtimeMs}`
  return {
    event: action,
    method: 'GET',
    path: `/player/${type}/${encodeURIComponent(id)}/${extra}.json`,
    headers: { origin: 'https://web.stremio.com' },
    body: '',
  }
}
