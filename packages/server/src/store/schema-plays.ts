import type { Delivery, Play } from '@cuemark/domain'
import type { AccountRow, SignInRow } from '../app/ports-accounts.ts'
import type { EventRow, PlayStoryRow, SourceRow } from '../app/ports-plays.ts'

/** Tables of accounts, sources and plays. */
export interface PlaysSchema {
  accounts: AccountTable
  sign_ins: SignInTable
  password_links: PasswordLinkTable
  leases: LeaseTable
  sources: SourceTable
  player_users: PlayerUserTable
  events: EventTable
  playback_sessions: PlaybackSessionTable
  plays: PlayTable
  play_story: PlayStoryTable
  deliveries: DeliveryTable
  aliases: AliasTable
}

export interface AccountTable {
  id: string
  user_id: string
  service: AccountRow['service']
  integration_id: string
  name: string | null
  state: AccountRow['state']
  sealed_tokens: string | null
  client_id: string | null
  redirect_uri: string | null
  token: string
  diagnosis: string | null
  vip: number | null
  limits: string
  settings: string
  poll_state: string | null
  next_poll_at: number | null
  next_refresh_at: number | null
  next_write_at: number
  last_delivery_at: number | null
  created_at: number
  updated_at: number
  version: number
}

export interface SignInTable {
  id: string
  user_id: string
  state: SignInRow['state']
  state_hash: string | null
  created_at: number
  /** When it ended, or will have run out. */
  over_at: number
  document: string
}

export interface PasswordLinkTable {
  user_id: string
  token_hash: string
  created_at: number
  expires_at: number
}

export interface LeaseTable {
  name: string
  /** Empty where nobody holds it. The row stays, because the next fence comes after this one. */
  owner: string
  fence: number
  ends_at: number
}

export interface SourceTable {
  id: string
  user_id: string
  kind: SourceRow['kind']
  name: string
  token_hash: string | null
  sealed_token: string | null
  account_id: string | null
  paused_at: number | null
  last_event_at: number | null
  last_event_text: string | null
  last_fault_at: number | null
  last_fault_text: string | null
  events: number
  created_at: number
  version: number
}

export interface PlayerUserTable {
  source_id: string
  key: string
  name: string
  user_id: string | null
  ignored: number
  first_seen_at: number
  last_seen_at: number
}

export interface EventTable {
  id: string
  source_id: string
  user_id: string | null
  player_user: string | null
  sender_id: string | null
  received_at: number
  /** `known` is a done one that has given up its content and only knows its sender's id. */
  state: EventRow['state'] | 'known'
  event: string
}

/** One row a channel: what begins on it takes the place of what was there. */
export interface PlaybackSessionTable {
  channel: string
  user_id: string
  source_id: string
  /** 1 until it has ended. */
  live: number
  last_event_at: number
  due_at: number | null
  document: string
}

/** Where a play stands on the page; null where only the list of all shows it. */
export type Shelf = 'waiting' | 'attention' | 'delivered'

export interface PlayTable {
  id: string
  user_id: string
  key: string
  watched_at: number
  state: Play['state']
  /** The document does not hold it: a source that is removed is taken out here. */
  source_id: string | null
  /** Its newest delivery. */
  delivery_id: string | null
  shelf: Shelf | null
  /** Place on the shelf. */
  shelf_at: number | null
  document: string
}

export interface PlayStoryTable {
  play_id: string
  /** Order within the story; several lines may share a millisecond. */
  position: number
  at: number
  what: PlayStoryRow['what']
  text: string
}

/** `document` is the delivery as it is; the other columns repeat what is searched and sorted by. */
export interface DeliveryTable {
  id: string
  account_id: string
  key: string
  /** Of a completed play only: what it brings is that play. */
  play_id: string | null
  /** 1 for what is on now: it goes out after everything else. */
  last: number
  /** The moment that it tells of. */
  order_at: number
  state: Delivery['state']
  /** Earliest next step; null for what is over or waits for somebody. */
  due_at: number | null
  /** Until when an entry of the history may be this one; null where it stands for none. */
  taken_at: number | null
  history_id: string | null
  created_at: number
  version: number
  document: string
}

export interface AliasTable {
  user_id: string
  key: string
  title: string
  created_at: number
}
