import type { NowPlayingView, PlayView, TitleView } from '@cuemark/contract'
import { deliveryView, playingView, playView as view } from './views.ts'

export const matrix: TitleView = {
  type: 'movie',
  name: 'The Matrix',
  year: 1999,
  ids: { imdb: 'tt0133093', tmdb: 603 },
}

type Episode = Extract<TitleView, { type: 'episode' }>

export function episode(over: Partial<Episode> = {}): Episode {
  return {
    type: 'episode',
    show: { name: 'Breaking Bad', year: 2008, ids: { imdb: 'tt0903747' } },
    season: 5,
    number: 14,
    lastNumber: null,
    name: 'Ozymandias',
    ids: { imdb: 'tt2301451' },
    ...over,
  }
}

type Delivery = NonNullable<PlayView['delivery']>

/** A delivery with a moment at which it goes out. */
export const delivery = (over: Partial<Delivery> = {}): Delivery => deliveryView({ nextAt: 2000, ...over })

/** A play of Ann's that waits; give what the test is about. */
export const playView = (over: Partial<PlayView> = {}): PlayView =>
  view({ id: 'p1', personId: 'ann', personName: 'Ann', title: matrix, delivery: delivery(), ...over })

/** A film of two hours, half an hour into it. */
export const nowPlaying = (over: Partial<NowPlayingView> = {}): NowPlayingView =>
  playingView({
    title: matrix,
    progress: 25,
    positionMs: 30 * 60_000,
    durationMs: 120 * 60_000,
    ...over,
  })
