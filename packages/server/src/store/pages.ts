import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Alert } from '@cuemark/domain'
import type { Page } from '../app/page.ts'
import type { CheckRow, IntegrationRow } from '../app/ports.ts'
import { decodeCursor, type Order, pageOf } from './cursor.ts'
import { toAlert, toCheck, toIntegration } from './rows.ts'
import type { Schema } from './schema.ts'

/**
 * Pages go on after the last row that was shown, by its sort keys: rows that come or go in between shift nothing.
 * A row whose own keys change while somebody walks may be met twice or not at all; the live stream tells of it.
 */

export interface PageQuery {
  readonly cursor: string | null
  readonly limit: number
}

export interface AlertPageQuery extends PageQuery {
  readonly view: 'open' | 'snoozed' | 'history'
  readonly integrationId: string | null
  /** Only alerts about these; null for all. */
  readonly subjects?: readonly string[] | null
}

const integrationOrder: Order = { list: 'integrations', types: ['number', 'string'] }
const checkOrder: Order = { list: 'checks', types: ['number', 'string'] }
/** Worst first, then the newest. */
const severityOrder: Order = { list: 'severity', types: ['number', 'number', 'string'] }
const historyOrder: Order = { list: 'history', types: ['number', 'string'] }

export function beyond(
  columns: readonly string[],
  side: '<' | '>',
  order: Order,
  cursor: string,
): RawBuilder<SqlBool> {
  const keys = decodeCursor(order, cursor)
  return sql<SqlBool>`(${sql.join(columns.map((name) => sql.ref(name)))}) ${sql.raw(side)} (${sql.join([...keys])})`
}

export async function integrationsPage(
  db: Kysely<Schema>,
  { cursor, limit }: PageQuery,
): Promise<Page<IntegrationRow>> {
  let query = db.selectFrom('integrations').selectAll()
  if (cursor !== null) query = query.where(beyond(['created_at', 'id'], '>', integrationOrder, cursor))
  const rows = await query
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, integrationOrder, (row) => [row.created_at, row.id], toIntegration)
}

export async function checksPage(
  db: Kysely<Schema>,
  integrationId: string,
  { cursor, limit }: PageQuery,
): Promise<Page<CheckRow>> {
  let query = db.selectFrom('checks').selectAll().where('integration_id', '=', integrationId)
  if (cursor !== null) query = query.where(beyond(['at', 'id'], '<', checkOrder, cursor))
  const rows = await query
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, checkOrder, (row) => [row.at, row.id], toCheck)
}

export async function alertsPage(db: Kysely<Schema>, query: AlertPageQuery): Promise<Page<Alert>> {
  if (query.subjects?.length === 0) return { items: [], nextCursor: null }
  return query.view === 'history' ? await endedAlerts(db, query) : await standingAlerts(db, query, query.view)
}

async function standingAlerts(
  db: Kysely<Schema>,
  { integrationId, subjects = null, cursor, limit }: AlertPageQuery,
  state: 'open' | 'snoozed',
): Promise<Page<Alert>> {
  let query = db
    .selectFrom('alerts')
    .select(['id', 'severity_rank', 'last_seen_at', 'document'])
    .where('state', '=', state)
  if (integrationId !== null) query = query.where('integration_id', '=', integrationId)
  if (subjects !== null) query = query.where('subject', 'in', subjects)
  if (cursor !== null)
    query = query.where(beyond(['severity_rank', 'last_seen_at', 'id'], '<', severityOrder, cursor))
  const rows = await query
    .orderBy('severity_rank', 'desc')
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, severityOrder, (row) => [row.severity_rank, row.last_seen_at, row.id], toAlert)
}

async function endedAlerts(
  db: Kysely<Schema>,
  { integrationId, subjects = null, cursor, limit }: AlertPageQuery,
): Promise<Page<Alert>> {
  let query = db
    .selectFrom('alerts')
    .select(['id', 'history_at', 'document'])
    .where('history_at', 'is not', null)
  if (integrationId !== null) query = query.where('integration_id', '=', integrationId)
  if (subjects !== null) query = query.where('subject', 'in', subjects)
  if (cursor !== null) query = query.where(beyond(['history_at', 'id'], '<', historyOrder, cursor))
  const rows = await query
    .orderBy('history_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, historyOrder, (row) => [row.history_at ?? 0, row.id], toAlert)
}
