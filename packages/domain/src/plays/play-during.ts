import type { PlaybackSession } from './playback.ts'
import {
  ignored,
  left,
  pastOf,
  percentBy,
  percentOf,
  placeOf,
  type PlaybackContext,
  type Played,
  positionBy,
  type Reading,
  restartPercent,
  saysSeen,
} from './playback-context.ts'
import { begin, counted, learned } from './viewing.ts'
import { seenJumpPercent, tellWatching } from './watching.ts'

/** Two positions count as one within this where the length is not known. */
const sameWithinMs = 30_000

/** What an event of the title that is on means, in its order. */
export function during(session: PlaybackSession, reading: Reading, context: PlaybackContext): Played {
  switch (reading.event.type) {
    case 'start':
    case 'pause':
    case 'progress': {
      return goesOn(session, reading, context)
    }
    case 'stop': {
      return stops(session, reading, context)
    }
    case 'watched': {
      return isSaidSeen(session, reading, context)
    }
    // No default: the compiler asks for every type.
  }
}

function goesOn(session: PlaybackSession, reading: Reading, context: PlaybackContext): Played {
  const { event, at } = reading
  if (event.type !== 'pause' && jumpsToStart(session, reading, context))
    return begin(reading, pastOf({ ...session, endedAt: at }), context)
  const isPaused = event.type === 'progress' ? standsStill(session, reading) : event.type === 'pause'
  const state = isPaused ? 'paused' : 'playing'
  const next = learned(session, moved(session, reading, state), context)
  const isRepeat = session.state === state && isNear(session, reading, context)
  if (isRepeat)
    return { session: next, outputs: event.type === 'progress' ? [] : [ignored(`repeated ${event.type}`)] }
  const action = isPaused ? 'pause' : 'start'
  const isNews = session.toldWatching?.action !== action || hasJumped(session, next)
  return isNews ? tellWatching(next, action, context.policy.watchedPercent) : { session: next, outputs: [] }
}

/** More than the rounding of what it told before. */
const movedOnMs = 1000

/** Where it is not told, it stands still for as long as it did, and plays from where it has moved on. */
function standsStill(session: PlaybackSession, { event, positionMs }: Reading): boolean {
  const { state, positionMs: beforeMs } = session
  const movedOn = positionMs !== null && beforeMs !== null && positionMs - beforeMs > movedOnMs
  return event.paused ?? (state === 'paused' && !movedOn)
}

function stops(session: PlaybackSession, reading: Reading, context: PlaybackContext): Played {
  const { at } = reading
  const known = atLeast(session, reading)
  const next: PlaybackSession = {
    ...learned(session, moved(session, reading, 'ended'), context),
    endedAt: at,
    toldWatching: null,
  }
  if (next.watchedAt !== null) return { session: next, outputs: [] }
  if (!saysSeen(known, context.policy)) return { session: next, outputs: left(next.title, placeOf(next), at) }
  return { session: { ...next, watchedAt: at }, outputs: counted(known, next, context) }
}

function isSaidSeen(session: PlaybackSession, reading: Reading, context: PlaybackContext): Played {
  const next = learned(session, moved(session, reading, session.state), context)
  if (next.watchedAt !== null) return { session: next, outputs: [ignored('already counted')] }
  const outputs = counted(atLeast(session, reading), next, context)
  return { session: { ...next, watchedAt: reading.at }, outputs }
}

/** Where the event tells no position, the time that went by while it played does. */
function atLeast(session: PlaybackSession, reading: Reading): Reading {
  if (reading.positionMs !== null) return reading
  return { ...reading, percent: percentBy({ ...session, durationMs: reading.durationMs }, reading.at) }
}

/** The session with its clocks at the event's moment. */
function moved(
  session: PlaybackSession,
  { at, event, positionMs, durationMs }: Reading,
  state: PlaybackSession['state'],
): PlaybackSession {
  const playingMs = session.state === 'playing' ? at - session.lastEventAt : 0
  const common = { ...session, state, durationMs, playedMs: session.playedMs + playingMs, lastEventAt: at }
  if (positionMs !== null)
    return { ...common, positionMs, positionAt: at, positionTold: event.atTold, positionEstimated: false }
  if (session.positionMs === null) return common
  const positionEstimated = session.positionEstimated === true || playingMs > 0
  return { ...common, positionMs: positionBy(session, at), positionAt: at, positionEstimated }
}

/** A counted one that jumps back to its start is seen again. */
function jumpsToStart(
  session: PlaybackSession,
  { at, percent }: Reading,
  { policy }: PlaybackContext,
): boolean {
  if (session.watchedAt === null || percent === null || percent >= restartPercent) return false
  const expected = percentBy(session, at)
  return expected !== null && expected - percent > policy.sameWithinPercent
}

/** True where it stands where it stood, or where it must have come by itself. */
function isNear(session: PlaybackSession, reading: Reading, { policy }: PlaybackContext): boolean {
  const { at, positionMs, durationMs } = reading
  if (positionMs === null) return true
  const withinMs = durationMs === null ? sameWithinMs : (durationMs * policy.sameWithinPercent) / 100
  const places = [positionBy(session, at), session.positionMs]
  return places.some((place) => place !== null && Math.abs(place - positionMs) <= withinMs)
}

function hasJumped(before: PlaybackSession, after: PlaybackSession): boolean {
  const expected = percentOf(positionBy(before, after.lastEventAt), after.durationMs)
  const percent = percentOf(after.positionMs, after.durationMs)
  return expected !== null && percent !== null && Math.abs(percent - expected) > seenJumpPercent
}
