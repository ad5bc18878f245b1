import type { Kysely } from 'kysely'
import type { FailureRow } from '../app/ports.ts'
import { fromEvidence, fromFailure } from './rows.ts'
import type { Schema } from './schema.ts'

/**
 * Like failures of a burst are one row with a count. The row keeps its first moment; what it shows is the newest
 * evidence.
 */
export async function addFailure(db: Kysely<Schema>, row: FailureRow, foldMs: number): Promise<void> {
  const like = await newestLike(db, row)
  if (like === undefined || like.last_at < row.firstAt - foldMs) {
    await db.insertInto('failures').values(fromFailure(row)).execute()
    return
  }
  const newer = row.lastAt >= like.last_at
  await db
    .updateTable('failures')
    .set({
      ...(newer ? fromEvidence(row) : {}),
      first_at: Math.min(like.first_at, row.firstAt),
      last_at: Math.max(like.last_at, row.lastAt),
      count: like.count + row.count,
    })
    .where('id', '=', like.id)
    .execute()
}

interface Like {
  readonly id: string
  readonly first_at: number
  readonly last_at: number
  readonly count: number
}

async function newestLike(db: Kysely<Schema>, row: FailureRow): Promise<Like | undefined> {
  return await db
    .selectFrom('failures')
    .select(['id', 'first_at', 'last_at', 'count'])
    .where('integration_id', '=', row.integrationId)
    .where('cause', '=', row.cause)
    .where('call', row.call === null ? 'is' : '=', row.call)
    .where('alert_id', row.alertId === null ? 'is' : '=', row.alertId)
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
