import type { EarlierViewing, PlaybackOutput, PlaybackPolicy, PlaybackSession } from './playback.ts'
import {
  defaultPlaybackPolicy,
  left,
  percentBy,
  percentOf,
  type Played,
  positionBy,
} from './playback-context.ts'
import { episodesOf, sameTitle } from './titles.ts'

/** Nothing runs longer than this without a word where its length is not known. */
const unknownLengthMs = 4 * 60 * 60_000

/** What begins this soon after the last word of the same title goes on with it. */
const stillOnMs = 30 * 60_000

/** When something on a channel is over because nothing more was heard of it; null when all of it has ended. */
export function silentAt(
  session: PlaybackSession,
  policy: PlaybackPolicy = defaultPlaybackPolicy,
): number | null {
  const ends = openReaches(session).map(({ settleAt }) => settleAt)
  const overAt = sessionOverAt(session, policy)
  const all = overAt === null ? ends : [...ends, overAt]
  return all.length === 0 ? null : Math.min(...all)
}

/** Ends what has been silent for too long, by what is known of it. Nothing is guessed. */
export function silence(
  session: PlaybackSession,
  now: number,
  policy: PlaybackPolicy = defaultPlaybackPolicy,
): Played & { readonly session: PlaybackSession } {
  const late = lateOnes(session, now)
  const own = sessionOver(late.session, now, policy)
  return { session: own.session, outputs: [...late.outputs, ...own.outputs] }
}

function sessionOverAt(session: PlaybackSession, policy: PlaybackPolicy): number | null {
  const { lastEventAt, durationMs } = session
  if (session.state === 'ended') return null
  if (session.state === 'paused') return lastEventAt + policy.pausedSilenceMs
  const restMs = durationMs === null ? unknownLengthMs : durationMs - positionBy(session, lastEventAt)
  return lastEventAt + restMs + policy.silenceMarginMs
}

function openReaches({ earlier = [] }: PlaybackSession): readonly NonNullable<EarlierViewing['reached']>[] {
  return earlier.flatMap(({ reached }) => (reached === undefined ? [] : [reached]))
}

/** Counts what came late, without its stop, and had reached far enough. */
function lateOnes(session: PlaybackSession, now: number): Played & { readonly session: PlaybackSession } {
  if (openReaches(session).every(({ settleAt }) => now < settleAt)) return { session, outputs: [] }
  const outputs: PlaybackOutput[] = []
  const earlier = (session.earlier ?? []).map((viewing): EarlierViewing => {
    const { reached, ...rest } = viewing
    if (reached === undefined || now < reached.settleAt) return viewing
    if (wentOn(session, viewing, reached.at)) return rest
    const { title, startedAt } = viewing
    const common = { startedAt, timeTold: true, progress: reached.progress }
    const titles = episodesOf(title)
    outputs.push({ type: 'watched', titles, ...common, watchedAt: reached.at, because: 'silence' })
    return { ...rest, watchedAt: reached.at }
  })
  return { session: { ...session, earlier }, outputs }
}

/** True where the same title was on again so soon that it is the same viewing, which counts by itself or does not. */
function wentOn(session: PlaybackSession, viewing: EarlierViewing, at: number): boolean {
  return [session, ...(session.earlier ?? [])].some(
    (one) =>
      one !== viewing &&
      sameTitle(one.title, viewing.title) &&
      one.startedAt > viewing.startedAt &&
      one.startedAt - at < stillOnMs,
  )
}

function sessionOver(
  session: PlaybackSession,
  now: number,
  policy: PlaybackPolicy,
): Played & { readonly session: PlaybackSession } {
  const overAt = sessionOverAt(session, policy)
  if (overAt === null || now < overAt) return { session, outputs: [] }
  const ended: PlaybackSession = { ...session, state: 'ended', endedAt: overAt, toldWatching: null }
  if (session.watchedAt !== null) return { session: ended, outputs: [] }
  const titles = episodesOf(session.title)
  const { startedAt, positionAt } = session
  const told = session.positionEstimated === true ? null : session.positionMs
  const known = percentOf(told, session.durationMs)
  if (known !== null && known >= policy.watchedPercent)
    return {
      session: { ...ended, watchedAt: positionAt },
      outputs: [
        {
          type: 'watched',
          titles,
          startedAt,
          watchedAt: positionAt,
          timeTold: session.positionTold ?? false,
          progress: known,
          because: 'silence',
        },
      ],
    }
  if ((percentBy(session, overAt) ?? 0) >= policy.watchedPercent)
    return {
      session: { ...ended, isUnclear: true },
      outputs: [{ type: 'unclear', titles, startedAt, lastSeenAt: session.lastEventAt, progress: known }],
    }
  return { session: ended, outputs: left(session.title, known, session.lastEventAt) }
}
