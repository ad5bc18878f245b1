import type { LibraryItem } from './account-client.ts'
import { type FindingOptions, shareOf } from './library-changes.ts'
import { episodeIdOf, newlyMarked, videoIdOf } from './marked-videos.ts'

/** What a row of the library tells by itself, for a time in which nobody compared it with an earlier one. */
export interface DatedItem {
  /** What the row's own `lastWatched` speaks of, as far as that was seen; null where that is not certain. */
  readonly seen: { readonly videoId: string; readonly at: number } | null
  /** True where more is marked as watched, and the row does not tell when. */
  readonly isMoreMarked: boolean
}

/** Behind the threshold, or set back to its beginning as only its end does (stremio.md §3.1). */
const isAtEnd = (item: LibraryItem, watchedShare: number): boolean =>
  shareOf(item) >= watchedShare || (item.flaggedWatched && item.timeOffsetMs === 0)

/**
 * The episode before the one at whose very beginning the row stands, where it is marked too: who only opens one video
 * after the other leaves the same row behind.
 */
const episodeBefore = (item: LibraryItem, marked: readonly string[]): string | null => {
  const next = episodeIdOf(item.videoId)
  if (item.timeOffsetMs !== 1 || item.timeWatchedMs !== 0 || next === null || next.number < 2) return null
  const id = videoIdOf({ ...next, number: next.number - 1 })
  return marked.includes(id) ? id : null
}

const datedMovie = (item: LibraryItem, watchedShare: number): DatedItem => {
  // Begun once more after it was seen, its time is that of the new beginning.
  const isMarked = item.timesWatched > 0 && item.timeOffsetMs === 0
  const isSeen = item.lastWatchedAt !== null && (isAtEnd(item, watchedShare) || isMarked)
  return {
    seen: isSeen ? { videoId: item.id, at: item.lastWatchedAt } : null,
    isMoreMarked: !isSeen && item.timesWatched > 0,
  }
}

const datedSeries = (item: LibraryItem, { inflate, watchedShare }: FindingOptions): DatedItem => {
  const marked = newlyMarked(null, item.watched, inflate)
  const last = isAtEnd(item, watchedShare) ? item.videoId : episodeBefore(item, marked)
  return {
    seen: last === null || item.lastWatchedAt === null ? null : { videoId: last, at: item.lastWatchedAt },
    isMoreMarked: marked.some((id) => id !== last || item.lastWatchedAt === null),
  }
}

/** One row has one time: all that was seen before its last video cannot be dated. */
export const datedItem = (item: LibraryItem, options: FindingOptions): DatedItem => {
  if (item.type === 'movie') return datedMovie(item, options.watchedShare)
  return ['series', 'anime'].includes(item.type)
    ? datedSeries(item, options)
    : { seen: null, isMoreMarked: false }
}
