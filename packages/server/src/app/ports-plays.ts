import type { Delivery, Play, PlaybackEvent, PlaybackSession, Title } from '@cuemark/domain'
import type { Page } from './page.ts'

export type SourceKind =
  'stremio_addon' | 'stremio_account' | 'jellyfin' | 'emby' | 'plex' | 'tautulli' | 'kodi' | 'api'

/** Where playback of a person comes from, with a secret address of its own. */
export interface SourceRow {
  readonly id: string
  readonly userId: string
  readonly kind: SourceKind
  readonly name: string
  /** SHA-256 of the secret in the address; null for what is asked, as a Stremio account. */
  readonly tokenHash: string | null
  /** The secret itself, sealed, so that its person can read the address again. */
  readonly sealedToken: string | null
  /** Of `stremio_account`. */
  readonly accountId: string | null
  readonly pausedAt: number | null
  readonly lastEventAt: number | null
  readonly lastEventText: string | null
  readonly lastFaultAt: number | null
  readonly lastFaultText: string | null
  readonly events: number
  readonly createdAt: number
  readonly version: number
}

/** A user at a player, and whose plays these are. */
export interface PlayerUserRow {
  readonly sourceId: string
  readonly key: string
  readonly name: string
  readonly userId: string | null
  readonly ignored: boolean
  readonly firstSeenAt: number
  readonly lastSeenAt: number
}

/** What a source tells, read into one vocabulary. */
export type SourceEvent =
  | { readonly type: 'playback'; readonly event: PlaybackEvent }
  /** By hand at the player: seen, or not seen after all. */
  | {
      readonly type: 'mark'
      readonly watched: boolean
      readonly titles: readonly Title[]
      readonly at: number
      readonly atTold: boolean
    }
  | {
      readonly type: 'watchlist'
      readonly action: 'add' | 'remove'
      readonly title: Title
      readonly at: number
    }
  | { readonly type: 'rating'; readonly title: Title; readonly rating: number | null; readonly at: number }
  /** Seen, as the player's library says after the fact: a repair for events that never came. */
  | { readonly type: 'seen_in_library'; readonly title: Title; readonly at: number; readonly atTold: boolean }

/** A received event, durable before its sender gets an answer. */
export interface EventRow {
  /** Sortable: the order in which events were taken. */
  readonly id: string
  readonly sourceId: string
  /** Person whose event it is; null while the player's user is nobody's. */
  readonly userId: string | null
  /** Key of the user at the player; null where the source has none. */
  readonly playerUser: string | null
  /** Makes a repeat harmless: the sender's id, or null where it has none. Unique within the source. */
  readonly senderId: string | null
  readonly receivedAt: number
  readonly event: SourceEvent
  /** `held` waits for somebody to say whose it is. */
  readonly state: 'new' | 'held' | 'done'
}

/** One line of a play's story. */
export interface PlayStoryRow {
  readonly playId: string
  readonly at: number
  readonly what:
    | 'heard'
    | 'counted'
    | 'waiting'
    | 'sent'
    | 'lost_answer'
    | 'looked'
    | 'delivered'
    | 'unmatched'
    | 'refused'
    | 'matched'
    | 'replayed'
    | 'dropped'
    | 'restored'
    | 'withdrawn'
    | 'confirmed'
  readonly text: string
}

/** A person's word that a title from a player is another one at Trakt. `key` names the player's title. */
export interface AliasRow {
  readonly userId: string
  readonly key: string
  readonly title: Title
  readonly createdAt: number
}

export interface PlaysTx {
  source(id: string): Promise<SourceRow | null>
  sources(filter: { userId?: string; accountId?: string }): Promise<readonly SourceRow[]>
  insertSource(row: SourceRow): Promise<void>
  updateSource(row: SourceRow): Promise<boolean>
  /** What arrived: does not touch the version. `events` is added to the count. */
  noteSource(
    id: string,
    change: Partial<Pick<SourceRow, 'lastEventAt' | 'lastEventText' | 'lastFaultAt' | 'lastFaultText'>> & {
      readonly events?: number
    },
  ): Promise<void>
  /** Its plays stay, without a source. */
  deleteSource(id: string): Promise<void>

