import type { Insertable, Selectable } from 'kysely'
import type { EventRow, PlayerUserRow, SourceRow } from '../app/ports-plays.ts'
import type { EventTable, PlayerUserTable, SourceTable } from './schema-plays.ts'

export function fromSource(row: SourceRow): Insertable<SourceTable> {
  return {
    id: row.id,
    user_id: row.userId,
    kind: row.kind,
    name: row.name,
    token_hash: row.tokenHash,
    sealed_token: row.sealedToken,
    account_id: row.accountId,
    paused_at: row.pausedAt,
    last_event_at: row.lastEventAt,
    last_event_text: row.lastEventText,
    last_fault_at: row.lastFaultAt,
    last_fault_text: row.lastFaultText,
    events: row.events,
    created_at: row.createdAt,
    version: row.version,
  }
}

export function toSource(row: Selectable<SourceTable>): SourceRow {
  return {
    id: row.id,
    userId: row.user_id,
    kind: row.kind,
    name: row.name,
    tokenHash: row.token_hash,
    sealedToken: row.sealed_token,
    accountId: row.account_id,
    pausedAt: row.paused_at,
    lastEventAt: row.last_event_at,
    lastEventText: row.last_event_text,
    lastFaultAt: row.last_fault_at,
    lastFaultText: row.last_fault_text,
    events: row.events,
    createdAt: row.created_at,
    version: row.version,
  }
}

export function fromPlayerUser(row: PlayerUserRow): Insertable<PlayerUserTable> {
  return {
    source_id: row.sourceId,
    key: row.key,
    name: row.name,
    user_id: row.userId,
    ignored: row.ignored ? 1 : 0,
    first_seen_at: row.firstSeenAt,
    last_seen_at: row.lastSeenAt,
  }
}

export function toPlayerUser(row: Selectable<PlayerUserTable>): PlayerUserRow {
  return {
    sourceId: row.source_id,
    key: row.key,
    name: row.name,
    userId: row.user_id,
    ignored: row.ignored === 1,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  }
}

export function fromEvent(row: EventRow): Insertable<EventTable> {
  return {
    id: row.id,
    source_id: row.sourceId,
    user_id: row.userId,
    player_user: row.playerUser,
    sender_id: row.senderId,
    received_at: row.receivedAt,
    state: row.state,
    event: JSON.stringify(row.event),
  }
}

/** Of one that is still to be processed, whose state is known by the search that found it. */
export function toNewEvent(row: Omit<Selectable<EventTable>, 'state'>): EventRow {
  return {
    id: row.id,
    sourceId: row.source_id,
    userId: row.user_id,
    playerUser: row.player_user,
    senderId: row.sender_id,
    receivedAt: row.received_at,
    state: 'new',
    event: JSON.parse(row.event),
  }
}
