import { type Kysely, sql } from 'kysely'
import type { PlaysRead } from '../app/ports-plays.ts'
import type { Access } from './access.ts'
import { playsPage } from './pages-plays.ts'
import { toPlayStory, toStoredSession } from './rows-plays.ts'
import { toSource } from './rows-sources.ts'
import type { Schema } from './schema.ts'
import { never } from './shelf.ts'

export function createPlaysRead({ read }: Access): PlaysRead {
  return {
    sourceByToken: (tokenHash) =>
      read(async (db) => {
        const row = await db
          .selectFrom('sources')
          .selectAll()
          .where('token_hash', '=', tokenHash)
          .executeTakeFirst()
        return row === undefined ? null : toSource(row)
      }),
    playsPage: (query) => read((db) => playsPage(db, query)),
    playStory: (playId) =>
      read(async (db) => {
        const rows = await db
          .selectFrom('play_story')
          .selectAll()
          .where('play_id', '=', playId)
          .orderBy('position')
          .execute()
        return rows.map(toPlayStory)
      }),
    playing: (userId, limit) =>
      read(async (db) => {
        let query = db.selectFrom('playback_sessions').selectAll().where('live', '=', sql.lit(1))
        if (userId !== null) query = query.where('user_id', '=', userId)
        const rows = await query
          .orderBy('last_event_at', 'desc')
          .orderBy('channel', 'desc')
          .limit(limit)
          .execute()
        return rows.map(toStoredSession)
      }),
    activityCounts: (userId) => read((db) => activityCounts(db, userId)),
    waitingByAccount: () => read(waitingByAccount),
  }
}

async function activityCounts(
  db: Kysely<Schema>,
  userId: string | null,
): Promise<Awaited<ReturnType<PlaysRead['activityCounts']>>> {
  let live = db
    .selectFrom('playback_sessions')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('live', '=', sql.lit(1))
  let shelved = db
    .selectFrom('plays')
    .select((e) => ['shelf', e.fn.countAll<number>().as('count'), e.fn.min('shelf_at').as('first_at')])
    .where('shelf', 'in', ['waiting', 'attention'])
  if (userId !== null) {
    live = live.where('user_id', '=', userId)
    shelved = shelved.where('user_id', '=', userId)
  }
  const playing = await live.executeTakeFirst()
  const rows = await shelved.groupBy('shelf').execute()
  const waiting = rows.find((row) => row.shelf === 'waiting')
  const firstAt = waiting?.first_at ?? never
  return {
    playing: playing?.count ?? 0,
    waiting: waiting?.count ?? 0,
    attention: rows.find((row) => row.shelf === 'attention')?.count ?? 0,
    nextAt: firstAt === never ? null : firstAt,
  }
}

/** Account by account, so that the many that were delivered are not walked through. */
async function waitingByAccount(db: Kysely<Schema>): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('accounts')
    .select((e) => [
      'id',
      e
        .selectFrom('deliveries')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('deliveries.account_id', '=', 'accounts.id')
        .where('deliveries.state', 'in', ['waiting', 'sending', 'unknown'])
        .where('deliveries.play_id', 'is not', null)
        .as('count'),
    ])
    .execute()
  return new Map(rows.flatMap(({ id, count }) => (count === null || count === 0 ? [] : [[id, count]])))
}
