import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { Access } from './access.ts'
import type { Schema } from './schema.ts'

const dayMs = 86_400_000
/** After an event has given up its content, its sender's id is known for so long: senders repeat for days. */
const repeatsKnownMs = 28 * dayMs
const eventsInOneStep = 500

export interface RetentionBounds {
  readonly endedAlerts: number
  readonly checks: number
  readonly failures: number
  readonly events: number
  readonly signIns: number
}

/** Deletes what is older than its bound; events and announcements go with their alert. Answers how many rows. */
export async function prune(access: Access, before: RetentionBounds): Promise<number> {
  const rare = await access.transact((db) => pruneRare(db, before))
  return rare + (await pruneEvents(access, before.events))
}

async function pruneRare(db: Kysely<Schema>, before: RetentionBounds): Promise<number> {
  const gone = [
    await pruneAlerts(db, before.endedAlerts),
    await pruneFailures(db, before.failures),
    await pruneChecks(db, before.checks),
    await prunePlayback(db, before.events - repeatsKnownMs),
    await pruneSignIns(db, before.signIns),
    await pruneLeases(db, before.signIns),
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

/**
 * What is done goes, once it is older than its bound. Of an event with an id of its sender the row stays for four more
 * weeks without content, so that a late repeat makes no second play. What nobody has processed is never touched.
 * Events are many and their senders wait for an answer, so this is done in short transactions.
 */
async function pruneEvents({ transact }: Access, before: number): Promise<number> {
  const forgotten = before - repeatsKnownMs
  let gone = 0
  for (const state of ['known', 'done'] as const)
    gone += await inSteps(transact, (db) => deleteEvents(db, state, forgotten))
  gone += await inSteps(transact, (db) => deleteEvents(db, 'done', before, 'nameless'))
  await inSteps(transact, (db) => emptyEvents(db, before))
  return gone
}

async function inSteps(
  transact: Access['transact'],
  step: (db: Kysely<Schema>) => Promise<number>,
): Promise<number> {
  let sum = 0
  for (let count = eventsInOneStep; count === eventsInOneStep; sum += count) count = await transact(step)
  return sum
}

async function deleteEvents(
  db: Kysely<Schema>,
  state: 'known' | 'done',
  before: number,
  which: 'all' | 'nameless' = 'all',
): Promise<number> {
  let old = oldEvents(db, state, before)
  if (which === 'nameless') old = old.where('sender_id', 'is', null)
  const result = await db.deleteFrom('events').where('id', 'in', old).executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function emptyEvents(db: Kysely<Schema>, before: number): Promise<number> {
  const result = await db
    .updateTable('events')
    .set({ state: 'known', event: '' })
    .where('id', 'in', oldEvents(db, 'done', before))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

function oldEvents(
  db: Kysely<Schema>,
  state: 'known' | 'done',
  before: number,
): SelectQueryBuilder<Schema, 'events', { id: string }> {
  return db
    .selectFrom('events')
    .select('id')
    .where('state', '=', sql.lit(state))
    .where('received_at', '<', before)
    .limit(eventsInOneStep)
}

/** Ended sessions: what goes on at the same title later must still find that it was counted. */
async function prunePlayback(db: Kysely<Schema>, before: number): Promise<number> {
  const result = await db
    .deleteFrom('playback_sessions')
    .where('live', '=', sql.lit(0))
    .where('last_event_at', '<', before)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function pruneSignIns(db: Kysely<Schema>, before: number): Promise<number> {
  const result = await db.deleteFrom('sign_ins').where('over_at', '<', before).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Long ended: whoever held one of these is gone, so its fence may begin again. */
async function pruneLeases(db: Kysely<Schema>, before: number): Promise<number> {
  const result = await db.deleteFrom('leases').where('ends_at', '<', before).executeTakeFirst()
  return Number(result.numDeletedRows)
}
