import type { Diagnosis, Outcome } from '@cuemark/diagnosis'
import type { Delivery, DeliveryOutcome } from '@cuemark/domain'
import type { Added, HistoryEntry, Scrobbled, TraktAccountClient, TraktSession } from '@cuemark/services'
import { type Span, type WriteStep } from './deliver-work.ts'
import { countsDiffer, type Way } from './deliver-way.ts'
import { traktItems, traktTitles } from './trakt-items.ts'

/** What became of one delivery; `again` was refused for sure under one name or sign-in and is sent with the next. */
export interface Attempt {
  readonly delivery: Delivery
  readonly outcome: DeliveryOutcome | { readonly type: 'again' }
}

/** What was learned of deliveries on the way. A restart forgets it and finds it out again. */
export interface Tried {
  /** Which of the ways to name its title was tried last, by delivery. */
  readonly ways: Map<string, number>
  /** Of a batch that was refused as a whole: each is sent by itself, so that one does not spoil the others. */
  readonly alone: Set<string>
}

export interface Sending {
  readonly trakt: TraktAccountClient
  readonly way: Way
  readonly session: TraktSession
  readonly tried: Tried
}

const isUnknownTitle = ({ kind, scope }: Diagnosis): boolean => kind === 'not_found' && scope === 'item'

/** Trakt does not know it under this name: the next one, or a person. */
function unknownTitle({ tried }: Sending, delivery: Delivery, ways: number): Attempt {
  const next = (tried.ways.get(delivery.id) ?? 0) + 1
  if (next < ways) {
    tried.ways.set(delivery.id, next)
    return { delivery, outcome: { type: 'again' } }
  }
  tried.ways.delete(delivery.id)
  return { delivery, outcome: { type: 'unmatched' } }
}

const failed = ({ way }: Sending, diagnosis: Diagnosis): DeliveryOutcome => ({
  type: 'failed',
  diagnosis,
  uncertain: way.mayHaveActed(),
})

const delivered: DeliveryOutcome = { type: 'delivered', historyId: null, because: 'Trakt took it.' }

function scrobbled(action: 'start' | 'pause' | 'stop', value: Scrobbled): DeliveryOutcome {
  if (action !== 'stop') return delivered
  if (value.type === 'already') return { type: 'already', watchedAt: value.watchedAt }
  if (value.action !== 'scrobble') return { type: 'taken_as_pause' }
  return { type: 'delivered', historyId: value.historyId, because: 'Trakt took it.' }
}

/** Sends one cargo by itself. */
export async function sendOne(sending: Sending, delivery: Delivery, step: WriteStep): Promise<Attempt> {
  const { trakt, way, session } = sending
  const { cargo } = delivery
  if (step.do === 'remove') {
    const ids = cargo.type === 'unwatch' ? cargo.historyIds : []
    const outcome = await trakt.removeHistory(way, session, ids)
    if (outcome.ok || isUnknownTitle(outcome.diagnosis)) return { delivery, outcome: delivered }
    return { delivery, outcome: failed(sending, outcome.diagnosis) }
  }
  if (step.do === 'scrobble') {
    const items = traktItems(cargo.title)
    const item = items[sending.tried.ways.get(delivery.id) ?? 0]
    if (item === undefined) return unknownTitle(sending, delivery, 0)
    const { action, progress } = step
    const outcome = await trakt.scrobble(way, session, { action, item, progress })
    if (outcome.ok) return { delivery, outcome: scrobbled(action, outcome.value) }
    if (isUnknownTitle(outcome.diagnosis)) return unknownTitle(sending, delivery, items.length)
    return { delivery, outcome: failed(sending, outcome.diagnosis) }
  }
  return sendWish(sending, delivery)
}

