import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { idType } from './backend.ts'
import { addPlays } from './migrations-plays.ts'

export type Migrations = Readonly<Record<string, Migration>>

/** In order of their names. A released one is never changed: a change is a new one. */
export const migrations: Migrations = {
  '0001_start': { up: start },
  '0002_plays': { up: addPlays },
}

async function start(db: Kysely<unknown>): Promise<void> {
  await createIntegrations(db)
  await createAlerts(db)
  await createFailuresAndChecks(db)
  await createPeople(db)
}

async function createIntegrations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('meta')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('integrations')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('sealed_secrets', 'text', (column) => column.notNull())
    .addColumn('secret_hints', 'text', (column) => column.notNull())
    .addColumn('tested', 'integer', (column) => column.notNull())
    .addColumn('paused_at', 'bigint')
    .addColumn('last_proof_at', 'bigint')
    .addColumn('last_check_at', 'bigint')
    .addColumn('next_check_at', 'bigint')
    .addColumn('check_rung', 'integer', (column) => column.notNull())
    .addColumn('budget', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('integrations_in_order')
    .on('integrations')
    .columns(['created_at', 'id'])
    .execute()
}

async function createAlerts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('subject', idType(db), (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('integration_id', idType(db), (column) =>
      column.references('integrations.id').onDelete('cascade'),
    )
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('live', 'integer', (column) => column.notNull())
    .addColumn('severity_rank', 'integer', (column) => column.notNull())
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('opened_at', 'bigint')
    .addColumn('history_at', 'bigint')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await createAlertIndexes(db)
  await db.schema
    .createTable('alert_events')
    .addColumn('alert_id', idType(db), (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_events_key', ['alert_id', 'position'])
    // Deferred: within one transaction the parts of an outcome may be written in any order.
    .addForeignKeyConstraint('alert_events_alert', ['alert_id'], 'alerts', ['id'], (key) =>
      key.onDelete('cascade').deferrable().initiallyDeferred(),
    )
    .execute()
  await db.schema
    .createTable('outbox')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('alert_id', idType(db), (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addForeignKeyConstraint('outbox_alert', ['alert_id'], 'alerts', ['id'], (key) =>
      key.onDelete('cascade').deferrable().initiallyDeferred(),
    )
    .execute()
  await db.schema.createIndex('outbox_of_alert').on('outbox').column('alert_id').execute()
  await db.schema.createIndex('outbox_in_order').on('outbox').columns(['at', 'id']).execute()
}

async function createAlertIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('alerts_one_live')
    .unique()
    .on('alerts')
    .columns(['subject', 'cause'])
    .where(sql.ref('live'), '=', 1)
    .execute()
  await db.schema
    .createIndex('alerts_latest')
    .on('alerts')
    .columns(['subject', 'cause', 'live', 'first_seen_at', 'id'])
    .execute()
  await db.schema
    .createIndex('alerts_by_severity')
    .on('alerts')
    .columns(['state', 'severity_rank', 'last_seen_at', 'id'])
    .execute()
  await db.schema.createIndex('alerts_history').on('alerts').columns(['history_at', 'id']).execute()
  await db.schema
    .createIndex('alerts_of_integration')
    .on('alerts')
    .columns(['integration_id', 'state'])
    .execute()
}

async function createFailuresAndChecks(db: Kysely<unknown>): Promise<void> {
  await createFailures(db)
  await db.schema
    .createTable('checks')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('integration_id', idType(db), (column) =>
      column.notNull().references('integrations.id').onDelete('cascade'),
    )
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('duration_ms', 'double precision', (column) => column.notNull())
    .addColumn('ok', 'integer', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('cause', 'text')
    .addColumn('title', 'text')
    .execute()
  await db.schema
    .createIndex('checks_of_integration')
    .on('checks')
    .columns(['integration_id', 'at', 'id'])
    .execute()
  await db.schema.createIndex('checks_by_age').on('checks').column('at').execute()
}

async function createFailures(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('failures')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('integration_id', idType(db), (column) =>
      column.notNull().references('integrations.id').onDelete('cascade'),
    )
    .addColumn('alert_id', idType(db))
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('first_at', 'bigint', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addColumn('call', 'text')
    .addColumn('method', 'text')
    .addColumn('url', 'text')
    .addColumn('status', 'integer')
    .addColumn('headers', 'text', (column) => column.notNull())
    .addColumn('body_start', 'text')
    .addColumn('transport', 'text')
    .addColumn('duration_ms', 'double precision')
    .addColumn('signs', 'text', (column) => column.notNull())
    .addForeignKeyConstraint('failures_alert', ['alert_id'], 'alerts', ['id'], (key) =>
      key.onDelete('set null').deferrable().initiallyDeferred(),
    )
    .execute()
  await db.schema
    .createIndex('failures_alike')
    .on('failures')
    .columns(['integration_id', 'cause', 'call', 'last_at'])
    .execute()
  await db.schema
    .createIndex('failures_of_alert')
    .on('failures')
    .columns(['alert_id', 'last_at', 'id'])
    .execute()
  await db.schema.createIndex('failures_by_age').on('failures').column('last_at').execute()
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('sessions')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('user_id', idType(db), (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('user_agent', 'text')
    .execute()
  await db.schema
    .createIndex('sessions_of_user')
    .on('sessions')
    .columns(['user_id', 'last_seen_at'])
    .execute()
  await db.schema.createIndex('sessions_by_end').on('sessions').column('expires_at').execute()
}
