import { cargoOf, type Delivery, newDelivery, type Play } from '@cuemark/domain'
import type { LibraryViewing } from '../library/library-look.ts'
import type { AccountRow } from '../ports-accounts.ts'
import { type Book, isSameViewing } from './book.ts'
import { knownTitle } from './known-titles.ts'
import type { PlaysDeps } from './plays-deps.ts'
import { storyTexts } from './texts.ts'

/** A viewing that Stremio's library has and the own history has not, in the shape of a play; nothing is stored yet. */
export interface Offer {
  readonly play: Play
  readonly delivery: Delivery
}

const dayMs = 86_400_000
/** At least so long before its end another app may have told Trakt of the same viewing. */
const leastLengthMs = 30 * 60_000

/** As the library tells it: a moment without a length. */
const momentOf = ({ title, watchedAt, sourceId }: LibraryViewing) =>
  ({ title, sourceId, startedAt: watchedAt, watchedAt, timeTold: true, origin: 'backfill' }) as const

/** What of these the own history does not have. A play that somebody took back stays taken back. */
export const offersOf = (
  { store, clock, ids }: PlaysDeps,
  { id: accountId, userId }: AccountRow,
  viewings: readonly LibraryViewing[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Offer[]> =>
  store.transaction(async (tx) => {
    const now = clock.now()
    const own = viewings.length === 0 ? [] : await tx.playsBetween(userId, from - dayMs, to + dayMs)
    const settled = own.filter(({ state }) => state !== 'unclear')
    const offers: Offer[] = []
    for (const viewing of viewings) {
      const title = await knownTitle(tx, userId, viewing.title)
      const moment = momentOf({ ...viewing, title })
      if (settled.some((play) => isSameViewing(play, moment))) continue
      const play: Play = {
        ...moment,
        id: ids.next(),
        key: '',
        userId,
        startedAt: viewing.watchedAt - Math.max(viewing.lengthMs, leastLengthMs),
        progress: null,
        state: 'watched',
        createdAt: now,
      }
      offers.push({
        play,
        delivery: newDelivery({ id: ids.next(), userId, accountId, cargo: cargoOf(play), now }),
      })
    }
    return offers
  })

/** Makes it a play that goes to the account; answers false where the own history has got it meanwhile. */
export async function takeOffer(book: Book, { play: offered }: Offer, account: AccountRow): Promise<boolean> {
  const { userId, title, watchedAt, timeTold, progress, state, origin, sourceId } = offered
  const source = sourceId === null ? null : await book.tx.source(sourceId)
  const { play, added } = await book.add({
    userId,
    title,
    startedAt: watchedAt,
    watchedAt,
    timeTold,
    progress,
    state,
    origin,
    sourceId: source?.id ?? null,
    story: storyTexts.fromLibrary,
  })
  // Also where the account takes no other plays: a person asked for this one.
  if (added) await book.sendPlay(play, account)
  return added
}
