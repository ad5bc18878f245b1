import type { LibraryItem } from './account-client.ts'
import { episodeIdOf, type Inflate, newlyMarked, videoIdOf } from './marked-videos.ts'

/** What a row of the library said when it was last looked at, short, as there is one for every title. */
export interface RememberedItem {
  readonly modifiedAt: number
  readonly videoId: string | null
  readonly timesWatched: number
  readonly flagged: boolean
  /** Share of the length, 0 to 1. */
  readonly position: number
  readonly watched: string | null
  readonly lastWatchedAt: number | null
  /** In the library on purpose, not only because it was played. */
  readonly kept: boolean
  /** Time in which the video was really played, and all videos of the title, each as the row has it. */
  readonly playedMs: number
  readonly overallPlayedMs: number
}

export type LibraryFinding =
  /**
   * `videoId` was seen to the end, as far as the library shows (stremio.md §3.2). `atTold` is false where the row only
   * tells that it was before `at`.
   */
  | { readonly type: 'seen'; readonly videoId: string; readonly at: number; readonly atTold: boolean }
  | { readonly type: 'added' | 'removed'; readonly at: number }

export interface FindingOptions {
  readonly inflate: Inflate
  /** From this share of its length on, a video counts as seen. */
  readonly watchedShare: number
}

export const shareOf = ({ timeOffsetMs, durationMs }: LibraryItem): number =>
  durationMs > 0 ? Math.min(1, timeOffsetMs / durationMs) : 0

const isKept = ({ removed, temp }: LibraryItem): boolean => !removed && !temp

export const rememberItem = (item: LibraryItem): RememberedItem => ({
  modifiedAt: item.modifiedAt,
  videoId: item.videoId,
  timesWatched: item.timesWatched,
  flagged: item.flaggedWatched,
  position: shareOf(item),
  watched: item.watched,
  lastWatchedAt: item.lastWatchedAt,
  kept: isKept(item),
  playedMs: item.timeWatchedMs,
  overallPlayedMs: item.overallTimeWatchedMs,
})

/** Stands for a title that was not there when the library was first read. */
const nothing: RememberedItem = {
  modifiedAt: 0,
  videoId: null,
  timesWatched: 0,
  flagged: false,
  position: 0,
  watched: null,
  lastWatchedAt: null,
  kept: false,
  playedMs: 0,
  overallPlayedMs: 0,
}

/** To see something again takes at least this share of its length. */
const againShare = 0.5

interface Look {
  readonly before: RememberedItem
  readonly item: LibraryItem
  readonly watchedShare: number
  readonly isPlayed: boolean
}

/** Left behind the threshold, where Stremio itself may not call it watched yet. */
const hasPassed = ({ before, item, watchedShare }: Look): boolean =>
  shareOf(item) >= watchedShare && (before.videoId !== item.videoId || before.position < watchedShare)

/** Stremio called it watched at 70 % of the time, and it was left before the person's own threshold. */
const isUnfinished = ({ item, watchedShare }: Look): boolean =>
  item.flaggedWatched && shareOf(item) > 0 && shareOf(item) < watchedShare

const grownMs = ({ before, item }: Look): number => item.overallTimeWatchedMs - before.overallPlayedMs

/** Time played since. When the video changes the client adds once more what it has added already: seen with 0.62.1. */
const playedSinceMs = (look: Look): number =>
  look.item.videoId === look.before.videoId ? grownMs(look) : (grownMs(look) - look.before.playedMs) / 2

/** Enough was played since for it to have been seen once more, `others` seen besides. */
const wasPlayedAgain = (look: Look, others: number): boolean => {
  const { durationMs } = look.item
  return durationMs > 0 && playedSinceMs(look) >= durationMs * (others + againShare)
}

/**
 * The episode behind which the credits were reached: the row stands at the very beginning of the next one, as only the
 * client itself sets it (stremio.md §3.1). Null where the row has not moved there.
 */
const endedEpisode = (look: Look): string | null => {
  const { before, item } = look
  if (item.timeOffsetMs !== 1 || item.timeWatchedMs !== 0 || item.videoId === null) return null
  const isSame = item.videoId === before.videoId
  // Who opens one video after the other without playing leaves the same row behind.
  const isUnplayed = item.overallTimeWatchedMs > 0 && grownMs(look) === 0
  const isSeenAgain = item.timesWatched > before.timesWatched
  if (isUnplayed || (isSame && !isSeenAgain)) return null
  const next = episodeIdOf(item.videoId)
  if (next !== null && next.number > 1) return videoIdOf({ ...next, number: next.number - 1 })
  // The first of a season says nothing of the number before it.
  return isSame ? null : before.videoId
}

