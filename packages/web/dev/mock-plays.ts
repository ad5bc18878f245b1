import type {
  ActivityCounts,
  ActivityView,
  BackfillPreview,
  DiagnosisView,
  NowPlayingView,
  PlayEventView,
  PlayView,
  Suggestion,
  TitleView,
} from '@cuemark/contract'
import { now } from './mock-data.ts'

/** Plays for looking at screens. Nothing here is true of anybody. */
const minute = 60_000
const hour = 60 * minute
type Delivery = NonNullable<PlayView['delivery']>

const movie = (name: string, year: number): TitleView => ({
  type: 'movie',
  name,
  year,
  ids: { imdb: 'tt0133093' },
})
const episode = (season: number, number: number): TitleView => ({
  type: 'episode',
  show: { name: 'Breaking Bad', year: 2008, ids: { imdb: 'tt0903747', tvdb: 81_189 } },
  season,
  number,
  lastNumber: null,
  name: null,
  ids: {},
})

const refusal = (over: Partial<DiagnosisView> = {}): DiagnosisView => ({
  service: 'trakt',
  kind: 'invalid_request',
  cause: 'trakt.scrobble_refused',
  title: 'Trakt: this play was not taken',
  explanation: 'Trakt answered that what was sent does not fit.',
  remedy: [{ text: 'See whether the title is right, and send it again.' }],
  scope: 'item',
  retry: { when: 'never' },
  confidence: 'likely',
  evidence: [
    { part: 'status', text: 'status 422' },
    { part: 'body', text: 'Validation error' },
  ],
  expected: false,
  ...over,
})

const delivery = (over: Partial<Delivery> = {}): Delivery => ({
  id: 'd',
  accountId: 'acc_1',
  state: 'delivered',
  because: null,
  waitsFor: null,
  nextAt: null,
  attempts: 1,
  diagnosis: null,
  historyId: '10432178865',
  deliveredAt: now() - minute,
  ...over,
})

const open = { historyId: null, deliveredAt: null } as const

const play = (id: string, over: Partial<PlayView> = {}): PlayView => ({
  id,
  personId: 'p',
  personName: 'admin',
  title: movie('The Matrix', 1999),
  state: 'watched',
  startedAt: now() - 4 * hour,
  watchedAt: now() - 2 * hour,
  timeTold: true,
  progress: 97,
  source: { id: 's1', kind: 'jellyfin', name: 'Jellyfin' },
  origin: 'player',
  delivery: delivery(),
  version: 1,
  ...over,
})

const waiting = (): PlayView[] => [
  play('w1', {
    title: episode(5, 14),
    watchedAt: now() - 20 * minute,
    delivery: delivery({
      ...open,
      state: 'waiting',
      because: 'Trakt is down. It is asked again by itself.',
      waitsFor: 'service',
      nextAt: now() + 4 * minute,
    }),
  }),
  play('w2', {
    personId: 'p2',
    personName: 'second person',
    delivery: delivery({
      ...open,
      state: 'waiting',
      because: 'Waits for the sign-in at Trakt.',
      waitsFor: 'sign_in',
    }),
  }),
  play('w3', {
    delivery: delivery({ ...open, state: 'unknown', because: 'No answer came.', waitsFor: 'look' }),
  }),
]

const needing = (): PlayView[] => [
  play('a1', {
    title: { type: 'movie', name: 'Matirx.1999.1080p', year: null, ids: {} },
    delivery: delivery({
      ...open,
      state: 'unmatched',
      because: 'Trakt knows no such title.',
      waitsFor: 'person',
    }),
  }),
  play('a2', {
    delivery: delivery({
      ...open,
      state: 'refused',
      because: refusal().title,
      waitsFor: 'person',
      diagnosis: refusal(),
      attempts: 3,
    }),
  }),
  play('a4', {
    title: {
      type: 'episode',
      show: { name: 'Some Show', year: null, ids: {} },
      season: null,
      number: 27,
      lastNumber: null,
      name: null,
      ids: { kitsu: 41_370 },
    },
    delivery: delivery({
      ...open,
      state: 'unmatched',
      because: 'It waits for somebody to say what it is.',
      waitsFor: 'person',
      attempts: 0,
    }),
  }),
  play('a5', {
    title: episode(2, 3),
    delivery: delivery({
      ...open,
      state: 'refused',
      because: 'Trakt: the account has no room',
      waitsFor: 'person',
      diagnosis: refusal({ cause: 'trakt.account_limit', title: 'Trakt: the account has no room' }),
    }),
  }),
  play('a3', { state: 'unclear', progress: 71, timeTold: false, delivery: null }),
]

const over = (): PlayView[] => [
  play('x1', { delivery: delivery({ ...open, state: 'dropped' }) }),
  play('x2', { delivery: null, source: null, origin: 'mark' }),
]

