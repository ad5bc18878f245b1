import type { Insertable, Selectable } from 'kysely'
import type { Delivery, Play } from '@cuemark/domain'
import type { AliasRow, PlayStoryRow, StoredSession } from '../app/ports-plays.ts'
import { whole } from './rows.ts'
import type {
  AliasTable,
  DeliveryTable,
  PlaybackSessionTable,
  PlayStoryTable,
  PlayTable,
} from './schema-plays.ts'

type SessionDocument = Pick<StoredSession, 'session' | 'dueAt'>

export function fromStoredSession(row: StoredSession): Insertable<PlaybackSessionTable> {
  const document: SessionDocument = { session: row.session, dueAt: row.dueAt }
  return {
    channel: row.session.channel,
    user_id: row.userId,
    source_id: row.sourceId,
    live: row.session.state === 'ended' ? 0 : 1,
    last_event_at: Math.round(row.session.lastEventAt),
    due_at: whole(row.dueAt),
    document: JSON.stringify(document),
  }
}

export function toStoredSession(row: Selectable<PlaybackSessionTable>): StoredSession {
  const { session, dueAt }: SessionDocument = JSON.parse(row.document)
  return { session, userId: row.user_id, sourceId: row.source_id, dueAt }
}

/** What a play's row says by itself; its place on a shelf hangs on its delivery too. */
type OwnPlayColumns = Omit<Insertable<PlayTable>, 'delivery_id' | 'shelf' | 'shelf_at'>

export function fromPlay({ sourceId, ...play }: Play): OwnPlayColumns {
  return {
    id: play.id,
    user_id: play.userId,
    key: play.key,
    watched_at: Math.round(play.watchedAt),
    state: play.state,
    source_id: sourceId,
    document: JSON.stringify(play),
  }
}

export function toPlay(row: Pick<Selectable<PlayTable>, 'document' | 'source_id'>): Play {
  const play: Omit<Play, 'sourceId'> = JSON.parse(row.document)
  return { ...play, sourceId: row.source_id }
}

export function fromDelivery(delivery: Delivery): Insertable<DeliveryTable> {
  const { cargo, state, historyId } = delivery
  const orderAt = Math.round(momentOf(delivery))
  const over = state === 'delivered' || state === 'dropped'
  return {
    id: delivery.id,
    account_id: delivery.accountId,
    key: delivery.key,
    play_id: cargo.type === 'watch' ? cargo.playId : null,
    last: cargo.type === 'watching' ? 1 : 0,
    order_at: orderAt,
    state,
    due_at: over ? null : whole(delivery.nextAt),
    taken_at: historyId === null ? null : Math.max(orderAt, Math.round(delivery.deliveredAt ?? orderAt)),
    history_id: historyId,
    created_at: Math.round(delivery.createdAt),
    version: delivery.version,
    document: JSON.stringify(delivery),
  }
}

function momentOf({ cargo, createdAt }: Delivery): number {
  if (cargo.type === 'watch') return cargo.watchedAt
  return cargo.type === 'unwatch' ? createdAt : cargo.at
}

export function toDelivery(row: Pick<Selectable<DeliveryTable>, 'document'>): Delivery {
  const delivery: Delivery = JSON.parse(row.document)
  return delivery
}

export function toPlayStory(row: Selectable<PlayStoryTable>): PlayStoryRow {
  return { playId: row.play_id, at: row.at, what: row.what, text: row.text }
}

export function fromAlias(row: AliasRow): Insertable<AliasTable> {
  return {
    user_id: row.userId,
    key: row.key,
    title: JSON.stringify(row.title),
    created_at: row.createdAt,
  }
}

export function toAlias(row: Selectable<AliasTable>): AliasRow {
  return { userId: row.user_id, key: row.key, title: JSON.parse(row.title), createdAt: row.created_at }
}
