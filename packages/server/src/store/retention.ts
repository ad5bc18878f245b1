import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export interface RetentionBounds {
  readonly endedAlerts: number
  readonly checks: number
  readonly failures: number
}

/** Deletes what is older than its bound; events and announcements go with their alert. Answers how many rows. */
export async function prune(db: Kysely<Schema>, before: RetentionBounds): Promise<number> {
  const gone = [
    await pruneAlerts(db, before.endedAlerts),
    await pruneFailures(db, before.failures),
    await pruneChecks(db, before.checks),
  ]
  return gone.reduce((sum, count) => sum + count, 0)
}

/**
 * What is in the history, and what was never shown. A dismissed problem that still goes on is kept, however long
 * ago it was dismissed: without its row the next failure would raise it again.
 */
async function pruneAlerts(db: Kysely<Schema>, before: number): Promise<number> {
  const result = await db
    .deleteFrom('alerts')
    .where('last_seen_at', '<', before)
    .where((e) =>
      e.or([
        e('history_at', '<', before),
        e.and([e('opened_at', 'is', null), e('state', 'in', ['pending', 'recovered'])]),
      ]),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** The newest failure of a living alert is its evidence, and stays as long as the alert does. */
async function pruneFailures(db: Kysely<Schema>, before: number): Promise<number> {
  const result = await db
    .deleteFrom('failures')
    .where('last_at', '<', before)
    .where((e) =>
      e.not(
        e.and([
          e.exists(
            e
              .selectFrom('alerts')
              .select('alerts.id')
              .whereRef('alerts.id', '=', 'failures.alert_id')
              .where('alerts.live', '=', 1),
          ),
          e.not(
            e.exists(
              e
                .selectFrom('failures as later')
                .select('later.id')
                .whereRef('later.alert_id', '=', 'failures.alert_id')
                .whereRef('later.last_at', '>', 'failures.last_at'),
            ),
          ),
        ]),
      ),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function pruneChecks(db: Kysely<Schema>, before: number): Promise<number> {
  const result = await db.deleteFrom('checks').where('at', '<', before).executeTakeFirst()
  return Number(result.numDeletedRows)
}
