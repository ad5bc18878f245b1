import { sameTitle, titleKey } from './titles.ts'
import type { Title } from './title.ts'

const minuteMs = 60_000

/** A shorter viewing was not seen from its start: its source only told that it was over. */
const leastViewingMs = minuteMs
/** Taken for a viewing where no source told when it began. */
const unknownViewingMs = 20 * minuteMs
/** Who leaves something paused overnight did not watch all night. */
const longestViewingMs = 4 * 60 * minuteMs

interface Times {
  readonly startedAt: number
  readonly watchedAt: number
}

/** One viewing as a source told it. */
export interface Viewing extends Times {
  readonly title: Title
}

/** Unique in the store: a repeated event cannot make a second play. */
export function playKey(userId: string, title: Title, startedAt: number): string {
  return `${userId}:${String(startedAt)}:${titleKey(title)}`
}

/**
 * True where two sources, or two devices, tell of one viewing: the completions lie closer together than half of the
 * watching time. To see it truly again takes as long as the second viewing lasted.
 */
export function isSamePlay(one: Viewing, other: Viewing): boolean {
  return sameTitle(one.title, other.title) && isSameTime(one, other)
}

/** True where two viewings lie so that of one title they can only be one. */
export function isSameTime(one: Times, other: Times): boolean {
  // One start is one viewing, however late its end was known.
  if (one.startedAt === other.startedAt) return true
  const [first, second] = one.watchedAt <= other.watchedAt ? [one, other] : [other, one]
  return second.watchedAt - first.watchedAt < viewingMs(first, second) / 2
}

/** The later one tells how long seeing it again took; where its start is not known, the earlier one has to. */
function viewingMs(first: Times, second: Times): number {
  const known = [second, first]
    .map(({ startedAt, watchedAt }) => watchedAt - startedAt)
    .filter((ms) => ms >= leastViewingMs)
  const tie = first.watchedAt === second.watchedAt
  const lengthMs = (tie ? Math.max(0, ...known) : known[0]) ?? 0
  return Math.min(longestViewingMs, lengthMs === 0 ? unknownViewingMs : lengthMs)
}
