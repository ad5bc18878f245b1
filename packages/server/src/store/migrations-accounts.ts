import { type Kysely, sql } from 'kysely'
import { idType } from './backend.ts'

/** Part of `0002_plays`: accounts, the ways to get one, and the leases of those who work for them. */
export async function addAccounts(db: Kysely<unknown>): Promise<void> {
  await createAccounts(db)
  await createSignIns(db)
  await createPasswordLinks(db)
  await createLeases(db)
}

async function createAccounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('user_id', idType(db), (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('service', 'text', (column) => column.notNull())
    // No foreign key: an app that is removed and set up again takes no settings and no waiting play with it.
    .addColumn('integration_id', idType(db), (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('sealed_tokens', 'text')
    .addColumn('client_id', 'text')
    .addColumn('redirect_uri', 'text')
    .addColumn('token', 'text', (column) => column.notNull())
    .addColumn('diagnosis', 'text')
    .addColumn('vip', 'integer')
    .addColumn('limits', 'text', (column) => column.notNull())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('poll_state', 'text')
    .addColumn('next_poll_at', 'bigint')
    .addColumn('next_refresh_at', 'bigint')
    .addColumn('next_write_at', 'bigint', (column) => column.notNull())
    .addColumn('last_delivery_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addUniqueConstraint('accounts_one_each', ['user_id', 'service'])
    .execute()
  await db.schema
    .createIndex('accounts_of_integration')
    .on('accounts')
    .columns(['integration_id', 'created_at', 'id'])
    .execute()
}

async function createSignIns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sign_ins')
    .addColumn('id', idType(db), (column) => column.primaryKey())
    .addColumn('user_id', idType(db), (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('state_hash', 'text', (column) => column.unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('over_at', 'bigint', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('sign_ins_of_user')
    .on('sign_ins')
    .columns(['user_id', 'created_at', 'id'])
    .execute()
  await db.schema
    .createIndex('sign_ins_pending')
    .on('sign_ins')
    .columns(['created_at', 'id'])
    .where(sql.ref('state'), '=', 'pending')
    .execute()
  await db.schema.createIndex('sign_ins_by_age').on('sign_ins').column('over_at').execute()
}

async function createPasswordLinks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('password_links')
    .addColumn('user_id', idType(db), (column) =>
      column.primaryKey().references('users.id').onDelete('cascade'),
    )
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
}

async function createLeases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .execute()
}
