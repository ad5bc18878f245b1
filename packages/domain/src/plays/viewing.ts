import type { EarlierViewing, PlaybackOutput, PlaybackSession } from './playback.ts'
import {
  beganAt,
  ignored,
  left,
  percentBy,
  placeOf,
  type PlaybackContext,
  type Played,
  positionBy,
  type Reading,
  restartPercent,
  saysSeen,
  seenProgress,
} from './playback-context.ts'
import { episodesOf, sameTitle } from './titles.ts'
import type { Title } from './title.ts'
import { tellWatching } from './watching.ts'

/** So long after it was seen, a start in its second half still belongs to it: to the rest of it, or the credits. */
export const goesOnWithinMs: number = 24 * 60 * 60_000

/** Who goes on with something does so the evening after the next at the latest. */
export const takenUpWithinMs: number = 2 * goesOnWithinMs

interface Start {
  readonly title: Title
  readonly percent: number | null
  readonly at: number
}

/** The first event of a viewing on its channel; `past` is the channel's, newest first. */
export function begin(reading: Reading, past: readonly EarlierViewing[], context: PlaybackContext): Played {
  const { event, at, percent } = reading
  switch (event.type) {
    case 'start':
    case 'progress': {
      const opened = open(reading, past, context)
      const action = opened.state === 'paused' ? 'pause' : 'start'
      return tellWatching(opened, action, context.policy.watchedPercent)
    }
    case 'pause': {
      return { session: null, outputs: [ignored('pause before any start')] }
    }
    default: {
      const opened = fresh(reading, past, context)
      if (saysSeen(reading, context.policy))
        return { session: { ...opened, watchedAt: at }, outputs: counted(reading, opened, context) }
      const outputs = left(event.title, percent, at)
      return { session: opened, outputs: outputs.length > 0 ? outputs : [ignored('stop before any start')] }
    }
  }
}

/** The outputs of a viewing that this event completes. */
export function counted(
  reading: Reading,
  viewing: { readonly title: Title; readonly startedAt: number },
  context: PlaybackContext,
): readonly PlaybackOutput[] {
  const { event, at, percent } = reading
  return [
    {
      type: 'watched',
      titles: episodesOf(viewing.title),
      startedAt: Math.min(viewing.startedAt, at),
      watchedAt: at,
      timeTold: event.atTold,
      progress: seenProgress(percent, context.policy),
      because: event.type === 'watched' ? 'player_said' : 'stop',
    },
  ]
}

/**
 * What was on when the next title began without a stop: it went on until then, or to its end. Where the next one's
 * start was missed, its position tells when it began, unless it began in the middle.
 */
export function overtaken(
  session: PlaybackSession,
  next: Reading,
  { policy }: PlaybackContext,
): Played & { readonly session: PlaybackSession } {
  if (session.state === 'ended') return { session, outputs: [] }
  const { title, startedAt, lastEventAt } = session
  const began = next.event.type === 'start' ? next.at : beganAt(next)
  const at = began > lastEventAt ? began : next.at
  const ended: PlaybackSession = { ...session, state: 'ended', endedAt: at }
  if (session.watchedAt !== null) return { session: ended, outputs: [] }
  const percent = percentBy(session, at)
  if (percent === null || percent < policy.watchedPercent) {
    const place = session.positionMs === null ? null : percent
    if ((percentBy(session, next.at) ?? 0) < policy.watchedPercent)
      return { session: ended, outputs: left(title, place, at) }
    const unclear = {
      titles: episodesOf(title),
      startedAt,
      lastSeenAt: lastEventAt,
      progress: placeOf(session),
    }
    return { session: { ...ended, isUnclear: true }, outputs: [{ type: 'unclear', ...unclear }] }
  }
  const restMs = (session.durationMs ?? 0) - positionBy(session, lastEventAt)
  const watchedAt = session.state === 'playing' ? Math.min(at, lastEventAt + restMs) : at
  return {
    session: { ...ended, watchedAt },
    outputs: [
      {
        type: 'watched',
        titles: episodesOf(title),
        startedAt,
        watchedAt,
        timeTold: next.event.atTold && watchedAt === next.at,
        progress: percent,
        because: 'next_title',
      },
    ],
  }
}

/**
 * Where a session began without a position, the first one shows whether it went on with something already counted:
 * players say 0 while they load (stremio.md §4).
 */
export function learned(
  before: PlaybackSession,
  after: PlaybackSession,
  context: PlaybackContext,
): PlaybackSession {
  if (before.positionMs !== null || after.positionMs === null || after.watchedAt !== null) return after
  const beganMs = Math.max(0, after.positionMs - after.playedMs)
  const percent = after.durationMs === null ? null : (beganMs / after.durationMs) * 100
  return goneOnWith(after, { percent, at: after.startedAt }, context)
}

/** A session that may go on with an earlier viewing. */
function open(reading: Reading, past: readonly EarlierViewing[], context: PlaybackContext): PlaybackSession {
  const { at, percent } = reading
  return goneOnWith(fresh(reading, past, context), { percent, at }, context)
}

function goneOnWith(
  session: PlaybackSession,
  from: { readonly percent: number | null; readonly at: number },
  context: PlaybackContext,
): PlaybackSession {
  const past = session.earlier ?? []
  const start = { ...from, title: session.title }
  const rest = goingOn(start, past, context) ?? askedAbout(start, past)
  if (rest === undefined) return session
  const { startedAt, startEstimated, watchedAt } = rest
  return { ...session, startedAt, startEstimated, watchedAt, earlier: past.filter((one) => one !== rest) }
}

function fresh(
  reading: Reading,
  past: readonly EarlierViewing[],
  { newId, channel }: PlaybackContext,
): PlaybackSession {
  const { event, at, positionMs, durationMs } = reading
  const isStarting = event.type === 'start'
  const playing = event.type === 'progress' && event.paused === true ? 'paused' : 'playing'
  return {
    id: newId(),
    channel,
    title: event.title,
    state: event.type === 'stop' ? 'ended' : playing,
    startedAt: isStarting ? at : beganAt(reading),
    positionMs,
    positionAt: at,
    durationMs,
    playedMs: 0,
    lastEventAt: at,
    watchedAt: null,
    toldWatching: null,
    endedAt: event.type === 'stop' ? at : null,
    positionTold: event.atTold,
    startEstimated: !isStarting,
    earlier: past,
  }
}

/** What a person was asked about and that a start at this point goes on with: it was not over. */
function askedAbout(
  { title, percent, at }: Start,
  past: readonly EarlierViewing[],
): EarlierViewing | undefined {
  const last = lastOf(title, past)
  const isOn = last?.isUnclear === true && percent !== null && percent >= restartPercent
  return isOn && at - last.endedAt <= takenUpWithinMs ? last : undefined
}

/** The counted viewing that a start at this point goes on with; undefined where it is seen anew. */
export function goingOn(
  start: Start,
  past: readonly EarlierViewing[],
  { policy }: PlaybackContext,
): EarlierViewing | undefined {
  const { percent } = start
  if (percent === null || percent < policy.againBeforePercent) return undefined
  const last = lastOf(start.title, past)
  if (last === undefined || last.watchedAt === null) return undefined
  return percent >= policy.watchedPercent || start.at - last.endedAt <= goesOnWithinMs ? last : undefined
}

function lastOf(title: Title, past: readonly EarlierViewing[]): EarlierViewing | undefined {
  return past
    .filter((one) => sameTitle(one.title, title))
    .reduce<EarlierViewing | undefined>(
      (last, one) => (last === undefined || one.endedAt > last.endedAt ? one : last),
      undefined,
    )
}
