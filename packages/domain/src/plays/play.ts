import type { PlaybackEvent, PlaybackSession } from './playback.ts'
import { aboutEarlier, aboutThis, isWithinPast, viewingOf } from './late.ts'
import { during } from './play-during.ts'
import {
  beganAt,
  ignored,
  pastOf,
  type PlaybackContext,
  type Played,
  read,
  type Reading,
  saysSeen,
} from './playback-context.ts'
import { silence, silentAt } from './silence.ts'
import { sameTitle } from './titles.ts'
import { begin, counted, goesOnWithinMs, overtaken, takenUpWithinMs } from './viewing.ts'

/** Events of two titles may overtake each other on their way by this much. */
const stragglerMs = 60_000

/** What an event means on its channel. One viewing counts once, however its events repeat, stray or go missing. */
export function play(
  session: PlaybackSession | null,
  event: PlaybackEvent,
  context: PlaybackContext,
): Played {
  const toldAt = Math.min(event.at, context.now)
  if (session === null) return begin(read(event, toldAt, null), [], context)
  const isLate = event.atTold && toldAt < session.lastEventAt
  // A moment of receipt says nothing about order: it never lies before what was heard already.
  const at = isLate ? toldAt : Math.max(toldAt, session.lastEventAt)
  const overAt = silentAt(session, context.policy)
  if (!isLate && overAt !== null && at >= overAt) {
    const over = silence(session, at, context.policy)
    const then = play(over.session, event, context)
    return { ...then, outputs: [...over.outputs, ...then.outputs] }
  }
  const reading = read(event, at, session)
  if (!sameTitle(session.title, event.title))
    return isLate ? aboutEarlier(session, reading, context) : otherTitle(session, reading, context)
  if (isLate) return aboutThis(session, reading, context)
  return session.state === 'ended' ? afterEnd(session, reading, context) : during(session, reading, context)
}

/** The next title, or a straggler of the one before. */
function otherTitle(session: PlaybackSession, reading: Reading, context: PlaybackContext): Played {
  if (isStraggler(session, reading)) return aboutEarlier(session, reading, context)
  const before = overtaken(session, reading, context)
  const next = begin(reading, pastOf(before.session), context)
  return { ...next, outputs: [...before.outputs, ...next.outputs] }
}

function isStraggler(session: PlaybackSession, reading: Reading): boolean {
  const { event, at } = reading
  const past = session.earlier ?? []
  switch (event.type) {
    case 'start': {
      return isWithinPast(reading, past)
    }
    case 'progress': {
      const isJustOver = past.some(
        (one) => sameTitle(one.title, event.title) && at - one.endedAt < stragglerMs,
      )
      return isJustOver || isWithinPast(reading, past)
    }
    case 'pause': {
      return true
    }
    case 'stop': {
      return viewingOf(reading, past) !== undefined || !wasOnSince(session, reading)
    }
    case 'watched': {
      return viewingOf(reading, past) !== undefined
    }
    // No default: the compiler asks for every type.
  }
}

/** True where it began after the last word of what is on: only its start is missing. */
function wasOnSince({ lastEventAt }: PlaybackSession, reading: Reading): boolean {
  const began = beganAt(reading)
  return began > lastEventAt && reading.at - began >= stragglerMs
}

function afterEnd(session: PlaybackSession, reading: Reading, context: PlaybackContext): Played {
  const { event, at } = reading
  switch (event.type) {
    case 'start': {
      return begin(reading, pastOf(session), context)
    }
    case 'pause': {
      return { session, outputs: [ignored('after the end')] }
    }
    case 'progress': {
      // It went on while it was thought over. A straggler of the stop comes sooner.
      const isOn = event.paused !== true && at - (session.endedAt ?? at) > stragglerMs
      if (!isOn) return { session, outputs: [ignored('after the end')] }
      return { ...begin(reading, pastOf(session), context), outputs: [] }
    }
    default: {
      return completedAfterEnd(session, reading, context)
    }
  }
}

function completedAfterEnd(session: PlaybackSession, reading: Reading, context: PlaybackContext): Played {
  const { at, positionMs } = reading
  if (!saysSeen(reading, context.policy)) return { session, outputs: [ignored('repeated stop')] }
  const began = beganAt(reading)
  if (session.watchedAt !== null) {
    // There was time to see all of it again: only the start went missing.
    const isNew = began < at && began > restUntil(session)
    return isNew
      ? begin(reading, pastOf(session), context)
      : { session, outputs: [ignored('already counted')] }
  }
  const endedAt = session.endedAt ?? session.lastEventAt
  const isTakenUp = session.isUnclear === true && at - endedAt <= takenUpWithinMs
  if (began > endedAt && !isTakenUp) return begin(reading, pastOf(session), context)
  return {
    session: {
      ...session,
      watchedAt: at,
      lastEventAt: at,
      endedAt: at,
      positionMs: positionMs ?? session.positionMs,
      positionAt: positionMs === null ? session.positionAt : at,
      durationMs: reading.durationMs,
    },
    outputs: counted(reading, session, context),
  }
}

/** A stop until then is of the viewing that was counted. Where it only fell silent, it may stand in its credits. */
function restUntil({ lastEventAt, endedAt }: PlaybackSession): number {
  return endedAt === lastEventAt ? lastEventAt : lastEventAt + goesOnWithinMs
}
