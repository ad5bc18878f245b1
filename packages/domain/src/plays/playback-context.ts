import type {
  EarlierViewing,
  PlaybackEvent,
  PlaybackOutput,
  PlaybackPolicy,
  PlaybackSession,
} from './playback.ts'
import { sameTitle, titleKey } from './titles.ts'
import type { Title } from './title.ts'

const minuteMs = 60_000

export const defaultPlaybackPolicy: PlaybackPolicy = {
  watchedPercent: 80,
  againBeforePercent: 50,
  sameWithinPercent: 1,
  silenceMarginMs: 15 * minuteMs,
  pausedSilenceMs: 30 * minuteMs,
}

/** Who plays it, by which source and on which device: what belongs together. */
export function channelOf(from: {
  readonly sourceId: string
  readonly userId: string
  readonly event: Pick<PlaybackEvent, 'device' | 'title'>
}): string {
  const { device, title } = from.event
  const place = device === null ? `title:${titleKey(title)}` : `device:${device}`
  return `${from.userId}:${from.sourceId}:${place}`
}

/** Within a session, only a jump back to before this begins it anew. */
export const restartPercent = 10

export interface PlaybackContext {
  readonly now: number
  readonly policy: PlaybackPolicy
  readonly newId: () => string
  readonly channel: string
}

/** The channel after an event. Null while nothing has been on it. */
export interface Played {
  readonly session: PlaybackSession | null
  readonly outputs: readonly PlaybackOutput[]
}

/** An event, checked against what is known. `at` is never in the future. */
export interface Reading {
  readonly event: PlaybackEvent
  readonly at: number
  readonly positionMs: number | null
  readonly durationMs: number | null
  readonly percent: number | null
}

/** `known` lends its duration to an event of the same title that tells none. */
export function read(event: PlaybackEvent, at: number, known: PlaybackSession | null): Reading {
  const told = event.durationMs !== null && event.durationMs > 0 ? event.durationMs : null
  const isKnown = known !== null && sameTitle(known.title, event.title)
  const durationMs = told ?? (isKnown ? known.durationMs : null)
  // Nothing is loaded yet where both are 0 (stremio.md §4): it may well go on in the middle.
  const isLoading = told === null && (event.positionMs ?? 0) <= 0
  const positionMs =
    isLoading || event.positionMs === null
      ? null
      : Math.min(Math.max(0, event.positionMs), durationMs ?? event.positionMs)
  return { event, at, positionMs, durationMs, percent: percentOf(positionMs, durationMs) }
}

export function percentOf(positionMs: number | null, durationMs: number | null): number | null {
  return positionMs === null || durationMs === null || durationMs <= 0
    ? null
    : Math.min(100, (positionMs / durationMs) * 100)
}

/**
 * Where it must be by a moment if it went on playing. Where no position was ever told, the time in which it really
 * played: it cannot have come less far.
 */
export function positionBy(session: PlaybackSession, at: number): number {
  const { positionMs, positionAt, durationMs, playedMs, lastEventAt } = session
  const sinceAt = positionMs === null ? lastEventAt : positionAt
  const playingMs = session.state === 'playing' ? Math.max(0, at - sinceAt) : 0
  const reachedMs = (positionMs ?? playedMs) + playingMs
  return durationMs === null ? reachedMs : Math.min(reachedMs, durationMs)
}

/** How far it must be, in percent; null while its length is unknown. */
export function percentBy(session: PlaybackSession, at: number): number | null {
  return percentOf(positionBy(session, at), session.durationMs)
}

/** Where it stands, in percent; null where nobody told a position that it could be reckoned from. */
export function placeOf({ positionMs, durationMs }: PlaybackSession): number | null {
  return percentOf(positionMs, durationMs)
}

/** Progress of something seen. A player's word goes for the whole, whatever the position says. */
export function seenProgress(percent: number | null, policy: PlaybackPolicy): number {
  return percent !== null && percent >= policy.watchedPercent ? percent : 100
}

/** True where the event says, by word or by position, that it was seen. */
export function saysSeen({ event, percent }: Reading, policy: PlaybackPolicy): boolean {
  if (event.type !== 'watched' && event.type !== 'stop') return false
  if (event.type === 'watched' || event.completed === true) return true
  return percent !== null && percent >= policy.watchedPercent
}

/** When it began, as far as the position tells; where only the player's word says it was seen, its length does. */
export function beganAt({ at, positionMs, durationMs, percent, event }: Reading): number {
  const isByWord = event.type === 'watched' || event.completed === true
  const isPlaceOfEnd = percent !== null && percent >= 50
  return at - ((isByWord && !isPlaceOfEnd ? durationMs : positionMs) ?? positionMs ?? 0)
}

/** More than this of a channel's past is never needed to know a repeat. */
export const rememberedViewings = 8

/** The channel's past, with this session in it. */
export function pastOf(session: PlaybackSession | null): readonly EarlierViewing[] {
  if (session === null) return []
  const over: EarlierViewing = {
    title: session.title,
    startedAt: session.startedAt,
    startEstimated: session.startEstimated ?? false,
    endedAt: session.endedAt ?? session.lastEventAt,
    watchedAt: session.watchedAt,
    ...(session.isUnclear === true ? { isUnclear: true } : {}),
  }
  return [over, ...(session.earlier ?? [])].slice(0, rememberedViewings)
}

export function ignored(because: string): PlaybackOutput {
  return { type: 'ignored', because }
}

export function left(title: Title, percent: number | null, at: number): readonly PlaybackOutput[] {
  // Nobody misses so short a way.
  return isPausable(percent) ? [{ type: 'left', title, progress: percent, at }] : []
}

/** True where Trakt takes a pause: it refuses one below 1 % and one from 80 % on (trakt.md §11). */
export function isPausable(percent: number | null): percent is number {
  return percent !== null && percent >= 1 && percent < 80
}
