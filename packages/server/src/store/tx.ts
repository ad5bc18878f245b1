import type { Kysely } from 'kysely'
import type { StoreTx } from '../app/ports.ts'
import { addFailure } from './fold.ts'
import {
  fromAlert,
  fromCheck,
  fromCheckNote,
  fromIntegration,
  fromOutbox,
  toAlert,
  toIntegration,
} from './rows.ts'
import type { Schema } from './schema.ts'
import { accountPart } from './tx-accounts.ts'
import { deliveryPart, queuePart } from './tx-deliveries.ts'
import { aliasPart, playbackPart, playPart } from './tx-plays.ts'
import { eventPart, playerUserPart, sourcePart } from './tx-sources.ts'

/** The reads and writes of one transaction. */
export function createStoreTx(db: Kysely<Schema>): StoreTx {
  return {
    ...integrationPart(db),
    ...alertPart(db),
    ...announcementPart(db),
    ...evidencePart(db),
    ...metaPart(db),
    ...accountPart(db),
    ...sourcePart(db),
    ...playerUserPart(db),
    ...eventPart(db),
    ...playbackPart(db),
    ...playPart(db),
    ...deliveryPart(db),
    ...queuePart(db),
    ...aliasPart(db),
  }
}

type IntegrationPart = Pick<
  StoreTx,
  | 'integration'
  | 'integrations'
  | 'insertIntegration'
  | 'updateIntegration'
  | 'noteCheck'
  | 'deleteIntegration'
>

function integrationPart(db: Kysely<Schema>): IntegrationPart {
  return {
    integration: async (id) => {
      const row = await db.selectFrom('integrations').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toIntegration(row)
    },
    integrations: async () => {
      const rows = await db
        .selectFrom('integrations')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toIntegration)
    },
    insertIntegration: async (row) => {
      await db.insertInto('integrations').values(fromIntegration(row)).execute()
    },
    updateIntegration: async (row) => {
      const result = await db
        .updateTable('integrations')
        .set(fromIntegration(row))
        .where('id', '=', row.id)
        .where('version', '=', row.version - 1)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    noteCheck: async (id, note) => {
      const change = fromCheckNote(note)
      if (change !== null) await db.updateTable('integrations').set(change).where('id', '=', id).execute()
    },
    deleteIntegration: async (id) => {
      await db.deleteFrom('integrations').where('id', '=', id).execute()
    },
  }
}

type AlertPart = Pick<StoreTx, 'alert' | 'latestAlert' | 'alertsIn' | 'putAlert'>

function alertPart(db: Kysely<Schema>): AlertPart {
  return {
    alert: async (id) => {
      const row = await db.selectFrom('alerts').select('document').where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toAlert(row)
    },
    latestAlert: async (subject, cause) => {
      const row = await db
        .selectFrom('alerts')
        .select('document')
        .where('subject', '=', subject)
        .where('cause', '=', cause)
        // The living one first: a system clock set back must not hide it behind an ended one.
        .orderBy('live', 'desc')
        .orderBy('first_seen_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : toAlert(row)
    },
    alertsIn: async (states, subject) => {
      if (states.length === 0) return []
      let query = db.selectFrom('alerts').select('document').where('state', 'in', states)
      if (subject !== null) query = query.where('subject', '=', subject)
      const rows = await query.orderBy('first_seen_at').orderBy('id').execute()
      return rows.map(toAlert)
    },
    putAlert: async (alert) => {
      const { id, ...rest } = fromAlert(alert)
      await db
        .insertInto('alerts')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute()
    },
  }
}

function announcementPart(db: Kysely<Schema>): Pick<StoreTx, 'addAlertEvent' | 'addOutbox'> {
  return {
    addAlertEvent: async (row) => {
      const last = await db
        .selectFrom('alert_events')
        .select((e) => e.fn.max('position').as('position'))
        .where('alert_id', '=', row.alertId)
        .executeTakeFirst()
      await db
        .insertInto('alert_events')
        .values({
          alert_id: row.alertId,
          position: (last?.position ?? 0) + 1,
          at: row.at,
          what: row.what,
          text: row.text,
        })
        .execute()
    },
    addOutbox: async (row) => {
      await db.insertInto('outbox').values(fromOutbox(row)).execute()
    },
  }
}

function evidencePart(db: Kysely<Schema>): Pick<StoreTx, 'addFailure' | 'addCheck'> {
  return {
    addFailure: (row, foldMs) => addFailure(db, row, foldMs),
    addCheck: async (row) => {
      await db.insertInto('checks').values(fromCheck(row)).execute()
    },
  }
}

function metaPart(db: Kysely<Schema>): Pick<StoreTx, 'meta' | 'setMeta'> {
  return {
    meta: async (key) => {
      const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
      return row?.value ?? null
    },
    setMeta: async (key, value) => {
      await db
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    },
  }
}
