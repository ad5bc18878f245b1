import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { cargoOf, newDelivery, type Play, playKey, type Title } from '@cuemark/domain'
import { openStore } from '../packages/server/src/store/index.ts'

const perTransaction = 500
const minuteMs = 60_000
/** Of a hundred plays so many are not where they belong. */
const unmatchedEvery = 100

const titleAt = (index: number): Title =>
  index % 3 === 0
    ? { type: 'movie', name: `Feature ${index}`, year: 1950 + (index % 70), ids: { tmdb: 10_000 + index } }
    : {
        type: 'episode',
        show: { name: `Serial ${index % 40}`, year: 2001, ids: { tvdb: 70_000 + (index % 40) } },
        season: 1 + (index % 9),
        number: 1 + (index % 24),
        lastNumber: null,
        name: `Reel ${index}`,
        ids: {},
      }

/** Writes what somebody watched over years into the database of a Cuemark; the newest at `newestAt`. */
export async function writePlays(
  dataFolder: string,
  whose: { readonly userId: string; readonly accountId: string; readonly sourceId: string },
  count: number,
  newestAt: number,
): Promise<void> {
  const { userId, accountId, sourceId } = whose
  const store = await openStore({ kind: 'sqlite', path: join(dataFolder, 'cuemark.sqlite') })
  const playAt = (index: number): Play => {
    const watchedAt = newestAt - index * 90 * minuteMs
    const startedAt = watchedAt - 45 * minuteMs
    const title = titleAt(index)
    return {
      id: randomUUID(),
      userId,
      key: playKey(userId, title, startedAt),
      title,
      startedAt,
      watchedAt,
      timeTold: true,
      progress: 97,
      state: 'watched',
      sourceId,
      origin: 'player',
      createdAt: watchedAt,
    }
  }
  try {
    for (let start = 0; start < count; start += perTransaction)
      await store.transaction(async (tx) => {
        for (let index = start; index < Math.min(count, start + perTransaction); index += 1) {
          const play = playAt(index)
          const parcel = { id: randomUUID(), userId, accountId, cargo: cargoOf(play), now: play.watchedAt }
          const delivery = newDelivery(parcel)
          const isLost = index % unmatchedEvery === 7
          await tx.insertPlay(play)
          await tx.insertDelivery({
            ...delivery,
            nextAt: null,
            ...(isLost
              ? { state: 'unmatched', waitsFor: 'person' }
              : {
                  state: 'delivered',
                  waitsFor: null,
                  historyId: String(8_000_000_000 + index),
                  deliveredAt: play.watchedAt + minuteMs,
                }),
          })
        }
      })
  } finally {
    await store.close()
  }
}
