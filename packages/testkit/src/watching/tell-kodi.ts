import type { BookIds, Watchable } from '../trakt-book/titles.ts'
import type { Tell, Telling } from './telling.ts'

/** Kodi's notifications, forwarded by a script with what Kodi answers about them beside (players.md §6). */

const methods: Readonly<Record<Telling['moment']['type'], string | null>> = {
  start: 'Player.OnPlay',
  progress: null,
  pause: 'Player.OnPause',
  resume: 'Player.OnResume',
  seek: 'Player.OnSeek',
  watched: null,
  stop: 'Player.OnStop',
}

const clock = (ms: number): object => ({
  hours: Math.floor(ms / 3_600_000),
  minutes: Math.floor(ms / 60_000) % 60,
  seconds: Math.floor(ms / 1000) % 60,
  milliseconds: ms % 1000,
})

const uniqueId = ({ imdb, tmdb, tvdb }: BookIds): object => ({
  ...(imdb === undefined ? {} : { imdb }),
  ...(tmdb === undefined ? {} : { tmdb: String(tmdb) }),
  ...(tvdb === undefined ? {} : { tvdb: String(tvdb) }),
})

const told = (title: Watchable): object => {
  if (title.type === 'movie') {
    const { title: name, year, ids } = title.movie
    return { item: { type: 'movie', title: name, year, uniqueid: uniqueId(ids) } }
  }
  const { show, episode } = title
  return {
    item: {
      type: 'episode',
      title: episode.title,
      showtitle: show.title,
      season: episode.season,
      episode: episode.number,
      uniqueid: uniqueId(episode.ids),
    },
    show: { uniqueid: uniqueId(show.ids), year: show.year },
  }
}

/** A pause and a resume tell the speed, a seek the new time, a stop whether the end was reached. */
const dataOf = ({ moment, title, runtimeMs }: Telling): object => {
  const id = title.type === 'movie' ? title.movie.ids.trakt : title.episode.ids.trakt
  const item = { type: title.type, id }
  switch (moment.type) {
    case 'stop':
      return { item, end: moment.positionMs >= runtimeMs }
    case 'seek':
      return { item, player: { playerid: 1, speed: 1, time: clock(moment.positionMs) } }
    default:
      return { item, player: { playerid: 1, speed: moment.type === 'pause' ? 0 : 1 } }
  }
}

export const tellKodi: Tell = (telling) => {
  const { source, title, moment, runtimeMs, messageId } = telling
  const method = methods[moment.type]
  if (method === null) return null
  return {
    event: method,
    method: 'POST',
    path: '',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      method,
      params: { sender: 'xbmc', data: dataOf(telling) },
      ...told(title),
      properties: { time: clock(moment.positionMs), totaltime: clock(runtimeMs) },
      at: new Date(moment.at).toISOString(),
      id: messageId,
      user: source.player?.key,
      device: telling.device,
    }),
  }
}
