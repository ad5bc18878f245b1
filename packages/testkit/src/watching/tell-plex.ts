import type { Watchable } from '../trakt-book/titles.ts'
import { formOf } from './form.ts'
import type { Tell, Telling } from './telling.ts'

/** Plex's own webhooks and Tautulli's template of the same shape (players.md §4, §5). */

export const plexServer = 'reel-plex'

const actions: Readonly<Record<Telling['moment']['type'], string | null>> = {
  start: 'play',
  progress: null,
  pause: 'pause',
  resume: 'resume',
  seek: null,
  watched: 'watched',
  stop: 'stop',
}

const accountOf = (source: Telling['source']): { readonly id: string; readonly title: string } => ({
  id: source.player?.key.replace(`${plexServer}:`, '') ?? '',
  title: source.player?.name ?? '',
})

const guids = (ids: { imdb?: string; tmdb?: number; tvdb?: number }): readonly { readonly id: string }[] => [
  ...(ids.imdb === undefined ? [] : [{ id: `imdb://${ids.imdb}` }]),
  ...(ids.tmdb === undefined ? [] : [{ id: `tmdb://${ids.tmdb}` }]),
  ...(ids.tvdb === undefined ? [] : [{ id: `tvdb://${ids.tvdb}` }]),
]

/** Ids of an episode are its own. */
const plexTitle = (title: Watchable): object =>
  title.type === 'movie'
    ? {
        librarySectionType: 'movie',
        type: 'movie',
        ratingKey: String(title.movie.ids.trakt),
        title: title.movie.title,
        year: title.movie.year,
        guid: `plex://movie/${title.movie.ids.trakt}`,
        Guid: guids(title.movie.ids),
      }
    : {
        librarySectionType: 'show',
        type: 'episode',
        ratingKey: String(title.episode.ids.trakt),
        grandparentTitle: title.show.title,
        parentIndex: title.episode.season,
        index: title.episode.number,
        title: title.episode.title,
        guid: `plex://episode/${title.episode.ids.trakt}`,
        Guid: guids(title.episode.ids),
      }

export const tellPlex: Tell = ({ source, title, moment, runtimeMs, device }) => {
  const action = actions[moment.type]
  if (action === null) return null
  const event = `media.${action === 'watched' ? 'scrobble' : action}`
  const { id, title: name } = accountOf(source)
  const payload = {
    event,
    user: true,
    owner: true,
    Account: { id: Number(id), title: name },
    Server: { title: 'Reel', uuid: plexServer },
    Player: { local: true, publicAddress: '192.0.2.4', title: 'Apple TV', uuid: device },
    Metadata: {
      ...plexTitle(title),
      duration: runtimeMs,
      // Left out at the very beginning.
      ...(moment.positionMs === 0 ? {} : { viewOffset: moment.positionMs }),
    },
  }
  const form = formOf('payload', JSON.stringify(payload))
  return {
    event,
    method: 'POST',
    path: '',
    headers: { ...form.headers, 'user-agent': 'PlexMediaServer/1.41.0' },
    body: form.body,
  }
}

/** All values are text, unknown ones empty; the ids of an episode are those of its show. */
const tautulliTitle = (title: Watchable): object => {
  const ids = title.type === 'movie' ? title.movie.ids : title.show.ids
  const Guids = {
    imdb: ids.imdb ?? '',
    tvdb: String(ids.tvdb ?? ''),
    tmdb: String(ids.tmdb ?? ''),
    tvmaze: '',
  }
  if (title.type === 'movie') {
    const { title: name, year } = title.movie
    return { type: 'movie', ratingKey: String(ids.trakt), title: name, year: String(year), Guids }
  }
  const { show, episode } = title
  return {
    type: 'episode',
    ratingKey: String(episode.ids.trakt),
    grandparentTitle: show.title,
    title: episode.title,
    parentIndex: String(episode.season),
    index: String(episode.number),
    year: String(show.year),
    Guids,
  }
}

export const tellTautulli: Tell = ({ source, title, moment, runtimeMs, device }) => {
  const action = actions[moment.type]
  if (action === null) return null
  const { id, title: name } = accountOf(source)
  const body = {
    event: `tautulli.${action}`,
    // Seconds, in templates that name it.
    ...(source.tellsTime ? { unixtime: String(Math.floor(moment.at / 1000)) } : {}),
    Account: { id, title: name },
    Server: { title: 'Reel', uuid: plexServer, version: '1.41.0' },
    Player: {
      local: '1',
      publicAddress: '192.0.2.4',
      title: 'Apple TV',
      uuid: device,
    },
    Metadata: {
      ...tautulliTitle(title),
      viewOffset: String(moment.positionMs),
      duration: String(runtimeMs),
      lastViewedAt: '',
    },
  }
  return {
    event: body.event,
    method: 'POST',
    path: '',
    headers: { 'content-type': 'application/json', 'user-agent': 'Tautulli/2.15.0' },
    body: JSON.stringify(body),
  }
}
