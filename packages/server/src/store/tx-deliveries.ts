import { type Kysely, sql } from 'kysely'
import type { PlaysTx } from '../app/ports-plays.ts'
import { fromDelivery, toDelivery } from './rows-plays.ts'
import type { Schema } from './schema.ts'
import { shelve } from './shelf.ts'

type DeliveryPart = Pick<PlaysTx, 'delivery' | 'deliveryOfPlay' | 'insertDelivery' | 'updateDelivery'>

export function deliveryPart(db: Kysely<Schema>): DeliveryPart {
  return {
    delivery: async (id) => {
      const row = await db.selectFrom('deliveries').select('document').where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toDelivery(row)
    },
    deliveryOfPlay: async (playId) => {
      const row = await db
        .selectFrom('deliveries')
        .innerJoin('plays', 'plays.delivery_id', 'deliveries.id')
        .select('deliveries.document')
        .where('plays.id', '=', playId)
        .executeTakeFirst()
      return row === undefined ? null : toDelivery(row)
    },
    insertDelivery: async (delivery) => {
      const result = await db
        .insertInto('deliveries')
        .values(fromDelivery(delivery))
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst()
      if (result.numInsertedOrUpdatedRows !== 1n) return false
      await shelve(db, delivery, true)
      return true
    },
    updateDelivery: async (delivery) => {
      const result = await db
        .updateTable('deliveries')
        .set(fromDelivery(delivery))
        .where('id', '=', delivery.id)
        .where('version', '=', delivery.version - 1)
        .executeTakeFirst()
      if (result.numUpdatedRows !== 1n) return false
      await shelve(db, delivery, false)
      return true
    },
  }
}

type QueuePart = Pick<PlaysTx, 'dueDeliveries' | 'dueAccounts' | 'deliveriesIn' | 'takenHistoryIds'>

export function queuePart(db: Kysely<Schema>): QueuePart {
  return {
    dueDeliveries: async (accountId, now, limit) => {
      const rows = await db
        .selectFrom('deliveries')
        .select('document')
        .where('account_id', '=', accountId)
        .where('due_at', 'is not', null)
        // The sum keeps the planner on the index in this order: mostly all or nothing is due, and the first few go.
        .where(sql<number>`due_at + 0`, '<=', now)
        .orderBy('last')
        .orderBy('order_at')
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toDelivery)
    },
    dueAccounts: (now) => dueAccounts(db, now),
    deliveriesIn: async (accountId, states) => {
      if (states.length === 0) return []
      const rows = await db
        .selectFrom('deliveries')
        .select('document')
        .where('account_id', '=', accountId)
        .where('state', 'in', states)
        .orderBy('order_at')
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toDelivery)
    },
    takenHistoryIds: async (accountId, sinceAt) => {
      const rows = await db
        .selectFrom('deliveries')
        .select('history_id')
        .where('account_id', '=', accountId)
        .where('taken_at', '>=', sinceAt)
        .execute()
      return new Set(rows.flatMap((row) => (row.history_id === null ? [] : [row.history_id])))
    },
  }
}

async function dueAccounts(db: Kysely<Schema>, now: number): ReturnType<PlaysTx['dueAccounts']> {
  // One look at the front of each account's queue, however long that is.
  const rows = await db
    .selectFrom('accounts')
    .select((e) => [
      'id',
      e
        .selectFrom('deliveries')
        .select((inner) => inner.fn.min('due_at').as('first'))
        .whereRef('deliveries.account_id', '=', 'accounts.id')
        .where('due_at', 'is not', null)
        .as('first_at'),
    ])
    .orderBy('id')
    .execute()
  const later = rows.flatMap(({ first_at: at }) => (at !== null && at > now ? [at] : []))
  return {
    accountIds: rows.filter(({ first_at: at }) => at !== null && at <= now).map((row) => row.id),
    nextAt: later.length === 0 ? null : Math.min(...later),
  }
}
