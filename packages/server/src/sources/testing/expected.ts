import type { HookKind } from '../../app/ports-sources.ts'
import type { Heard } from '../../app/use-cases-plays.ts'
import { receivedAt } from './messages.ts'

const toldAt = Date.parse('2026-11-21T20:15:00Z')
const matrix = { type: 'movie', name: 'The Matrix', year: 1999 }
const inception = { type: 'movie', name: 'Inception', year: 2010 }
const bob = { key: 'user-002', name: 'bob' }
const admin = { key: 'e6a9', name: 'admin' }
const ada = { key: 'server-uuid:12345678', name: 'Ada' }

/** What a sample must be read as. */
export interface Sample {
  readonly sample: string
  readonly kind: HookKind
  readonly player: Heard['player']
  readonly text: string
  readonly event: Readonly<Record<string, unknown>>
}

const playback = (event: Readonly<Record<string, unknown>>) => ({ type: 'playback', event })
const episode = (
  name: string | null,
  season: number,
  number: number,
  rest: Readonly<Record<string, unknown>> = {},
) => ({ type: 'episode', show: { name, year: null, ids: {} }, season, number, lastNumber: null, ...rest })

export const samples: readonly Sample[] = [
  {
    sample: 'jellyfin-movie-stop',
    kind: 'jellyfin',
    player: bob,
    text: 'stopped The Matrix (1999) at 98 %',
    event: playback({
      type: 'stop',
      title: { ...matrix, ids: { imdb: 'tt0133093', tmdb: 603 } },
      positionMs: 820_000,
      durationMs: 840_000,
      at: toldAt + 123,
      atTold: true,
      device: 'dev-002',
      paused: null,
      completed: true,
    }),
  },
  {
    sample: 'jellyfin-movie-bare',
    kind: 'jellyfin',
    player: bob,
    text: 'stopped The Matrix at 98 %',
    event: playback({
      type: 'stop',
      title: { ...matrix, year: null, ids: {} },
      at: receivedAt,
      atTold: false,
      completed: true,
    }),
  },
  {
    sample: 'jellyfin-episode-strings',
    kind: 'jellyfin',
    player: bob,
    text: 'stood still in Breaking Bad S2E5 at 42 %',
    event: playback({
      type: 'progress',
      title: episode('Breaking Bad', 2, 5, {
        show: { name: 'Breaking Bad', year: 2008, ids: {} },
        name: 'The One Where "It" Ends',
        ids: { imdb: 'tt1232248', tmdb: 62_092, tvdb: 438_917 },
      }),
      positionMs: 1_184_400,
      durationMs: 2_820_000,
      at: toldAt,
      atTold: true,
      paused: true,
      completed: null,
    }),
  },
  {
    sample: 'jellyfin-special',
    kind: 'jellyfin',
    player: bob,
    text: 'started Doctor Who S0E12 at 0 %',
    event: playback({
      type: 'start',
      title: episode('Doctor Who', 0, 12, { show: { name: 'Doctor Who', year: 2005, ids: {} } }),
      positionMs: 0,
      paused: null,
    }),
  },
  {
    sample: 'jellyfin-double',
    kind: 'jellyfin',
    player: bob,
    text: 'stopped Lost S6E17–18 at 99 %',
    event: playback({
      type: 'stop',
      title: { type: 'episode', season: 6, number: 17, lastNumber: 18, ids: { tvdb: 1_980_901 } },
      completed: true,
    }),
  },
  {
    sample: 'jellyfin-marked',
    kind: 'jellyfin',
    player: bob,
    text: 'marked The Matrix (1999) as watched',
    event: {
      type: 'mark',
      watched: true,
      titles: [{ ...matrix, ids: { imdb: 'tt0133093' } }],
      atTold: false,
    },
  },
  {
    sample: 'emby-movie-stop',
    kind: 'emby',
    player: admin,
    text: 'stopped Spider-Man: Across the Spider-Verse (2023) at 22 %',
    event: playback({
      type: 'stop',
      title: {
        type: 'movie',
        name: 'Spider-Man: Across the Spider-Verse',
        year: 2023,
        ids: { imdb: 'tt9362722', tmdb: 569_094 },
      },
      positionMs: 1_743_179,
      at: toldAt + 852,
      atTold: true,
      device: 'dev-1',
      completed: false,
    }),
  },
  {
    sample: 'emby-episode-scrobble',
    kind: 'emby',
    player: admin,
    text: 'watched Breaking Bad S5E14',
    event: playback({
      type: 'watched',
      title: episode('Breaking Bad', 5, 14, { name: 'Ozymandias', ids: { tmdb: 62_161 } }),
      at: toldAt,
      completed: null,
    }),
  },
  {
    sample: 'emby-marked-unplayed',
    kind: 'emby',
    player: admin,
    text: 'marked Doctor Who S0E3 as not watched',
    event: {
      type: 'mark',
      watched: false,
      titles: [episode('Doctor Who', 0, 3, { ids: { tvdb: 4_066_021 } })],
    },
  },
  {
    sample: 'plex-movie-scrobble',
    kind: 'plex',
    player: ada,
    text: 'watched Inception (2010)',
    event: playback({
      type: 'watched',
      title: { ...inception, ids: { imdb: 'tt1375666', tmdb: 27_205, tvdb: 113 } },
      positionMs: 8_000_000,
      durationMs: 8_880_000,
      at: receivedAt,
      atTold: false,
      device: 'player-uuid',
    }),
  },
  {
    sample: 'plex-episode-play',
    kind: 'plex',
    player: { key: 'server-uuid:22', name: 'Guest' },
    text: 'started Breaking Bad S5E14 at 2 %',
    event: playback({
      type: 'start',
      title: episode('Breaking Bad', 5, 14, { ids: { imdb: 'tt2301451', tmdb: 62_161, tvdb: 4_639_461 } }),
    }),
  },
  {
    sample: 'plex-episode-legacy',
    kind: 'plex',
    player: ada,
    text: 'stopped Breaking Bad S2E5 at 96 %',
    event: playback({
      type: 'stop',
      title: episode('Breaking Bad', 2, 5, {
        show: { name: 'Breaking Bad', year: null, ids: { tvdb: 81_189 } },
        ids: {},
      }),
    }),
  },
  {
    sample: 'plex-rating',
    kind: 'plex',
    player: ada,
    text: 'rated Inception (2010) 8 of 10',
    event: { type: 'rating', rating: 8, title: { ...inception, ids: { imdb: 'tt1375666' } }, at: receivedAt },
  },
  {
    sample: 'tautulli-episode',
    kind: 'tautulli',
    player: ada,
    text: 'stopped Breaking Bad S5E14 at 96 %',
    event: playback({
      type: 'stop',
      title: episode('Breaking Bad', 5, 14, {
        show: { name: 'Breaking Bad', year: 2008, ids: { imdb: 'tt0903747', tmdb: 1396, tvdb: 81_189 } },
        ids: {},
      }),
      atTold: false,
    }),
  },
  {
    sample: 'tautulli-movie',
    kind: 'tautulli',
    player: ada,
    text: 'watched Inception (2010)',
    event: playback({
      type: 'watched',
      title: { ...inception, ids: { imdb: 'tt1375666' } },
      at: toldAt,
      atTold: true,
    }),
  },
  {
    sample: 'kodi-episode-stop',
    kind: 'kodi',
    player: { key: 'Ada', name: 'Ada' },
    text: 'stopped Breaking Bad S5E14 at 98 %',
    event: playback({
      type: 'stop',
      title: episode('Breaking Bad', 5, 14, { ids: { imdb: 'tt2301451', tmdb: 62_161, tvdb: 4_639_461 } }),
      positionMs: 2_762_500,
      durationMs: 2_820_000,
      at: toldAt,
      atTold: true,
      device: 'Living room',
      completed: true,
    }),
  },
  {
    sample: 'kodi-movie-names',
    kind: 'kodi',
    player: null,
    text: 'started The Matrix (1999)',
    event: playback({
      type: 'start',
      title: { ...matrix, ids: {} },
      positionMs: null,
      durationMs: null,
      device: 'kodi',
    }),
  },
  {
    sample: 'kodi-marked',
    kind: 'kodi',
    player: null,
    text: 'marked The Matrix (1999) as watched',
    event: { type: 'mark', watched: true, titles: [{ ...matrix, ids: { tmdb: 603 } }] },
  },
]
