import type { TraktHouse } from './trakt-house.ts'
import type { Visitor } from './visitor.ts'

/** A Jellyfin in the house, as far as its messages go (players.md §2). */

const ticks = (ms: number): number => ms * 10_000

export interface PlayedTitle {
  /** Jellyfin's own words for it. */
  readonly said: Readonly<Record<string, unknown>>
  readonly durationMs: number
}

const minuteMs = 60_000

export const matrix: PlayedTitle = {
  said: { ItemType: 'Movie', Name: 'The Matrix', Year: 1999, Provider_imdb: 'tt0133093' },
  durationMs: 136 * minuteMs,
}

export const inception: PlayedTitle = {
  said: { ItemType: 'Movie', Name: 'Inception', Year: 2010, Provider_imdb: 'tt1375666' },
  durationMs: 148 * minuteMs,
}

export const pilot: PlayedTitle = {
  said: {
    ItemType: 'Episode',
    Name: 'Pilot',
    SeriesName: 'Breaking Bad',
    SeasonNumber: 1,
    EpisodeNumber: 1,
    Provider_tvdb: '350232',
  },
  durationMs: 47 * minuteMs,
}

/** An episode whose files bear no id that anybody knows. */
export const nameless = (series: string, season: number, number: number): PlayedTitle => ({
  said: {
    ItemType: 'Episode',
    Name: `Part ${number}`,
    SeriesName: series,
    SeasonNumber: season,
    EpisodeNumber: number,
  },
  durationMs: 47 * minuteMs,
})

export interface Viewer {
  readonly key: string
  readonly name: string
}

export interface Jellyfin {
  start(title: PlayedTitle, viewer: Viewer): Promise<void>
  pause(title: PlayedTitle, viewer: Viewer, percent: number): Promise<void>
  /** Plays on, at this point. */
  tell(title: PlayedTitle, viewer: Viewer, percent: number): Promise<void>
  stop(title: PlayedTitle, viewer: Viewer, percent: number): Promise<void>
  /** From beginning to end, at one moment of the test's clock. */
  watch(title: PlayedTitle, viewer: Viewer): Promise<void>
}

/** Posts to the secret address of a source. `now` is the clock that it tells the time by. */
export function jellyfinAt(address: string, now: () => number): Jellyfin {
  const post = async (
    event: string,
    { said, durationMs }: PlayedTitle,
    viewer: Viewer,
    percent: number,
    more: Readonly<Record<string, unknown>> = {},
    at: number = now(),
  ): Promise<void> => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        NotificationType: event,
        NotificationUsername: viewer.name,
        UserId: viewer.key,
        ItemId: JSON.stringify(said),
        ...said,
        RunTimeTicks: ticks(durationMs),
        PlaybackPositionTicks: ticks(Math.round((durationMs * percent) / 100)),
        DeviceId: `device-of-${viewer.key}`,
        DeviceName: 'Living room',
        UtcTimestamp: new Date(at).toISOString(),
        ...more,
      }),
    })
    if (response.status !== 204) throw new Error(`${event}: ${response.status} ${await response.text()}`)
  }
  const stop: Jellyfin['stop'] = (title, viewer, percent) =>
    post('PlaybackStop', title, viewer, percent, { PlayedToCompletion: percent >= 90 })
  return {
    start: (title, viewer) => post('PlaybackStart', title, viewer, 0),
    pause: (title, viewer, percent) => post('PlaybackProgress', title, viewer, percent, { IsPaused: true }),
    tell: (title, viewer, percent) => post('PlaybackProgress', title, viewer, percent, { IsPaused: false }),
    stop,
    watch: async (title, viewer) => {
      await post('PlaybackStart', title, viewer, 0, {}, now() - title.durationMs)
      await stop(title, viewer, 100)
    },
  }
}

/** A Jellyfin on which this viewer has just begun something, and has been said to be the visitor. */
export async function addJellyfin(
  house: TraktHouse,
  visitor: Visitor,
  viewer: Viewer,
  first: PlayedTitle,
): Promise<Jellyfin> {
  const { source, address } = await house.addSource(visitor, 'jellyfin')
  const jellyfin = jellyfinAt(`${house.url}${address.path}`, () => house.clock.now())
  await jellyfin.start(first, viewer)
  const { personId } = source
  await visitor.call('PUT', `/sources/${source.id}/players/${viewer.key}`, { personId })
  return jellyfin
}
