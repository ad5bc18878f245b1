import { type Kysely, sql } from 'kysely'
import type { PlaysTx } from '../app/ports-plays.ts'
import { fromEvent, fromPlayerUser, fromSource, toNewEvent, toPlayerUser, toSource } from './rows-sources.ts'
import type { Schema } from './schema.ts'

type SourcePart = Pick<
  PlaysTx,
  'source' | 'sources' | 'insertSource' | 'updateSource' | 'noteSource' | 'deleteSource'
>

export function sourcePart(db: Kysely<Schema>): SourcePart {
  return {
    source: async (id) => {
      const row = await db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toSource(row)
    },
    sources: async ({ userId, accountId }) => {
      let query = db.selectFrom('sources').selectAll()
      if (userId !== undefined) query = query.where('user_id', '=', userId)
      if (accountId !== undefined) query = query.where('account_id', '=', accountId)
      const rows = await query.orderBy('created_at').orderBy('id').execute()
      return rows.map(toSource)
    },
    insertSource: async (row) => {
      await db.insertInto('sources').values(fromSource(row)).execute()
    },
    updateSource: async (row) => {
      const result = await db
        .updateTable('sources')
        .set(fromSource(row))
        .where('id', '=', row.id)
        .where('version', '=', row.version - 1)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    noteSource: (id, note) => noteSource(db, id, note),
    deleteSource: async (id) => {
      await db.deleteFrom('sources').where('id', '=', id).execute()
    },
  }
}

async function noteSource(
  db: Kysely<Schema>,
  id: string,
  { events = 0, ...said }: Parameters<PlaysTx['noteSource']>[1],
): Promise<void> {
  await db
    .updateTable('sources')
    .set((e) => ({
      events: e('events', '+', events),
      ...(said.lastEventAt === undefined ? {} : { last_event_at: said.lastEventAt }),
      ...(said.lastEventText === undefined ? {} : { last_event_text: said.lastEventText }),
      ...(said.lastFaultAt === undefined ? {} : { last_fault_at: said.lastFaultAt }),
      ...(said.lastFaultText === undefined ? {} : { last_fault_text: said.lastFaultText }),
    }))
    .where('id', '=', id)
    .execute()
}

type PlayerUserPart = Pick<
  PlaysTx,
  'playerUsers' | 'putPlayerUser' | 'heldEvents' | 'releaseHeld' | 'dropHeld'
>

export function playerUserPart(db: Kysely<Schema>): PlayerUserPart {
  const held = (sourceId: string, playerUser: string) =>
    db
      .updateTable('events')
      .where('source_id', '=', sourceId)
      .where('player_user', '=', playerUser)
      .where('state', '=', sql.lit('held'))
  return {
    playerUsers: async (sourceId) => {
      const rows = await db
        .selectFrom('player_users')
        .selectAll()
        .where('source_id', '=', sourceId)
        .orderBy('first_seen_at')
        .orderBy('key')
        .execute()
      return rows.map(toPlayerUser)
    },
    putPlayerUser: async (row) => {
      const { source_id, key, ...rest } = fromPlayerUser(row)
      await db
        .insertInto('player_users')
        .values({ source_id, key, ...rest })
        .onConflict((conflict) => conflict.columns(['source_id', 'key']).doUpdateSet(rest))
        .execute()
    },
    heldEvents: async (sourceId) => {
      const rows = await db
        .selectFrom('events')
        .select((e) => ['player_user', e.fn.countAll<number>().as('count')])
        .where('source_id', '=', sourceId)
        .where('state', '=', sql.lit('held'))
        .groupBy('player_user')
        .execute()
      return new Map(rows.map((row) => [row.player_user ?? '', row.count]))
    },
    releaseHeld: async (sourceId, playerUser, userId) => {
      const result = await held(sourceId, playerUser)
        .set({ state: 'new', user_id: userId })
        .executeTakeFirst()
      return Number(result.numUpdatedRows)
    },
    // Kept as done: a repeat by its sender is still known.
    dropHeld: async (sourceId, playerUser) => {
      const result = await held(sourceId, playerUser).set({ state: 'done' }).executeTakeFirst()
      return Number(result.numUpdatedRows)
    },
  }
}

type EventPart = Pick<PlaysTx, 'insertEvent' | 'newEvents' | 'markEventsDone'>

export function eventPart(db: Kysely<Schema>): EventPart {
  return {
    insertEvent: async (row) => {
      const result = await db
        .insertInto('events')
        .values(fromEvent(row))
        .onConflict((conflict) =>
          conflict.columns(['source_id', 'sender_id']).where('sender_id', 'is not', null).doNothing(),
        )
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },
    newEvents: async (limit) => {
      const rows = await db
        .selectFrom('events')
        .select(['id', 'source_id', 'user_id', 'player_user', 'sender_id', 'received_at', 'event'])
        .where('state', '=', sql.lit('new'))
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toNewEvent)
    },
    markEventsDone: async (ids) => {
      // In parts: a statement takes so many parameters and no more.
      for (let at = 0; at < ids.length; at += idsInOneStatement)
        await db
          .updateTable('events')
          .set({ state: 'done' })
          .where('id', 'in', ids.slice(at, at + idsInOneStatement))
          .execute()
    },
  }
}

const idsInOneStatement = 500
