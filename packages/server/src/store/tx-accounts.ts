import { type Kysely, sql } from 'kysely'
import type { AccountRow, AccountTx } from '../app/ports-accounts.ts'
import { leasePart } from './leases.ts'
import { fromAccount, fromAccountNote, fromSignIn, toAccount, toSignIn } from './rows-accounts.ts'
import type { Schema } from './schema.ts'
import { clearShelvesOf } from './shelf.ts'

export function accountPart(db: Kysely<Schema>): AccountTx {
  return { ...accountRows(db), ...signInRows(db), ...leasePart(db) }
}

type AccountRows = Pick<
  AccountTx,
  'account' | 'accounts' | 'insertAccount' | 'updateAccount' | 'noteAccount' | 'duePolls' | 'deleteAccount'
>

function accountRows(db: Kysely<Schema>): AccountRows {
  return {
    account: async (id) => {
      const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toAccount(row)
    },
    accounts: async ({ userId, service, integrationId }) => {
      let query = db.selectFrom('accounts').selectAll()
      if (userId !== undefined) query = query.where('user_id', '=', userId)
      if (service !== undefined) query = query.where('service', '=', service)
      if (integrationId !== undefined) query = query.where('integration_id', '=', integrationId)
      const rows = await query.orderBy('created_at').orderBy('id').execute()
      return rows.map(toAccount)
    },
    insertAccount: async (row) => {
      await db.insertInto('accounts').values(fromAccount(row)).execute()
    },
    updateAccount: async (row) => {
      const result = await db
        .updateTable('accounts')
        .set(fromAccount(row))
        .where('id', '=', row.id)
        .where('version', '=', row.version - 1)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    noteAccount: async (id, note) => {
      const change = fromAccountNote(note)
      if (change !== null) await db.updateTable('accounts').set(change).where('id', '=', id).execute()
    },
    duePolls: (service, now, limit) => duePolls(db, { service, now, limit }),
    deleteAccount: async (id) => {
      await clearShelvesOf(db, id)
      await db.deleteFrom('alerts').where('subject', '=', id).execute()
      await db.deleteFrom('accounts').where('id', '=', id).execute()
    },
  }
}

/** Without the rows themselves: what a poller remembers may be long. */
async function duePolls(
  db: Kysely<Schema>,
  { service, now, limit }: { service: AccountRow['service']; now: number; limit: number },
): ReturnType<AccountTx['duePolls']> {
  const polled = db
    .selectFrom('accounts')
    .where('service', '=', service)
    .where('state', '=', 'linked')
    .where('next_poll_at', 'is not', null)
  const due = await polled
    .select('id')
    .where('next_poll_at', '<=', now)
    .orderBy('next_poll_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  const later = await polled
    .select((e) => e.fn.min('next_poll_at').as('at'))
    .where('next_poll_at', '>', now)
    .executeTakeFirst()
  return { accountIds: due.map(({ id }) => id), nextAt: later?.at ?? null }
}

type SignInRows = Pick<AccountTx, 'signIn' | 'signInByState' | 'signInsOf' | 'pendingSignIns' | 'putSignIn'>

function signInRows(db: Kysely<Schema>): SignInRows {
  const found = db.selectFrom('sign_ins').select('document')
  return {
    signIn: async (id) => {
      const row = await found.where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toSignIn(row)
    },
    signInByState: async (stateHash) => {
      const row = await found.where('state_hash', '=', stateHash).executeTakeFirst()
      return row === undefined ? null : toSignIn(row)
    },
    signInsOf: async (userId) => {
      const rows = await found
        .where('user_id', '=', userId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute()
      return rows.map(toSignIn)
    },
    pendingSignIns: async () => {
      const rows = await found
        .where('state', '=', sql.lit('pending'))
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toSignIn)
    },
    putSignIn: async (row) => {
      const { id, ...rest } = fromSignIn(row)
      await db
        .insertInto('sign_ins')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute()
    },
  }
}
