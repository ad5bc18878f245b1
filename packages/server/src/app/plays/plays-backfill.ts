import type { BackfillPreview } from '@cuemark/contract'
import { type Delivery, isMatchable, newDelivery, type Play } from '@cuemark/domain'
import type { HistoryEntry } from '@cuemark/services'
import type { AccountRow } from '../ports-accounts.ts'
import type { Viewer } from '../use-cases-plays.ts'
import { AppError } from '../use-cases.ts'
import { findEntries } from './deliver-look.ts'
import { apply } from './plays-actions.ts'
import { isOwnOrAll, type PlaysDeps, signedWay, write } from './plays-deps.ts'
import { titleView } from './plays-views.ts'
import { storyTexts } from './texts.ts'

interface Preview {
  readonly accountId: string
  readonly viewerId: string
  readonly missing: readonly string[]
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
      const { id: playId, title, watchedAt, startedAt } = play
      const cargo = { type: 'watch', playId, title, watchedAt, startedAt } as const
      const stored = await tx.deliveryOfPlay(playId)
      const delivery = stored ?? newDelivery({ id: ids.next(), userId, accountId, cargo, now: clock.now() })
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

/** To be sent again, or for the first time. */
async function sendMissing(deps: PlaysDeps, { accountId, missing }: Preview): Promise<number> {
  let sent = 0
  for (const playId of missing) {
    const isSent = await write(deps, async (book) => {
      const { tx } = book
      const [play, account] = [await tx.play(playId), await tx.account(accountId)]
      if (play?.state !== 'watched' || account === null) return false
      const delivery = await tx.deliveryOfPlay(playId)
      if (delivery === null) return book.sendPlay(play, account)
      if (!(await apply(book, delivery, { type: 'replay' }))) return false
      await book.tell(playId, 'replayed', storyTexts.replayed)
      return true
    })
    if (isSent) sent += 1
  }
  return sent
}

async function look(
  deps: PlaysDeps,
  viewer: Viewer,
  range: Parameters<Backfill['preview']>[1],
): Promise<{ readonly accountId: string; readonly items: BackfillPreview['items'] }> {
  const { from, to } = range
  if (to <= from || to - from > longestRangeMs) {
    throw new AppError('invalid_input', 'Choose a range of at most a year that ends after it begins.', [
      { field: 'to', text: 'It must lie after the beginning, at most a year later.' },
    ])
  }
  const { account, plays } = await readGap(deps, viewer, range)
  const entries = plays.length === 0 ? [] : await readHistory(deps, account, from - edgeMs, to + edgeMs)
  const found = findEntries(
    plays.map(({ delivery }) => delivery),
    entries,
    { historyIds: new Set(), plays: plays.map(({ play }) => play) },
  )
  const items = plays.map(({ play, delivery }): BackfillPreview['items'][number] => {
    const missing = isMatchable(play.title) ? 'missing' : 'unmatched'
    return {
      playId: play.id,
      title: titleView(play.title),
      watchedAt: play.watchedAt,
      state: found.has(delivery.id) ? 'there' : missing,
      origin: 'own_history',
    }
  })
  return { accountId: account.id, items }
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
      const { accountId, items } = await look(deps, viewer, range)
      const missing = items.flatMap(({ playId, state }) =>
        state === 'missing' && playId !== null ? [playId] : [],
      )
      const id = keep({ accountId, viewerId: viewer.id, missing, madeAt: clock.now() })
      return { id, items, missing: missing.length }
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
