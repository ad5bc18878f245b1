import type { Watchable } from '../trakt-book/titles.ts'
import { formOf } from './form.ts'
import type { Tell, Telling } from './telling.ts'

/** Jellyfin's webhook plugin and Emby's webhooks (players.md §2, §3). Both count in ticks of 100 ns. */

const ticks = (ms: number): number => ms * 10_000
/** Seven digits behind the second, as .NET writes them. */
const netTime = (at: number): string => new Date(at).toISOString().replace('Z', '0000Z')

const jellyfinEvents: Readonly<Record<Telling['moment']['type'], string | null>> = {
  start: 'PlaybackStart',
  progress: 'PlaybackProgress',
  pause: 'PlaybackProgress',
  resume: 'PlaybackProgress',
  seek: 'PlaybackProgress',
  watched: null,
  stop: 'PlaybackStop',
}

/** Ids of an episode are its own, and the year is its series'. */
const jellyfinTitle = (title: Watchable, lastNumber: number | null): object => {
  const ids = title.type === 'movie' ? title.movie.ids : title.episode.ids
  const provided = {
    ...(ids.imdb === undefined ? {} : { Provider_imdb: ids.imdb }),
    ...(ids.tmdb === undefined ? {} : { Provider_tmdb: String(ids.tmdb) }),
    ...(ids.tvdb === undefined ? {} : { Provider_tvdb: String(ids.tvdb) }),
  }
  if (title.type === 'movie')
    return { ItemType: 'Movie', Name: title.movie.title, Year: title.movie.year, ...provided }
  const { show, episode } = title
  return {
    ItemType: 'Episode',
    Name: episode.title,
    SeriesName: show.title,
    Year: show.year,
    SeasonNumber: episode.season,
    EpisodeNumber: episode.number,
    ...(lastNumber === null ? {} : { EpisodeNumberEnd: lastNumber }),
    ...provided,
  }
}

export const tellJellyfin: Tell = (telling) => {
  const { source, title, moment, runtimeMs, isPaused, isCompleted, lastNumber } = telling
  const event = jellyfinEvents[moment.type]
  if (event === null) return null
  // A template writes booleans as text.
  const flag = (value: boolean): boolean | string => (source.isPlain ? (value ? 'True' : 'False') : value)
  const body = {
    NotificationType: event,
    NotificationUsername: source.player?.name,
    UserId: source.player?.key,
    ItemId: `item-${title.type === 'movie' ? title.movie.ids.trakt : title.episode.ids.trakt}`,
    ...jellyfinTitle(title, lastNumber),
    RunTimeTicks: ticks(runtimeMs),
    PlaybackPositionTicks: ticks(moment.positionMs),
    IsPaused: flag(isPaused),
    ...(moment.type === 'stop' ? { PlayedToCompletion: flag(isCompleted) } : {}),
    DeviceId: telling.device,
    DeviceName: 'Living room',
    ClientName: 'Jellyfin Web',
    UtcTimestamp: netTime(moment.at),
    ServerId: 'reel-server',
  }
  return {
    event,
    method: 'POST',
    path: '',
    headers: { 'content-type': source.isPlain ? 'text/plain; charset=utf-8' : 'application/json' },
    body: JSON.stringify(body),
  }
}

const embyEvents: Readonly<Record<Telling['moment']['type'], string | null>> = {
  start: 'playback.start',
  progress: null,
  pause: 'playback.pause',
  resume: 'playback.unpause',
  seek: null,
  watched: 'playback.scrobble',
  stop: 'playback.stop',
}

/** The name is in the server's language; an episode has its own TMDb id alone. */
const embyItem = (title: Watchable, lastNumber: number | null): object => {
  if (title.type === 'movie') {
    const { title: name, year, ids } = title.movie
    return {
      Type: 'Movie',
      Name: `${name} (lokal)`,
      OriginalTitle: name,
      ProductionYear: year,
      ProviderIds: { Tmdb: String(ids.tmdb), Imdb: ids.imdb },
      Id: String(ids.trakt),
    }
  }
  const { show, episode } = title
  return {
    Type: 'Episode',
    Name: episode.title,
    SeriesName: show.title,
    ParentIndexNumber: episode.season,
    IndexNumber: episode.number,
    ...(lastNumber === null ? {} : { IndexNumberEnd: lastNumber }),
    ProviderIds: { Tmdb: String(episode.ids.tmdb) },
    Id: String(episode.ids.trakt),
  }
}

export const tellEmby: Tell = (telling) => {
  const { source, title, moment, runtimeMs, isCompleted, lastNumber } = telling
  const event = embyEvents[moment.type]
  if (event === null) return null
  const text = JSON.stringify({
    Event: event,
    Date: netTime(moment.at),
    User: { Name: source.player?.name, Id: source.player?.key },
    Item: { ...embyItem(title, lastNumber), RunTimeTicks: ticks(runtimeMs) },
    Server: { Id: 'reel-server', Version: '4.7.13.0' },
    Session: {
      Client: 'Emby Web',
      DeviceName: 'Bedroom',
      DeviceId: telling.device,
      Id: `${source.id}-session`,
    },
    PlaybackInfo: {
      ...(moment.type === 'stop' ? { PlayedToCompletion: isCompleted } : {}),
      PositionTicks: ticks(moment.positionMs),
      PlaylistIndex: 0,
      PlaylistLength: 1,
    },
  })
  const sent = source.isPlain
    ? formOf('data', text)
    : { headers: { 'content-type': 'application/json' }, body: text }
  return { event, method: 'POST', path: '', ...sent }
}
