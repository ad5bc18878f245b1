import type { BookIds } from '../trakt-book/titles.ts'
import type { Tell, Telling } from './telling.ts'

/** Another program at `POST /api/v1/plays`: the body is one event; several make a batch. */

const events: Readonly<Record<Telling['moment']['type'], string | null>> = {
  start: 'start',
  progress: 'progress',
  pause: 'pause',
  resume: 'start',
  seek: 'progress',
  watched: null,
  stop: 'stop',
}

const idsOf = ({ imdb, tmdb, tvdb }: BookIds): object => ({
  ...(imdb === undefined ? {} : { imdb }),
  ...(tmdb === undefined ? {} : { tmdb }),
  ...(tvdb === undefined ? {} : { tvdb }),
})

const titleOf = ({ title, lastNumber }: Telling): object => {
  if (title.type === 'movie') {
    const { title: name, year, ids } = title.movie
    return { type: 'movie', name, year, ids: idsOf(ids) }
  }
  const { show, episode } = title
  return {
    type: 'episode',
    show: { name: show.title, year: show.year, ids: idsOf(show.ids) },
    season: episode.season,
    number: episode.number,
    ...(lastNumber === null ? {} : { lastNumber }),
    name: episode.title,
  }
}

export const tellApi: Tell = (telling) => {
  const { source, moment, runtimeMs, messageId } = telling
  const event = events[moment.type]
  if (event === null) return null
  return {
    event,
    method: 'POST',
    path: '',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: messageId,
      event,
      title: titleOf(telling),
      at: source.isPlain ? moment.at : new Date(moment.at).toISOString(),
      positionMs: moment.positionMs,
      durationMs: runtimeMs,
      device: telling.device,
    }),
  }
}

/** Events that were sent alone, as one batch. */
export const batchOf = (bodies: readonly string[]): string => `{"events":[${bodies.join(',')}]}`
