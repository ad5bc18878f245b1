import type { Kysely, Updateable } from 'kysely'
import type { Delivery, Play } from '@cuemark/domain'
import type { Schema } from './schema.ts'
import type { PlayTable, Shelf } from './schema-plays.ts'

/** The last moment a date can hold: the place in the queue of what moves only when somebody does something. */
export const never = 8_640_000_000_000_000

const shelves: Readonly<Record<Delivery['state'], Shelf | null>> = {
  waiting: 'waiting',
  sending: 'waiting',
  unknown: 'waiting',
  delivered: 'delivered',
  unmatched: 'attention',
  refused: 'attention',
  dropped: null,
}

/** Where a play is shown, repeated in its row so that every view is one walk along one index. */
type Place = Required<Pick<Updateable<PlayTable>, 'shelf' | 'shelf_at'>>

export function placeOf(play: Pick<Play, 'state' | 'watchedAt'>, delivery: Delivery | null): Place {
  const shelf = play.state === 'unclear' ? 'attention' : delivery === null ? null : shelves[delivery.state]
  if (shelf === null) return { shelf, shelf_at: null }
  return { shelf, shelf_at: Math.round(orderOn(shelf, play, delivery)) }
}

function orderOn(shelf: Shelf, play: Pick<Play, 'watchedAt'>, delivery: Delivery | null): number {
  if (shelf === 'waiting') return delivery?.nextAt ?? never
  if (shelf === 'delivered') return delivery?.deliveredAt ?? play.watchedAt
  return play.watchedAt
}

/** Puts the play of a delivery where it belongs now. Called with every write of a delivery. */
export async function shelve(db: Kysely<Schema>, delivery: Delivery, isNew: boolean): Promise<void> {
  const { cargo } = delivery
  if (cargo.type !== 'watch') return
  const play = await db
    .selectFrom('plays')
    .select(['state', 'watched_at', 'delivery_id'])
    .where('id', '=', cargo.playId)
    .executeTakeFirst()
  if (play === undefined || (!isNew && play.delivery_id !== delivery.id)) return
  await db
    .updateTable('plays')
    .set({
      delivery_id: delivery.id,
      ...placeOf({ state: play.state, watchedAt: play.watched_at }, delivery),
    })
    .where('id', '=', cargo.playId)
    .execute()
}

/** Before an account goes with its deliveries. */
export async function clearShelvesOf(db: Kysely<Schema>, accountId: string): Promise<void> {
  const deliveries = db
    .selectFrom('deliveries')
    .select('id')
    .where('account_id', '=', accountId)
    .where('play_id', 'is not', null)
  const cleared = db
    .updateTable('plays')
    .where(
      'id',
      'in',
      db
        .selectFrom('deliveries')
        .select('play_id')
        .where('account_id', '=', accountId)
        .where('play_id', 'is not', null)
        .$castTo<{ play_id: string }>(),
    )
    .where('delivery_id', 'in', deliveries)
  await cleared.where('state', '=', 'unclear').set({ delivery_id: null }).execute()
  await cleared.set({ delivery_id: null, shelf: null, shelf_at: null }).execute()
}
