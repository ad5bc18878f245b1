import { type Kysely, sql } from 'kysely'
import { idType } from './backend.ts'
import { addAccounts } from './migrations-accounts.ts'

/** `0002_plays`: accounts, sources, and the road from an event to a delivery. */
export async function addPlays(db: Kysely<unknown>): Promise<void> {
  await addAccounts(db)
  await createSources(db)
  await createEvents(db)
  await createPlaybackSessions(db)
  await createPlays(db)
  await createPlayStory(db)
  await createDeliveries(db)
  await createAliases(db)
}

async function createSources(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sources')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('user_id', idType(db), (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.unique())
    .addColumn('sealed_token', 'text')
    .addColumn('account_id', idType(db))
    .addColumn('paused_at', 'bigint')
    .addColumn('last_event_at', 'bigint')
    .addColumn('last_event_text', 'text')
    .addColumn('last_fault_at', 'bigint')
    .addColumn('last_fault_text', 'text')
    .addColumn('events', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    // Deferred: an account and its source may be written in any order.
    .addForeignKeyConstraint('sources_account', ['account_id'], 'accounts', ['id'], (key) =>
      key.onDelete('cascade').deferrable().initiallyDeferred(),
    )
    .execute()
  await db.schema
    .createIndex('sources_of_user')
    .on('sources')
    .columns(['user_id', 'created_at', 'id'])
    .execute()
  await db.schema.createIndex('sources_of_account').on('sources').column('account_id').execute()
  await db.schema
    .createTable('player_users')
    .addColumn('source_id', idType(db), (column) =>
      column.notNull().references('sources.id').onDelete('cascade'),
    )
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('user_id', idType(db), (column) => column.references('users.id').onDelete('set null'))
    .addColumn('ignored', 'integer', (column) => column.notNull())
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('player_users_key', ['source_id', 'key'])
    .execute()
}

/** Written for every event before its sender gets an answer: few indexes, most of them over few rows. */
async function createEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('events')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('source_id', idType(db), (column) =>
      column.notNull().references('sources.id').onDelete('cascade'),
    )
    .addColumn('user_id', idType(db), (column) => column.references('users.id').onDelete('cascade'))
    .addColumn('player_user', 'text')
    .addColumn('sender_id', 'text')
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('events_once')
    .unique()
    .on('events')
    .columns(['source_id', 'sender_id'])
    .where(sql.ref('sender_id'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('events_new')
    .on('events')
    .column('id')
    .where(sql.ref('state'), '=', 'new')
    .execute()
  await db.schema
    .createIndex('events_held')
    .on('events')
    .columns(['source_id', 'player_user'])
    .where(sql.ref('state'), '=', 'held')
    .execute()
  for (const state of ['done', 'known'])
    await db.schema
      .createIndex(`events_${state}`)
      .on('events')
      .column('received_at')
      .where(sql.ref('state'), '=', state)
      .execute()
}

async function createPlaybackSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('playback_sessions')
    .addColumn('channel', idType(db), (column) => column.primaryKey())
    .addColumn('user_id', idType(db), (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('source_id', idType(db), (column) =>
      column.notNull().references('sources.id').onDelete('cascade'),
    )
    .addColumn('live', 'integer', (column) => column.notNull())
    .addColumn('last_event_at', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('playback_sessions_due')
    .on('playback_sessions')
    .columns(['due_at', 'channel'])
    .where(sql.ref('due_at'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('playback_sessions_live')
    .on('playback_sessions')
    .columns(['last_event_at', 'channel'])
    .where(sql.ref('live'), '=', 1)
    .execute()
  await db.schema
    .createIndex('playback_sessions_over')
    .on('playback_sessions')
    .column('last_event_at')
    .where(sql.ref('live'), '=', 0)
    .execute()
}

async function createPlays(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plays')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('user_id', idType(db), (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('watched_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('source_id', idType(db), (column) => column.references('sources.id').onDelete('set null'))
    .addColumn('delivery_id', idType(db))
    .addColumn('shelf', 'text')
    .addColumn('shelf_at', 'bigint')
    .addColumn('document', 'text', (column) => column.notNull())
    .addUniqueConstraint('plays_once', ['user_id', 'key'])
    .execute()
  const orders = { plays_of_user: ['user_id'], plays_in_order: [] }
  for (const [name, whose] of Object.entries(orders))
    await db.schema
      .createIndex(name)
      .on('plays')
      .columns([...whose, 'watched_at', 'id'])
      .execute()
  const shelves = { plays_shelf_of_user: ['user_id'], plays_shelf: [] }
  for (const [name, whose] of Object.entries(shelves))
    await db.schema
      .createIndex(name)
      .on('plays')
      .columns([...whose, 'shelf', 'shelf_at', 'watched_at', 'id'])
      .execute()
  await db.schema.createIndex('plays_of_source').on('plays').column('source_id').execute()
}

async function createPlayStory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('play_story')
    .addColumn('play_id', idType(db), (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('play_story_key', ['play_id', 'position'])
    .addForeignKeyConstraint('play_story_play', ['play_id'], 'plays', ['id'], (key) =>
      key.onDelete('cascade').deferrable().initiallyDeferred(),
    )
    .execute()
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('account_id', idType(db), (column) =>
      column.notNull().references('accounts.id').onDelete('cascade'),
    )
    .addColumn('key', 'text', (column) => column.notNull().unique())
    // Not deferred: a delivery is written after its play, which learns of it then.
    .addColumn('play_id', idType(db), (column) => column.references('plays.id').onDelete('cascade'))
    .addColumn('last', 'integer', (column) => column.notNull())
    .addColumn('order_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('taken_at', 'bigint')
    .addColumn('history_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await createDeliveryIndexes(db)
}

async function createDeliveryIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('deliveries_due')
    .on('deliveries')
    .columns(['account_id', 'due_at'])
    .where(sql.ref('due_at'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('deliveries_in_order')
    .on('deliveries')
    .columns(['account_id', 'last', 'order_at', 'created_at', 'id', 'due_at'])
    .where(sql.ref('due_at'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('deliveries_by_state')
    .on('deliveries')
    .columns(['account_id', 'state', 'order_at', 'created_at', 'id'])
    .execute()
  await db.schema
    .createIndex('deliveries_taken')
    .on('deliveries')
    .columns(['account_id', 'taken_at', 'history_id'])
    .where(sql.ref('taken_at'), 'is not', null)
    .execute()
  await db.schema.createIndex('deliveries_of_play').on('deliveries').column('play_id').execute()
}

async function createAliases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('aliases')
    .addColumn('user_id', idType(db), (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('aliases_key', ['user_id', 'key'])
    .execute()
}
