import type { ActivityCounts, NowPlayingView } from '@cuemark/contract'

/** What is on, and how much waits. */
export interface Playing {
  readonly items: readonly NowPlayingView[]
  readonly counts: ActivityCounts
}

/** What is on after one of it started or moved. A known one keeps its place, so that rows do not jump. */
export function playingWith(
  items: readonly NowPlayingView[],
  changed: NowPlayingView,
): readonly NowPlayingView[] {
  return items.some((one) => one.id === changed.id)
    ? items.map((one) => (one.id === changed.id ? changed : one))
    : [changed, ...items]
}

export const playingWithout = (items: readonly NowPlayingView[], id: string): readonly NowPlayingView[] =>
  items.filter((one) => one.id !== id)
