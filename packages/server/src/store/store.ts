import { AsyncLocalStorage } from 'node:async_hooks'
import { type Kysely, sql } from 'kysely'
import type { Store } from '../app/ports.ts'
import type { Backend } from './backend.ts'
import { alertsPage, checksPage, integrationsPage } from './pages.ts'
import type { Access } from './access.ts'
import { createPeopleStore } from './people.ts'
import { createPlaysRead } from './plays-read.ts'
import { prune } from './retention.ts'
import { severityOf, toAlertEvent, toFailure } from './rows.ts'
import type { Schema } from './schema.ts'
import { createStoreTx } from './tx.ts'

export function createStore(backend: Backend): Store {
  const access = createAccess(backend)
  return {
    transaction: (work) => access.transact((db) => work(createStoreTx(db))),
    ...readPart(access),
    prune: (before) => prune(access, before),
    plays: createPlaysRead(access),
    people: createPeopleStore(access),
    openNews: backend.openNews,
    ping: () =>
      access.read(async (db) => {
        await sql`select 1`.execute(db)
      }),
    close: () => backend.close(),
  }
}

/**
 * Every way to the database: faults become sentences, and the store is not entered from inside its own transaction.
 * With the one connection of SQLite that would wait for itself for ever; on PostgreSQL it would read and write
 * beside the transaction.
 */
function createAccess(backend: Backend): Access {
  const inside = new AsyncLocalStorage<{ open: boolean }>()
  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside.getStore()?.open === true)
      throw new Error(
        'The store was used inside its own transaction. Use the transaction that was handed in.',
      )
    try {
      return await work()
    } catch (error) {
      throw backend.explain(error)
    }
  }
  return {
    read: (work) => explained(() => work(backend.db)),
    transact: (work) =>
      explained(() =>
        backend.transact(async (trx) => {
          const state = { open: true }
          try {
            return await inside.run(state, () => work(trx))
          } finally {
            state.open = false
          }
        }),
      ),
  }
}

type ReadPart = Pick<
  Store,
  'integrationsPage' | 'alertsPage' | 'checksPage' | 'openAlertCounts' | 'alertEvents' | 'lastFailureOf'
>

function readPart({ read }: Access): ReadPart {
  return {
    integrationsPage: (query) => read((db) => integrationsPage(db, query)),
    alertsPage: (query) => read((db) => alertsPage(db, query)),
    checksPage: (integrationId, query) => read((db) => checksPage(db, integrationId, query)),
    openAlertCounts: (subjects) => read((db) => openAlertCounts(db, subjects ?? null)),
    alertEvents: (alertId) =>
      read(async (db) => {
        const rows = await db
          .selectFrom('alert_events')
          .selectAll()
          .where('alert_id', '=', alertId)
          .orderBy('position')
          .execute()
        return rows.map(toAlertEvent)
      }),
    lastFailureOf: (alertId) =>
      read(async (db) => {
        const row = await db
          .selectFrom('failures')
          .selectAll()
          .where('alert_id', '=', alertId)
          .orderBy('last_at', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirst()
        return row === undefined ? null : toFailure(row)
      }),
  }
}

async function openAlertCounts(
  db: Kysely<Schema>,
  subjects: readonly string[] | null,
): ReturnType<Store['openAlertCounts']> {
  if (subjects?.length === 0) return { total: 0, byIntegration: new Map(), worst: null }
  let query = db
    .selectFrom('alerts')
    .select((e) => [
      'integration_id',
      e.fn.countAll<number>().as('count'),
      e.fn.max('severity_rank').as('worst_rank'),
    ])
    .where('state', '=', 'open')
  if (subjects !== null) query = query.where('subject', 'in', subjects)
  const rows = await query.groupBy('integration_id').execute()
  const byIntegration = new Map<string, number>()
  for (const row of rows) if (row.integration_id !== null) byIntegration.set(row.integration_id, row.count)
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    byIntegration,
    worst: severityOf(Math.max(-1, ...rows.map((row) => row.worst_rank))),
  }
}