export function playsOf(scene: string): PlayView[] {
  if (scene === 'empty') return []
  if (scene === 'one') return [play('one')]
  const delivered = scene === 'many' ? 10_000 : 30
  return [
    ...waiting(),
    ...needing(),
    ...over(),
    ...Array.from({ length: delivered }, (_, n) =>
      play(`d${n}`, {
        title: n % 3 === 0 ? movie('The Matrix', 1999) : episode(1 + (n % 5), 1 + (n % 13)),
        watchedAt: now() - (3 + n) * hour,
        delivery: delivery({ historyId: String(10_432_178_865 - n) }),
      }),
    ),
  ]
}

const waits: ReadonlySet<string> = new Set(['waiting', 'sending', 'unknown'])

export function isIn(one: PlayView, view: ActivityView): boolean {
  const state = one.delivery?.state ?? ''
  if (view === 'all') return true
  if (view === 'waiting') return waits.has(state)
  return view === 'delivered'
    ? state === 'delivered'
    : one.state === 'unclear' || state === 'refused' || state === 'unmatched'
}

export const playingOf = (scene: string): NowPlayingView[] =>
  scene === 'empty' || scene === 'one'
    ? []
    : [
        {
          id: 'now_1',
          personId: 'p',
          personName: 'admin',
          title: episode(3, 7),
          state: 'playing',
          startedAt: now() - 12 * minute,
          progress: null,
          positionMs: 12 * minute,
          durationMs: 47 * minute,
          positionAt: now(),
          source: { id: 's1', kind: 'jellyfin', name: 'Jellyfin' },
        },
        {
          id: 'now_2',
          personId: 'p2',
          personName: 'second person',
          title: movie('The Matrix', 1999),
          state: 'paused',
          startedAt: now() - 40 * minute,
          progress: 31,
          positionMs: null,
          durationMs: null,
          positionAt: now(),
          source: { id: 's2', kind: 'stremio_addon', name: 'Stremio add-on' },
        },
      ]

export function countsOf(scene: string, plays: readonly PlayView[]): ActivityCounts {
  return {
    playing: playingOf(scene).length,
    waiting: plays.filter((one) => isIn(one, 'waiting')).length,
    attention: plays.filter((one) => isIn(one, 'attention')).length,
    nextAt: plays.some((one) => isIn(one, 'waiting')) ? now() + 4 * minute : null,
  }
}

export const story = (): PlayEventView[] => [
  { at: now() - 4 * hour, what: 'heard', text: 'Jellyfin: started.' },
  { at: now() - 2 * hour, what: 'counted', text: 'Seen to 97 %: counts as watched.' },
  { at: now() - 2 * hour, what: 'sent', text: 'Sent to Trakt.' },
  { at: now() - 2 * hour, what: 'lost_answer', text: 'The connection ended before an answer came.' },
  { at: now() - hour, what: 'looked', text: 'Looked into the history at Trakt: not there.' },
  { at: now() - hour, what: 'delivered', text: 'Trakt has it, as 10432178865.' },
]

/** Of an episode its show, in another remake besides. */
export const suggestions = (id: string, asked: string | null): Suggestion[] => {
  if (asked === 'nothing') return []
  if (id === 'a4') {
    const third = episode(1, 27)
    return [
      { title: third, text: 'Breaking Bad S1E27' },
      {
        title: {
          ...episode(1, 27),
          type: 'episode',
          show: { name: 'Breaking Bad', year: 2017, ids: { trakt: 77 } },
        },
        text: 'Breaking Bad S1E27',
      },
    ]
  }
  return [
    { title: movie('The Matrix', 1999), text: 'The Matrix (1999)' },
    { title: movie('The Matrix Reloaded', 2003), text: 'The Matrix Reloaded (2003)' },
  ]
}

export const foundTitles = (): Suggestion[] => [
  { title: movie('The Matrix', 1999), text: 'The Matrix (1999)' },
  {
    title: { ...episode(1, 1), type: 'episode', season: null, number: null, name: null },
    text: 'Breaking Bad (2008)',
  },
]

export function backfill(): BackfillPreview {
  const states = ['missing', 'there', 'there', 'unmatched'] as const
  const items = Array.from({ length: 24 }, (_, n) => ({
    playId: null,
    title: episode(2, 1 + (n % 13)),
    watchedAt: now() - n * 5 * hour,
    state: states[n % 4] ?? ('there' as const),
    origin: n % 5 === 0 ? ('stremio_library' as const) : ('own_history' as const),
  }))
  return {
    id: `pre_${now()}`,
    items,
    missing: items.filter((item) => item.state === 'missing').length,
    library: { because: null, undated: ['Breaking Bad', 'Cowboy Bebop'] },
  }
}