/** A movie, or an episode that has none after it, is set back to its beginning when its credits are reached. */
const hasEndedHere = (look: Look): boolean => {
  const { before, item, watchedShare, isPlayed } = look
  if (!item.flaggedWatched || item.timeOffsetMs !== 0 || !isPlayed) return false
  if (item.videoId !== before.videoId || !before.flagged) return true
  // Stremio called it watched before it was finished, or it was seen again: the flag of the first time is kept.
  const wasUnfinished = before.position > 0 && before.position < watchedShare
  return (wasUnfinished && grownMs(look) > 0) || wasPlayedAgain(look, 0)
}

/** What the row's own `lastWatched` speaks of, as far as that was seen. */
const lastEpisode = (look: Look): string | null => {
  const { before, item } = look
  if (item.timeOffsetMs === 1) return endedEpisode(look)
  const isMore = item.videoId === before.videoId && item.timesWatched > before.timesWatched
  // A mark by hand on the whole series counts it once more, and nothing was played.
  const isAgain = isMore && grownMs(look) > 0 && !isUnfinished(look)
  return hasPassed(look) || isAgain || hasEndedHere(look) ? item.videoId : null
}

const seenEpisodes = (look: Look, inflate: Inflate): readonly LibraryFinding[] => {
  const { before, item, watchedShare, isPlayed } = look
  const last = lastEpisode(look)
  const marked = newlyMarked(before.watched, item.watched, inflate)
  const others = marked.filter((id) => id !== last && !(id === item.videoId && isUnfinished(look)))
  const isTold = (id: string): boolean => id === before.videoId && before.position >= watchedShare
  const found = last === null ? others : [last, ...others]
  const seen = found.filter((id) => !isTold(id) || wasPlayedAgain(look, found.length - 1))
  const at = isPlayed ? (item.lastWatchedAt ?? item.modifiedAt) : item.modifiedAt
  const newest = seen[0]
  return seen.map((videoId, back) => ({
    type: 'seen',
    videoId,
    // Those before the last were seen before it; a mark by hand tells its own moment.
    at: isPlayed ? Math.max(at - back * item.durationMs, before.lastWatchedAt ?? 0) : at,
    atTold: !isPlayed || videoId === (last ?? newest),
  }))
}

const isMovieSeen = (look: Look): boolean => {
  const { before, item, watchedShare } = look
  const isMore = item.timesWatched > before.timesWatched || (item.flaggedWatched && !before.flagged)
  // Told before, when it was left behind the threshold.
  if (before.position >= watchedShare) return (isMore || hasEndedHere(look)) && wasPlayedAgain(look, 0)
  return (isMore && !isUnfinished(look)) || hasPassed(look) || hasEndedHere(look)
}

const seenMovie = (look: Look): readonly LibraryFinding[] => {
  const { item, isPlayed } = look
  if (!isMovieSeen(look)) return []
  const at = isPlayed ? (item.lastWatchedAt ?? item.modifiedAt) : item.modifiedAt
  return [{ type: 'seen', videoId: item.id, at, atTold: true }]
}

/**
 * What happened to a title since it was remembered. `before` is null for a title that is new since the library was
 * first read. Pure changes of `_mtime` tell nothing. Ask only about rows that have been at rest for a while: a row
 * changes while it is being watched.
 */
export const libraryFindings = (
  before: RememberedItem | null,
  item: LibraryItem,
  { inflate, watchedShare }: FindingOptions,
): readonly LibraryFinding[] => {
  if (!['movie', 'series', 'anime'].includes(item.type)) return []
  const known = before ?? nothing
  // A mark by hand does not move `lastWatched`.
  const isPlayed = item.lastWatchedAt !== null && item.lastWatchedAt !== known.lastWatchedAt
  const look: Look = { before: known, item, watchedShare, isPlayed }
  const kept = isKept(item)
  // Played and never added is `removed` and `temp`; only the two together with `temp` gone is a deletion.
  const isDeleted = known.kept && item.removed && !item.temp
  return [
    ...(item.type === 'movie' ? seenMovie(look) : seenEpisodes(look, inflate)),
    ...(kept && !known.kept ? [{ type: 'added', at: item.modifiedAt } as const] : []),
    ...(isDeleted ? [{ type: 'removed', at: item.modifiedAt } as const] : []),
  ]
}