  playerUsers(sourceId: string): Promise<readonly PlayerUserRow[]>
  /** Insert or replace. */
  putPlayerUser(row: PlayerUserRow): Promise<void>
  /** How many events of each unassigned user wait. */
  heldEvents(sourceId: string): Promise<ReadonlyMap<string, number>>
  /** Gives held events to a person and lets them be processed; answers how many. */
  releaseHeld(sourceId: string, playerUser: string, userId: string): Promise<number>
  dropHeld(sourceId: string, playerUser: string): Promise<number>

  /** False where the source has sent this id before: nothing is written then. */
  insertEvent(row: EventRow): Promise<boolean>
  /** Oldest first. */
  newEvents(limit: number): Promise<readonly EventRow[]>
  markEventsDone(ids: readonly string[]): Promise<void>

  /** The newest session of a channel, ended or not. A channel has one: a new session takes the place of the old. */
  session(channel: string): Promise<StoredSession | null>
  putSession(row: StoredSession): Promise<void>
  /** Sessions whose silence is over. */
  dueSessions(now: number, limit: number): Promise<readonly StoredSession[]>

  play(id: string): Promise<Play | null>
  /** Plays of a person seen between two moments, for telling repeats apart. */
  playsBetween(userId: string, fromAt: number, toAt: number): Promise<readonly Play[]>
  /** False where a play with this key exists. */
  insertPlay(play: Play): Promise<boolean>
  putPlay(play: Play): Promise<void>
  addStory(row: PlayStoryRow): Promise<void>

  delivery(id: string): Promise<Delivery | null>
  deliveryOfPlay(playId: string): Promise<Delivery | null>
  /** False where one with this key exists. */
  insertDelivery(delivery: Delivery): Promise<boolean>
  /** Writes where the stored version is `delivery.version - 1`; false when somebody was faster. */
  updateDelivery(delivery: Delivery): Promise<boolean>
  /**
   * What is due for an account, in the order in which it goes out: by the moment it tells of, and what is on now last.
   */
  dueDeliveries(accountId: string, now: number, limit: number): Promise<readonly Delivery[]>
  /** Accounts with something due, and when the next of the others is due. */
  dueAccounts(
    now: number,
  ): Promise<{ readonly accountIds: readonly string[]; readonly nextAt: number | null }>
  /** In these states; for signing in again, matching, replaying. */
  deliveriesIn(accountId: string, states: readonly Delivery['state'][]): Promise<readonly Delivery[]>
  /** Ids of history entries that own deliveries of this account stand for, since `sinceAt`. */
  takenHistoryIds(accountId: string, sinceAt: number): Promise<ReadonlySet<string>>

  alias(userId: string, key: string): Promise<AliasRow | null>
  putAlias(row: AliasRow): Promise<void>
}

export interface StoredSession {
  readonly session: PlaybackSession
  readonly userId: string
  readonly sourceId: string
  /** When its silence means that it is over; null when it has ended. */
  readonly dueAt: number | null
}

/** A play with what its row in a list needs. */
export interface PlayWithDelivery {
  readonly play: Play
  readonly delivery: Delivery | null
}

/** Reads beside transactions, for pages. */
export interface PlaysRead {
  sourceByToken(tokenHash: string): Promise<SourceRow | null>
  playsPage(query: {
    /** Null for all people. */
    userId: string | null
    accountId: string | null
    view: 'waiting' | 'attention' | 'delivered' | 'all'
    cursor: string | null
    limit: number
  }): Promise<Page<PlayWithDelivery>>
  playStory(playId: string): Promise<readonly PlayStoryRow[]>
  playing(userId: string | null, limit: number): Promise<readonly StoredSession[]>
  activityCounts(
    userId: string | null,
  ): Promise<{ playing: number; waiting: number; attention: number; nextAt: number | null }>
  /** Plays that wait, are sent or are looked up, by account; accounts with none are left out. */
  waitingByAccount(): Promise<ReadonlyMap<string, number>>
}
