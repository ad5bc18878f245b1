import type { ActivityView, PlayView } from '@cuemark/contract'
import type { PlaysOf } from './keys.ts'
import { type Page, type Pages, without } from './live-cache.ts'

type Delivery = NonNullable<PlayView['delivery']>

const shelves: Readonly<Record<Delivery['state'], ActivityView | null>> = {
  waiting: 'waiting',
  sending: 'waiting',
  unknown: 'waiting',
  delivered: 'delivered',
  unmatched: 'attention',
  refused: 'attention',
  dropped: null,
}

/** The list a play stands in besides that of all. */
function shelfOf({ state, delivery }: PlayView): ActivityView | null {
  if (state === 'unclear') return 'attention'
  return delivery === null ? null : shelves[delivery.state]
}

export const isInView = (play: PlayView, view: ActivityView): boolean =>
  view === 'all' || shelfOf(play) === view

const never = Number.MAX_SAFE_INTEGER
const compareIds = (a: PlayView, b: PlayView): number => Number(a.id > b.id) - Number(a.id < b.id)

/** The order in which the server tells a list: newest first, but of the waiting the next to go out first. */
export function comparePlays(view: ActivityView, a: PlayView, b: PlayView): number {
  if (view === 'waiting') {
    const away = (a.delivery?.nextAt ?? never) - (b.delivery?.nextAt ?? never)
    return away || a.watchedAt - b.watchedAt || compareIds(a, b)
  }
  const deliveredAt = (play: PlayView): number => play.delivery?.deliveredAt ?? play.watchedAt
  const arrived = view === 'delivered' ? deliveredAt(b) - deliveredAt(a) : 0
  return arrived || b.watchedAt - a.watchedAt || compareIds(b, a)
}

/** The data with one page changed; the others stay the same values, so that thousands of rows cost nothing. */
function withPage(
  data: Pages<PlayView>,
  index: number,
  change: (items: readonly PlayView[]) => readonly PlayView[],
): Pages<PlayView> {
  const pages = data.pages.map((page, n): Page<PlayView> =>
    n === index ? { ...page, items: change(page.items) } : page,
  )
  return { ...data, pages }
}

function insert(data: Pages<PlayView>, play: PlayView, view: ActivityView): Pages<PlayView> {
  const isBefore = (other: PlayView): boolean => comparePlays(view, play, other) < 0
  const found = data.pages.findIndex((page) => page.items.some(isBefore))
  const last = data.pages.length - 1
  // What belongs behind the end of what was read comes when that is read.
  if (found === -1 && data.pages[last]?.nextCursor !== null) return data
  return withPage(data, found === -1 ? last : found, (items) => {
    const at = items.findIndex(isBefore)
    return items.toSpliced(at === -1 ? items.length : at, 0, play)
  })
}

/** One list of plays after a play changed: it enters, leaves, or is redrawn in its place. */
export function playInPages(data: Pages<PlayView>, play: PlayView, of: PlaysOf): Pages<PlayView> {
  const isIt = ({ id }: PlayView): boolean => id === play.id
  const at = data.pages.findIndex((page) => page.items.some(isIt))
  const known = data.pages[at]?.items.find(isIt)
  if (known !== undefined && known.version > play.version) return data
  const concerns = of.personId === null || of.personId === play.personId
  if (!concerns || !isInView(play, of.view)) return without(data, play.id)
  if (known === undefined) return insert(data, play, of.view)
  return withPage(data, at, (items) => items.map((old) => (isIt(old) ? play : old)))
}

/**
 * The rows of each page, each row once: what moved behind the end of a page meanwhile comes again with the next one. A
 * page without such rows stays the same value.
 */
export function rowsByPage(data: Pages<PlayView>): readonly (readonly PlayView[])[] {
  const seen = new Set<string>()
  return data.pages.map(({ items }) => {
    const fresh = items.filter(({ id }) => !seen.has(id))
    for (const { id } of items) seen.add(id)
    return fresh.length === items.length ? items : fresh
  })
}
