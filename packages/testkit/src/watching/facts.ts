import type { BookTitle, Watchable } from '../trakt-book/titles.ts'

export const playerKinds = ['jellyfin', 'emby', 'plex', 'tautulli', 'kodi', 'stremio', 'api'] as const
export type PlayerKind = (typeof playerKinds)[number]

/** Where one person's playback is told. */
export interface WatchingSource {
  readonly id: string
  readonly kind: PlayerKind
  readonly person: string
  /** Its person as the player names them; null where a player names nobody. */
  readonly player: { readonly key: string; readonly name: string } | null
  /** False: an event happened when it was received. */
  readonly tellsTime: boolean
  /** Set up the other way: Jellyfin as text with string booleans, Emby as a form. */
  readonly isPlain: boolean
}

/** One request of a player, as it goes over the wire. */
export interface PlayerMessage {
  /** When it is delivered, UTC milliseconds. */
  readonly at: number
  readonly sourceId: string
  /** What the player calls it, for logs and reports. */
  readonly event: string
  readonly viewingId: string
  readonly method: 'GET' | 'POST'
  /** Behind the source's own address: empty for hooks, `/player/…` for the Stremio add-on. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** One play that must be in the book at the end. */
export interface WatchedFact {
  readonly viewingId: string
  readonly person: string
  /** As in the book. */
  readonly key: string
  readonly text: string
  readonly title: Watchable
  readonly startedAt: number
  /** When it was completed, as far as anybody could tell it. */
  readonly watchedAt: number
  /** The player told the time; else it is when its message was delivered. */
  readonly timeTold: boolean
  /** How far from `watchedAt` a right book may be, besides the tolerance of the comparison. */
  readonly withinMs: number
  readonly sourceIds: readonly string[]
}

export interface EveningOptions {
  readonly people?: readonly string[]
  /** How many plays must be in the book at the end. */
  readonly plays?: number
  readonly startAt?: number
  readonly kinds?: readonly PlayerKind[]
  readonly titles?: readonly BookTitle[]
  /** How much is watched in one evening, before the next day. */
  readonly eveningMs?: number
  /** Shares of all viewings, 0 to 1. */
  readonly abandonedShare?: number
  readonly pauseShare?: number
  readonly seekShare?: number
  /** The next episode follows within seconds. */
  readonly rolloverShare?: number
  /** Seen again on the same day. */
  readonly replayShare?: number
  /** Begun on one device and finished on another. */
  readonly moveShare?: number
  /** Something else runs on a second device at the same time. */
  readonly secondDeviceShare?: number
  /** The same viewing is told by two sources. */
  readonly twiceToldShare?: number
  /** Two episodes in one file. */
  readonly doubleEpisodeShare?: number
  /** One message is lost whose loss the others make up. */
  readonly missingShare?: number
  /** Shares of all messages: delivered twice, or behind the next one. */
  readonly duplicateShare?: number
  readonly reorderShare?: number
}

export interface Evening {
  readonly people: readonly string[]
  readonly titles: readonly BookTitle[]
  readonly sources: readonly WatchingSource[]
  readonly facts: readonly WatchedFact[]
  /** In the order in which they are delivered. */
  readonly messages: readonly PlayerMessage[]
  readonly startAt: number
  readonly endAt: number
  /** How many viewings there were of each sort, so that a run can show what it covered. */
  readonly covered: Readonly<Record<string, number>>
}
