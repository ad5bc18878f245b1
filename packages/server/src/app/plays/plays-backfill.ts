import type { BackfillPreview } from '@cuemark/contract'
import { cargoOf, type Delivery, isMatchable, newDelivery, type Play } from '@cuemark/domain'
import type { HistoryEntry } from '@cuemark/services'
import type { LibraryLook } from '../library/library-look.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { Viewer } from '../use-cases-plays.ts'
import { AppError } from '../use-cases.ts'
import { type Offer, offersOf, takeOffer } from './backfill-library.ts'
import type { Book } from './book.ts'
import { findEntries } from './deliver-look.ts'
import { apply } from './plays-actions.ts'
import { isOwnOrAll, type PlaysDeps, signedWay, write } from './plays-deps.ts'
import { titleView } from './plays-views.ts'
import { storyTexts } from './texts.ts'

/** The id of an own play, or what the library offers. */
type Missing = string | Offer

interface Preview {
  readonly accountId: string
  readonly viewerId: string
  readonly missing: readonly Missing[]
  readonly madeAt: number
}

/** Fills a gap by date. Previews are kept in memory: one that is lost is made again. */
export interface Backfill {
  preview(
    viewer: Viewer,
    range: { readonly accountId: string; readonly from: number; readonly to: number },
  ): Promise<BackfillPreview>
  send(viewer: Viewer, previewId: string): Promise<number>
}

const previewMs = 3_600_000
const mostPreviews = 100
const longestRangeMs = 366 * 86_400_000
/** A viewing and its entry may lie on two sides of the range's edge. */
const edgeMs = 6 * 3_600_000

interface Gap {
  readonly account: AccountRow
  readonly plays: readonly { readonly play: Play; readonly delivery: Delivery }[]
}

async function readGap(
  { store, clock, ids }: PlaysDeps,
  viewer: Viewer,
  { accountId, from, to }: Parameters<Backfill['preview']>[1],
): Promise<Gap> {
  return store.transaction(async (tx) => {
    const account = await tx.account(accountId)
    if (account === null || account.service !== 'trakt' || !isOwnOrAll(viewer, account.userId)) {
      throw new AppError('not_found', 'This account does not exist any more.')
    }
    const { userId } = account
    const plays: { play: Play; delivery: Delivery }[] = []
    for (const play of await tx.playsBetween(userId, from, to)) {
      if (play.state !== 'watched') continue
      const stored = await tx.deliveryOfPlay(play.id)
      const parcel = { id: ids.next(), userId, accountId, cargo: cargoOf(play), now: clock.now() }
      const delivery = stored ?? newDelivery(parcel)
      const isUnderWay = ['waiting', 'sending', 'unknown'].includes(delivery.state)
      // What is on its way needs nobody.
      if (stored === null || !isUnderWay) plays.push({ play, delivery })
    }
    return { account, plays }
  })
}

/** Trakt's history of the range, both movies and episodes. */
async function readHistory(
  deps: PlaysDeps,
  account: AccountRow,
  startAt: number,
  endAt: number,
): Promise<readonly HistoryEntry[]> {
  const { way, session } = await signedWay(deps, account)
  const entries: HistoryEntry[] = []
  for (const type of ['movies', 'episodes'] as const) {
    const outcome = await deps.trakt.history(way, session, { type, startAt, endAt })
    if (!outcome.ok) {
      throw new AppError('unavailable', `${outcome.diagnosis.title}. Nothing was sent; try again later.`)
    }
    entries.push(...outcome.value)
  }
  return entries
}

/** To be sent again, or for the first time; answers false where there is nothing to do about it any more. */
async function sendOwn(book: Book, playId: string, account: AccountRow): Promise<boolean> {
  const play = await book.tx.play(playId)
  if (play?.state !== 'watched') return false
  const delivery = await book.tx.deliveryOfPlay(playId)
  if (delivery === null) return book.sendPlay(play, account)
  if (!(await apply(book, delivery, { type: 'replay' }))) return false
  await book.tell(playId, 'replayed', storyTexts.replayed)
  return true
}

