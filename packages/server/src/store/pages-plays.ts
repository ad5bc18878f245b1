import type { Kysely } from 'kysely'
import type { Page } from '../app/page.ts'
import type { PlaysRead, PlayWithDelivery } from '../app/ports-plays.ts'
import { type Order, pageOf } from './cursor.ts'
import { beyond } from './pages.ts'
import { toDelivery, toPlay } from './rows-plays.ts'
import type { Schema } from './schema.ts'

type PlaysQuery = Parameters<PlaysRead['playsPage']>[0]

const watchedOrder: Order = { list: 'plays', types: ['number', 'string'] }
const shelfOrders: Readonly<Record<Exclude<PlaysQuery['view'], 'all'>, Order>> = {
  waiting: { list: 'plays_waiting', types: ['number', 'number', 'string'] },
  attention: { list: 'plays_attention', types: ['number', 'number', 'string'] },
  delivered: { list: 'plays_delivered', types: ['number', 'number', 'string'] },
}

export async function playsPage(db: Kysely<Schema>, query: PlaysQuery): Promise<Page<PlayWithDelivery>> {
  const { accountId } = query
  if (accountId === null) return await pageOfView(db, query)
  // An account has one person: their index is walked, not that of everybody's plays.
  const account = await db
    .selectFrom('accounts')
    .select('user_id')
    .where('id', '=', accountId)
    .executeTakeFirst()
  const userId = account?.user_id
  if (userId === undefined || userId !== (query.userId ?? userId)) return { items: [], nextCursor: null }
  return await pageOfView(db, { ...query, userId })
}

async function pageOfView(db: Kysely<Schema>, query: PlaysQuery): Promise<Page<PlayWithDelivery>> {
  return query.view === 'all' ? await allPlays(db, query) : await shelvedPlays(db, query, query.view)
}

/** What is waiting goes by its turn; what was delivered, and what needs somebody, is newest first. */
async function shelvedPlays(
  db: Kysely<Schema>,
  query: PlaysQuery,
  shelf: Exclude<PlaysQuery['view'], 'all'>,
): Promise<Page<PlayWithDelivery>> {
  const { cursor, limit } = query
  const order = shelfOrders[shelf]
  const direction = shelf === 'waiting' ? 'asc' : 'desc'
  let rows = playsOf(db, query).where('plays.shelf', '=', shelf)
  if (cursor !== null) {
    const columns = ['plays.shelf_at', 'plays.watched_at', 'plays.id']
    rows = rows.where(beyond(columns, direction === 'asc' ? '>' : '<', order, cursor))
  }
  const found = await rows
    .orderBy('plays.shelf_at', direction)
    .orderBy('plays.watched_at', direction)
    .orderBy('plays.id', direction)
    .limit(limit + 1)
    .execute()
  return pageOf(found, limit, order, (row) => [row.shelf_at ?? 0, row.watched_at, row.id], toPlayWithDelivery)
}

async function allPlays(db: Kysely<Schema>, query: PlaysQuery): Promise<Page<PlayWithDelivery>> {
  const { cursor, limit } = query
  let rows = playsOf(db, query)
  if (cursor !== null) rows = rows.where(beyond(['plays.watched_at', 'plays.id'], '<', watchedOrder, cursor))
  const found = await rows
    .orderBy('plays.watched_at', 'desc')
    .orderBy('plays.id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(found, limit, watchedOrder, (row) => [row.watched_at, row.id], toPlayWithDelivery)
}

function playsOf(db: Kysely<Schema>, { userId, accountId }: PlaysQuery) {
  let query = db
    .selectFrom('plays')
    .leftJoin('deliveries', 'deliveries.id', 'plays.delivery_id')
    .select([
      'plays.id',
      'plays.document',
      'plays.source_id',
      'plays.watched_at',
      'plays.shelf_at',
      'deliveries.document as delivery',
    ])
  if (userId !== null) query = query.where('plays.user_id', '=', userId)
  if (accountId !== null) query = query.where('deliveries.account_id', '=', accountId)
  return query
}

interface JoinedRow {
  readonly document: string
  readonly source_id: string | null
  readonly delivery: string | null
}

function toPlayWithDelivery(row: JoinedRow): PlayWithDelivery {
  return {
    play: toPlay(row),
    delivery: row.delivery === null ? null : toDelivery({ document: row.delivery }),
  }
}
