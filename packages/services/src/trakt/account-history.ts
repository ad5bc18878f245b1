import { parseIsoInstant } from '@cuemark/diagnosis'
import type { Diagnosis, Exchange } from '@cuemark/diagnosis'
import { countHeader } from '../budgets.ts'
import { listOf, objectOf, unexpectedShape } from '../call.ts'
import { isFields, textAt } from '../shape.ts'
import type { HistoryEntry, TraktAccountClient, TraktDeps, TraktSession } from './account-client.ts'
import { askApi, ownFault } from './account-requests.ts'
import { idText, withExactIds } from './exact-ids.ts'
import { isoInstant } from './iso-instant.ts'
import { titleIn } from './named-title.ts'
import { addedOf, isTitleUsable, titlesBody } from './title-body.ts'

/** Larger values are cut to it without a word (trakt.md §14). */
const pageSize = 250
/** An account holds 100,000 plays (trakt.md §9); further pages are a fault in the telling. */
const mostPages = 400

type Range = Parameters<TraktAccountClient['history']>[2]

/** `undefined` is no entry of history at all, `null` one of another kind than is asked for. */
const entryOf = (value: unknown): HistoryEntry | null | undefined => {
  if (!isFields(value)) return undefined
  const id = idText(value['id'])
  const watchedAt = parseIsoInstant(textAt(value, 'watched_at') ?? '')
  const type = textAt(value, 'type')
  if (id === null || watchedAt === null) return undefined
  if (type !== 'movie' && type !== 'episode') return null
  const title = titleIn(value, type)
  return title === null ? undefined : { id, watchedAt, ...title }
}

interface Page {
  readonly entries: readonly HistoryEntry[]
  readonly isFull: boolean
}

/** One entry that cannot be read spoils the page: it may be the very play that is looked for. */
const pageOf = (exchange: Exchange): Page | null => {
  const rows = listOf(withExactIds(exchange))
  if (rows === null) return null
  const entries = rows.map(entryOf)
  return entries.includes(undefined)
    ? null
    : {
        entries: entries.filter((entry) => entry !== null && entry !== undefined),
        isFull: rows.length >= pageSize,
      }
}

/** Trakt keeps whole seconds, so the bounds are widened to them. */
const rangeParameters = ({ startAt, endAt }: Range): readonly (readonly [string, string])[] => [
  ['start_at', isoInstant(Math.floor(startAt / 1000) * 1000)],
  ['end_at', isoInstant(Math.floor(endAt / 1000) * 1000 + 1000)],
]

const askPage = (deps: TraktDeps, session: TraktSession, range: Range, page: number) =>
  askApi(deps, session, {
    call: 'history',
    method: 'GET',
    path: `/sync/history/${range.type}`,
    parameters: [...rangeParameters(range), ['page', String(page)], ['limit', String(pageSize)]],
    proves: ['reachable', 'credential', 'read'],
    parse: pageOf,
  })

export const history: TraktAccountClient['history'] = async (deps, session, range) => {
  const found = new Map<string, HistoryEntry>()
  for (let page = 1; ; page += 1) {
    const { outcome, exchange } = await askPage(deps, session, range, page)
    if (!outcome.ok) return outcome
    // A play that is added meanwhile moves the others to later pages, where some are met again.
    for (const entry of outcome.value.entries) found.set(entry.id, entry)
    const pages = exchange === null ? null : countHeader(exchange, 'x-pagination-page-count')
    const isLast = pages === null ? !outcome.value.isFull : page >= pages
    if (isLast) return { ok: true, value: [...found.values()] }
    if (page >= mostPages && exchange !== null) {
      return { ok: false, diagnosis: unexpectedShape(exchange, { call: 'history' }) }
    }
  }
}

const addFault = (items: Parameters<TraktAccountClient['addHistory']>[2]): Diagnosis | null => {
  if (!items.every(({ item }) => isTitleUsable(item))) {
    return ownFault('trakt.item_unmatched', 'a title has no id that Trakt takes')
  }
  return items.every(({ watchedAt }) => Number.isFinite(watchedAt))
    ? null
    : ownFault('trakt.bad_request', 'a play has no time')
}

export const addHistory: TraktAccountClient['addHistory'] = async (deps, session, items) => {
  if (items.length === 0) return { ok: true, value: { added: 0, existing: 0, notFound: [] } }
  const fault = addFault(items)
  if (fault !== null) return { ok: false, diagnosis: fault }
  const listed = items.map(({ item, watchedAt }) => ({
    title: item,
    facts: { watched_at: isoInstant(watchedAt) },
  }))
  const { outcome } = await askApi(deps, session, {
    call: 'history_add',
    method: 'POST',
    path: '/sync/history',
    body: titlesBody(listed),
    proves: ['reachable', 'credential', 'write'],
    // Trakt does not look whether title and time are there already (trakt.md §12).
    parse: (exchange) =>
      addedOf(
        objectOf(exchange),
        items.map(({ item }) => item),
      ),
  })
  return outcome
}

export const removeHistory: TraktAccountClient['removeHistory'] = async (deps, session, historyIds) => {
  if (historyIds.length === 0) return { ok: true, value: null }
  if (historyIds.some((id) => idText(id) === null)) {
    return { ok: false, diagnosis: ownFault('trakt.bad_request', 'the id of an entry is no number') }
  }
  const { outcome } = await askApi(deps, session, {
    call: 'history_remove',
    method: 'POST',
    path: '/sync/history/remove',
    // Written by hand: the ids are numbers of 64 bits, which no number of ours holds.
    body: `{"ids":[${historyIds.join(',')}]}`,
    proves: ['reachable', 'credential', 'write'],
    parse: (exchange) => addedOf(objectOf(exchange), []),
  })
  return outcome.ok ? { ok: true, value: null } : outcome
}
