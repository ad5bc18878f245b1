import type { EarlierViewing, PlaybackSession } from './playback.ts'
import {
  beganAt,
  pastOf,
  percentOf,
  type PlaybackContext,
  type Played,
  type Reading,
  rememberedViewings,
  restartPercent,
  saysSeen,
} from './playback-context.ts'
import { sameTitle } from './titles.ts'
import { counted, goingOn } from './viewing.ts'

const minuteMs = 60_000

/** Where the start of a viewing is only reckoned, its pauses are unknown: it may have begun so much earlier. */
const unknownPausesMs = 3 * 60 * minuteMs

/** The viewing in the channel's past that an event is about; undefined for one that was never heard of. */
export function viewingOf(reading: Reading, past: readonly EarlierViewing[]): EarlierViewing | undefined {
  const began = beganAt(reading)
  const all = past.filter((one) => isAfterBegin(reading, one) && began <= one.endedAt + minuteMs)
  // A repeat belongs to what it has counted, also where that is only thought to have begun before another one.
  return all.find(({ watchedAt, endedAt }) => watchedAt !== null && reading.at <= endedAt) ?? all[0]
}

/** True for a told event that lies within a viewing which is over: it comes behind its stop. */
export function isWithinPast(reading: Reading, past: readonly EarlierViewing[]): boolean {
  return reading.event.atTold && past.some((one) => isAfterBegin(reading, one) && reading.at < one.endedAt)
}

function isAfterBegin({ at, event }: Reading, one: EarlierViewing): boolean {
  return sameTitle(one.title, event.title) && at >= one.startedAt - (one.startEstimated ? unknownPausesMs : 0)
}

/** An event about something that was on before. Counts by itself what came without its start; once. */
export function aboutEarlier(session: PlaybackSession, reading: Reading, context: PlaybackContext): Played {
  const { at } = reading
  const past = session.earlier ?? []
  const known = viewingOf(reading, past)
  if (!saysSeen(reading, context.policy)) {
    const earlier = reading.event.atTold ? noted(reading, past, known, context) : past
    return ignoredLate({ ...session, earlier }, reading, 'older than the last')
  }
  if (known !== undefined && known.watchedAt !== null) {
    const earlier = withViewing(past, known, { ...known, endedAt: Math.max(at, known.endedAt) })
    return ignoredLate({ ...session, earlier }, reading, 'already counted')
  }
  const viewing: EarlierViewing = {
    title: known?.title ?? reading.event.title,
    startedAt: known?.startedAt ?? beganAt(reading),
    startEstimated: known?.startEstimated ?? true,
    endedAt: at,
    watchedAt: at,
  }
  const earlier = withViewing(past, known, viewing)
  return { session: { ...session, earlier }, outputs: counted(reading, viewing, context) }
}

/** The past with what an event tells that does not count by itself: a batch may be told when all of it is over. */
function noted(
  reading: Reading,
  past: readonly EarlierViewing[],
  known: EarlierViewing | undefined,
  context: PlaybackContext,
): readonly EarlierViewing[] {
  const { event, at, percent } = reading
  const isStart = event.type === 'start'
  const before = past.filter(({ startedAt }) => startedAt <= at)
  const rest = isStart ? goingOn({ title: event.title, percent, at }, before, context) : undefined
  const about = rest ?? known
  const startedAt = isStart ? at : beganAt(reading)
  if (about === undefined) {
    const base = { title: event.title, startedAt, startEstimated: !isStart, endedAt: at, watchedAt: null }
    return withViewing(past, undefined, { ...base, ...reachedBy(reading, context) })
  }
  if (at < about.endedAt) return past
  const { reached: _older, ...kept } = about
  const reached = about.watchedAt === null ? reachedBy(reading, context) : {}
  return withViewing(past, about, { ...kept, endedAt: at, ...reached })
}

function reachedBy(
  { at, percent }: Reading,
  { now, policy }: PlaybackContext,
): Pick<EarlierViewing, 'reached'> {
  return percent === null || percent < policy.watchedPercent
    ? {}
    : { reached: { at, progress: percent, settleAt: now + policy.silenceMarginMs } }
}

/** The one last heard of is first. */
function withViewing(
  past: readonly EarlierViewing[],
  old: EarlierViewing | undefined,
  viewing: EarlierViewing,
): readonly EarlierViewing[] {
  return [viewing, ...past.filter((one) => one !== old)].slice(0, rememberedViewings)
}

/** An event of the title that is on, which happened before what is known already. */
export function aboutThis(session: PlaybackSession, reading: Reading, context: PlaybackContext): Played {
  const { at } = reading
  const isOfThis = at >= session.startedAt || (session.startEstimated === true && session.watchedAt !== null)
  if (!isOfThis) return aboutEarlier(session, reading, context)
  if (isBegunSince(session, reading)) return { session: anew(session, at), outputs: [] }
  if (!saysSeen(reading, context.policy)) return ignoredLate(session, reading, 'older than the last')
  if (session.watchedAt !== null) return ignoredLate(session, reading, 'already counted')
  const outputs = counted(reading, session, context)
  const seen: PlaybackSession = { ...session, watchedAt: at, durationMs: reading.durationMs }
  if (!hasBegunAgain(session, reading, context)) return { session: seen, outputs }
  const earlier = pastOf({ ...seen, endedAt: at })
  return { session: { ...seen, watchedAt: null, startedAt: session.positionAt, earlier }, outputs }
}

/** True for a start, told late, of what was taken for the rest of the viewing that counted before. */
function isBegunSince({ watchedAt }: PlaybackSession, { event, at, percent }: Reading): boolean {
  const isFromStart = event.type === 'start' && percent !== null && percent < restartPercent
  return isFromStart && watchedAt !== null && at > watchedAt
}

function anew(session: PlaybackSession, at: number): PlaybackSession {
  const earlier = pastOf({ ...session, endedAt: session.watchedAt })
  return { ...session, watchedAt: null, startedAt: at, startEstimated: false, earlier }
}

/** True where what is on now began again after the end that is only heard of now. */
function hasBegunAgain(session: PlaybackSession, reading: Reading, { policy }: PlaybackContext): boolean {
  const percent = percentOf(session.positionMs, reading.durationMs)
  const before = reading.event.type === 'stop' ? policy.againBeforePercent : restartPercent
  return session.state !== 'ended' && session.positionAt > reading.at && percent !== null && percent < before
}

/** It still tells a length that nobody knew. */
function ignoredLate(session: PlaybackSession, reading: Reading, because: string): Played {
  const isNews = session.durationMs === null && sameTitle(session.title, reading.event.title)
  const durationMs = isNews ? reading.durationMs : session.durationMs
  return { session: { ...session, durationMs }, outputs: [{ type: 'ignored', because }] }
}