async function sendMissing(deps: PlaysDeps, { accountId, missing }: Preview): Promise<number> {
  let sent = 0
  for (const one of missing) {
    const isSent = await write(deps, async (book) => {
      const account = await book.tx.account(accountId)
      if (account === null) return false
      return typeof one === 'string' ? sendOwn(book, one, account) : takeOffer(book, one, account)
    })
    if (isSent) sent += 1
  }
  return sent
}

const libraryView = (library: LibraryLook | null): BackfillPreview['library'] => {
  if (library === null) return null
  const { ok } = library
  return ok ? { because: null, undated: [...library.undated] } : { because: library.because, undated: [] }
}

type Item = BackfillPreview['items'][number]

interface Found {
  readonly accountId: string
  readonly items: readonly Item[]
  readonly missing: readonly Missing[]
  readonly library: BackfillPreview['library']
}

async function look(
  deps: PlaysDeps,
  viewer: Viewer,
  range: Parameters<Backfill['preview']>[1],
): Promise<Found> {
  const { from, to } = range
  if (to <= from || to - from > longestRangeMs) {
    throw new AppError('invalid_input', 'Choose a range of at most a year that ends after it begins.', [
      { field: 'to', text: 'It must lie after the beginning, at most a year later.' },
    ])
  }
  const { account, plays } = await readGap(deps, viewer, range)
  const { userId, settings } = account
  const watchedShare = settings.watchedPercent / 100
  const library = await deps.lookIntoLibrary({ userId, from, to, watchedShare })
  const offers = library?.ok === true ? await offersOf(deps, account, library.viewings, range) : []
  const all = [...plays, ...offers].toSorted((one, other) => one.play.watchedAt - other.play.watchedAt)
  const entries = all.length === 0 ? [] : await readHistory(deps, account, from - edgeMs, to + edgeMs)
  const found = findEntries(
    all.map(({ delivery }) => delivery),
    entries,
    { historyIds: new Set(), plays: all.map(({ play }) => play) },
  )
  const stateOf = ({ play, delivery }: (typeof all)[number]): Item['state'] => {
    if (found.has(delivery.id)) return 'there'
    return isMatchable(play.title) ? 'missing' : 'unmatched'
  }
  const offered = new Map(offers.map((offer) => [offer.play.id, offer]))
  return {
    accountId: account.id,
    items: all.map((one) => ({
      playId: offered.has(one.play.id) ? null : one.play.id,
      title: titleView(one.play.title),
      watchedAt: one.play.watchedAt,
      state: stateOf(one),
      origin: offered.has(one.play.id) ? 'stremio_library' : 'own_history',
    })),
    missing: all
      .filter((one) => stateOf(one) === 'missing')
      .map(({ play }) => offered.get(play.id) ?? play.id),
    library: libraryView(library),
  }
}

export function createBackfill(deps: PlaysDeps): Backfill {
  const { clock, ids } = deps
  const previews = new Map<string, Preview>()
  const keep = (preview: Preview): string => {
    const id = ids.next()
    previews.set(id, preview)
    const oldest = previews.keys().next()
    if (previews.size > mostPreviews && oldest.done !== true) previews.delete(oldest.value)
    return id
  }
  return {
    preview: async (viewer, range) => {
      const { accountId, items, missing, library } = await look(deps, viewer, range)
      const id = keep({ accountId, viewerId: viewer.id, missing, madeAt: clock.now() })
      return { id, items: [...items], missing: missing.length, library }
    },
    send: async (viewer, previewId) => {
      const preview = previews.get(previewId)
      if (preview?.viewerId !== viewer.id || clock.now() - preview.madeAt > previewMs) {
        throw new AppError('not_found', 'This preview is over. Look again, then send.')
      }
      previews.delete(previewId)
      return sendMissing(deps, preview)
    },
  }
}