/** Watchlist and ratings: sending them twice changes nothing. */
async function sendWish(sending: Sending, delivery: Delivery): Promise<Attempt> {
  const { cargo } = delivery
  const items = traktTitles(cargo.title)
  const item = items[sending.tried.ways.get(delivery.id) ?? 0]
  if (item === undefined) return unknownTitle(sending, delivery, 0)
  const outcome = await askWish(sending, cargo, item)
  if (outcome === null) return { delivery, outcome: delivered }
  if (!outcome.ok && !isUnknownTitle(outcome.diagnosis)) {
    return { delivery, outcome: failed(sending, outcome.diagnosis) }
  }
  if (outcome.ok && outcome.value.notFound.length === 0) return { delivery, outcome: delivered }
  return unknownTitle(sending, delivery, items.length)
}

async function askWish(
  { trakt, way, session }: Sending,
  cargo: Delivery['cargo'],
  item: ReturnType<typeof traktTitles>[number],
): Promise<Outcome<Added> | null> {
  if (cargo.type === 'watchlist') {
    return trakt.watchlist(way, session, { action: cargo.action, items: [item] })
  }
  if (cargo.type === 'rating') {
    return trakt.rate(way, session, { item, rating: cargo.rating, ratedAt: cargo.at })
  }
  return null
}

/** Adds several plays to the history in one request; each is settled by its own place in the answer. */
export async function sendHistory(
  sending: Sending,
  deliveries: readonly Delivery[],
): Promise<readonly Attempt[]> {
  const { trakt, way, session, tried } = sending
  const named = deliveries.flatMap((delivery) => {
    const items = traktItems(delivery.cargo.title)
    const item = items[tried.ways.get(delivery.id) ?? 0]
    const { cargo } = delivery
    if (item === undefined || cargo.type !== 'watch') return []
    return [{ delivery, ways: items.length, entry: { item, watchedAt: cargo.watchedAt } }]
  })
  const nameless = deliveries.filter((delivery) => named.every((each) => each.delivery !== delivery))
  const attempts = nameless.map((delivery) => unknownTitle(sending, delivery, 0))
  if (named.length === 0) return attempts
  const outcome = await trakt.addHistory(
    way,
    session,
    named.map(({ entry }) => entry),
  )
  if (!outcome.ok) return [...attempts, ...refusedBatch(sending, named, outcome.diagnosis)]
  return [...attempts, ...readAdded(sending, named, outcome.value)]
}

interface Named {
  readonly delivery: Delivery
  readonly ways: number
}

/** Where the fault lies in one of several, each is sent again by itself. */
function refusedBatch(sending: Sending, named: readonly Named[], diagnosis: Diagnosis): readonly Attempt[] {
  const failure = failed(sending, diagnosis)
  const isOfOne = diagnosis.scope === 'item' || diagnosis.kind === 'invalid_request'
  if (named.length === 1 || !isOfOne || sending.way.mayHaveActed()) {
    return named.map(({ delivery }) => ({ delivery, outcome: failure }))
  }
  for (const { delivery } of named) sending.tried.alone.add(delivery.id)
  return named.map(({ delivery }) => ({ delivery, outcome: { type: 'again' } }))
}

function readAdded(
  sending: Sending,
  named: readonly Named[],
  { added, existing, notFound }: Added,
): readonly Attempt[] {
  const unknown = new Set(notFound)
  const sure = added + existing + unknown.size >= named.length
  return named.map(({ delivery, ways }, place): Attempt => {
    if (unknown.has(place)) return unknownTitle(sending, delivery, ways)
    if (sure) return { delivery, outcome: delivered }
    return { delivery, outcome: { type: 'failed', diagnosis: countsDiffer, uncertain: true } }
  })
}

/** Trakt's history over a span, of the types that are looked for. */
export async function lookUp(
  { trakt, way, session }: Sending,
  deliveries: readonly Delivery[],
  { fromAt, toAt }: Span,
): Promise<Outcome<readonly HistoryEntry[]>> {
  const entries: HistoryEntry[] = []
  for (const type of ['movies', 'episodes'] as const) {
    const titleType = type === 'movies' ? 'movie' : 'episode'
    if (deliveries.every(({ cargo }) => cargo.title.type !== titleType)) continue
    const outcome = await trakt.history(way, session, { type, startAt: fromAt, endAt: toAt })
    if (!outcome.ok) return outcome
    entries.push(...outcome.value)
  }
  return { ok: true, value: entries }
}
