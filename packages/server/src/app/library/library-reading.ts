import type { Outcome } from '@cuemark/diagnosis'
import {
  type Inflate,
  libraryFindings,
  type LibraryItem,
  type StremioAccountClient,
  type StremioDeps,
} from '@cuemark/services'
import type { Found } from './library-heard.ts'
import { mostTitles, type PollMemory, remembering } from './poll-memory.ts'

/** A row changes about every 90 s while it is watched; only one that was left alone tells how it ended (stremio.md §3). */
const atRestAfterMs = 150_000
/** A device's clock may be so much ahead; a row from beyond would never come to rest. */
const aheadMs = 3_600_000
/** A device's clock may be so much behind. */
const behindMs = 3_600_000
const dayMs = 86_400_000
/** Nobody watches more titles than this; a library that is filled from elsewhere changes all at once. */
const likelyTitles = { atOnce: 25, aDay: 15 } as const

interface ReadingDeps {
  readonly stremio: StremioAccountClient
  readonly api: StremioDeps
  readonly inflate: Inflate
  readonly now: number
}

/** What one look at a library brought. */
export interface Reading {
  readonly memory: PollMemory
  /** True where nothing has to be written. */
  readonly isSame: boolean
  readonly found: readonly Found[]
  /** How many titles changed all at once, where that is too many to be one person's watching. */
  readonly flood: number | null
  /** When the library was changed last, by the clock of the device that did. */
  readonly changedAt: number
}

export const isAtRest = (modifiedAt: number, now: number): boolean =>
  now - modifiedAt >= atRestAfterMs || modifiedAt - now > aheadMs

type MetaRow = { readonly id: string; readonly modifiedAt: number }

/** Rows that changed since they were remembered and have come to rest; all of them the first time. */
const changedRows = (
  memory: PollMemory,
  rows: readonly MetaRow[],
  { isFirst, now }: { readonly isFirst: boolean; readonly now: number },
): ReadonlyMap<string, number> => {
  const newest =
    rows.length <= mostTitles
      ? rows
      : rows.toSorted((one, other) => other.modifiedAt - one.modifiedAt).slice(0, mostTitles)
  const changed = newest.filter(({ id, modifiedAt }) => {
    const known = memory.items.get(id)?.modifiedAt ?? memory.strange.get(id)
    return known !== modifiedAt && (isFirst || isAtRest(modifiedAt, now))
  })
  return new Map(changed.map(({ id, modifiedAt }) => [id, modifiedAt]))
}

const findingsIn = (
  { inflate }: ReadingDeps,
  memory: PollMemory,
  item: LibraryItem,
  watchedShare: number,
): readonly Found[] =>
  libraryFindings(memory.items.get(item.id) ?? null, item, { inflate, watchedShare })
    .filter(({ at }) => at >= memory.since - behindMs)
    .map((finding) => ({ item, finding }))

/** Reads what changed in a library since it was remembered. The first time it only remembers. */
export const readLibrary = async (
  deps: ReadingDeps,
  authKey: string,
  memory: PollMemory,
  watchedShare: number,
): Promise<Outcome<Reading>> => {
  const { stremio, api, now } = deps
  const isFirst = memory.readAt === null
  const rows = await stremio.libraryMeta(api, authKey)
  if (!rows.ok) return rows
  const changed = changedRows(memory, rows.value, { isFirst, now })
  const read = await stremio.library(api, authKey, [...changed.keys()])
  if (!read.ok) return read
  // One that was played on meanwhile is looked at again when it is left alone.
  const items = read.value.filter(({ modifiedAt }) => isFirst || isAtRest(modifiedAt, now))
  const moving = new Set(read.value.filter((item) => !items.includes(item)).map(({ id }) => id))
  const asked = new Map([...changed].filter(([id]) => !moving.has(id)))
  const found = isFirst ? [] : items.flatMap((item) => findingsIn(deps, memory, item, watchedShare))
  const titles = new Set(found.map(({ item }) => item.id)).size
  const days = (now - (memory.readAt ?? now)) / dayMs
  const isFlood = titles > likelyTitles.atOnce + likelyTitles.aDay * days
  return {
    ok: true,
    value: {
      memory: remembering(memory, asked, items, now),
      isSame: !isFirst && asked.size === 0,
      found: isFlood ? [] : found,
      flood: isFlood ? titles : null,
      changedAt: rows.value.reduce((latest, { modifiedAt }) => Math.max(latest, modifiedAt), 0),
    },
  }
}
