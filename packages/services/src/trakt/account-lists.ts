import type { Diagnosis, Outcome } from '@cuemark/diagnosis'
import { objectOf } from '../call.ts'
import type { Added, TraktAccountClient, TraktDeps, TraktSession, TraktTitle } from './account-client.ts'
import { askApi, ownFault } from './account-requests.ts'
import { isoInstant } from './iso-instant.ts'
import { addedOf, isTitleUsable, titlesBody } from './title-body.ts'

interface Change {
  readonly call: string
  readonly path: string
  readonly titles: readonly TraktTitle[]
  readonly facts: Readonly<Record<string, string | number>>
}

const nothingToDo: Added = { added: 0, existing: 0, notFound: [] }

/** Both lists tell what was there already, so repeating a change changes nothing (trakt.md §12). */
const change = async (
  deps: TraktDeps,
  session: TraktSession,
  { call, path, titles, facts }: Change,
): Promise<Outcome<Added>> => {
  if (titles.length === 0) return { ok: true, value: nothingToDo }
  if (!titles.every(isTitleUsable)) {
    return { ok: false, diagnosis: ownFault('trakt.item_unmatched', 'a title has no id that Trakt takes') }
  }
  const { outcome } = await askApi(deps, session, {
    call,
    method: 'POST',
    path,
    body: titlesBody(titles.map((title) => ({ title, facts }))),
    proves: ['reachable', 'credential', 'write'],
    parse: (exchange) => addedOf(objectOf(exchange), titles),
  })
  return outcome
}

export const watchlist: TraktAccountClient['watchlist'] = (deps, session, { action, items }) =>
  change(deps, session, {
    call: `watchlist_${action}`,
    path: action === 'add' ? '/sync/watchlist' : '/sync/watchlist/remove',
    titles: items,
    facts: {},
  })

const ratingFault = (rating: number | null): Diagnosis | null =>
  rating === null || (Number.isInteger(rating) && rating >= 1 && rating <= 10)
    ? null
    : ownFault('trakt.title_refused', 'the rating is not a whole number from 1 to 10')

export const rate: TraktAccountClient['rate'] = async (deps, session, { item, rating, ratedAt }) => {
  const fault = ratingFault(rating)
  if (fault !== null) return { ok: false, diagnosis: fault }
  return change(deps, session, {
    call: rating === null ? 'rating_remove' : 'rating_set',
    path: rating === null ? '/sync/ratings/remove' : '/sync/ratings',
    titles: [item],
    facts: rating === null ? {} : { rating, rated_at: isoInstant(ratedAt) },
  })
}
