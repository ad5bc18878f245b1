import type { Title } from './title.ts'

/** What a player tells, in one vocabulary for all players (players.md §1). Times are UTC milliseconds. */
export interface PlaybackEvent {
  /**
   * `progress` tells the position while playing or paused and nothing else; `watched` is the player's own word that
   * it was seen to the end (Plex at 90 %, Emby's scrobble).
   */
  readonly type: 'start' | 'pause' | 'progress' | 'stop' | 'watched'
  readonly title: Title
  readonly positionMs: number | null
  /** Null and 0 both mean "not known yet" (stremio.md §4). */
  readonly durationMs: number | null
  /** When it happened: the player's own time where it tells one, else when it was received. */
  readonly at: number
  /** True where `at` is the player's own time, corrected for a clock that is wrong. */
  readonly atTold: boolean
  /** Device or session at the player; null where the player does not tell, as Stremio. */
  readonly device: string | null
  /** With `progress`: whether it stands still. Null where not told. */
  readonly paused: boolean | null
  /** With `stop`: the player's word that it was seen to the end, or not; null where not told. */
  readonly completed: boolean | null
}

/** One viewing in progress on one channel (a device, or a title where devices are not told). Stored as it is. */
export interface PlaybackSession {
  readonly id: string
  readonly channel: string
  readonly title: Title
  readonly state: 'playing' | 'paused' | 'ended'
  /** When this play began; estimated from the position where the start was missed. Part of the play's key. */
  readonly startedAt: number
  readonly positionMs: number | null
  /** When `positionMs` held. */
  readonly positionAt: number
  readonly durationMs: number | null
  /** Time in which it really played, pauses and jumps left out. */
  readonly playedMs: number
  readonly lastEventAt: number
  /** When this play was counted as watched; null while it was not. */
  readonly watchedAt: number | null
  /** Last progress in percent that Trakt was told as "watching", so that small changes are not sent. */
  readonly toldWatching: { readonly action: 'start' | 'pause'; readonly progress: number } | null
  readonly endedAt: number | null
  /** True where the player told when `positionMs` held. */
  readonly positionTold?: boolean
  /** True where `positionMs` is reckoned from the time that went by, not told. */
  readonly positionEstimated?: boolean
  /** True where the start was missed, so that `startedAt` is reckoned from the position. */
  readonly startEstimated?: boolean
  /** True where it fell silent and a person was asked whether it was seen. */
  readonly isUnclear?: boolean
  /** What was on this channel before, newest first and few: it tells a late event from a new play. */
  readonly earlier?: readonly EarlierViewing[]
}

/** A viewing that is over, as far as late events need it. */
export interface EarlierViewing {
  readonly title: Title
  readonly startedAt: number
  readonly startEstimated: boolean
  readonly endedAt: number
  /** Null where it was not counted. */
  readonly watchedAt: number | null
  /** True where a person was asked whether it was seen. */
  readonly isUnclear?: boolean
  /** Far enough to count, as an event says that came late; it does at `settleAt`, unless its stop comes before. */
  readonly reached?: { readonly at: number; readonly progress: number; readonly settleAt: number }
}

/** What follows from an event. */
export type PlaybackOutput =
  /** Best effort: what is on now. `progress` in percent. */
  | {
      readonly type: 'watching'
      readonly action: 'start' | 'pause'
      readonly title: Title
      readonly progress: number
      readonly at: number
    }
  /** Seen: one for each episode of a double one. `watchedAt` is the moment of completion. */
  | {
      readonly type: 'watched'
      readonly titles: readonly Title[]
      readonly startedAt: number
      readonly watchedAt: number
      readonly timeTold: boolean
      readonly progress: number
      /** How it was decided, for the play's story. */
      readonly because: 'stop' | 'player_said' | 'next_title' | 'silence'
    }
  /** Ended before the end: the resume point. */
  | { readonly type: 'left'; readonly title: Title; readonly progress: number; readonly at: number }
  /** It fell silent and nobody can know whether it was seen: a person is asked, nothing is guessed. */
  | {
      readonly type: 'unclear'
      readonly titles: readonly Title[]
      readonly startedAt: number
      readonly lastSeenAt: number
      readonly progress: number | null
    }
  /** Nothing changes, for the source's story ("repeated start", "pause before any start", "older than the last"). */
  | { readonly type: 'ignored'; readonly because: string }

export interface PlaybackPolicy {
  /** From this progress on it counts as watched. Trakt's own threshold is 80 (trakt.md §11). */
  readonly watchedPercent: number
  /** A start behind this point of something already watched goes on with it; before it, it is seen again. */
  readonly againBeforePercent: number
  /** A repeated start within this is dropped (stremio.md §4). */
  readonly sameWithinPercent: number
  /** A silent session ends this long after what was left of it. */
  readonly silenceMarginMs: number
  readonly pausedSilenceMs: number
}
