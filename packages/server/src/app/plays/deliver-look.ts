import { type Delivery, type EntryOwner, isItsEntry, ownerOf, type Play, sameTitle } from '@cuemark/domain'
import type { HistoryEntry } from '@cuemark/services'
import { titleOfEntry } from './trakt-items.ts'

/** What stands for other plays already, and so for none that is looked for. */
export interface Taken {
  readonly historyIds: ReadonlySet<string>
  /** Own plays around, whether or not their entries are known by id. */
  readonly plays: readonly Play[]
}

interface Pair {
  readonly delivery: Delivery
  readonly entry: HistoryEntry
  readonly owner: EntryOwner
  readonly distanceMs: number
}

/** Entries of a play's title, and how each stands to it. */
function pairsOf(delivery: Delivery, entries: readonly HistoryEntry[], taken: Taken): readonly Pair[] {
  const { cargo } = delivery
  if (cargo.type !== 'watch') return []
  return entries.flatMap((entry): readonly Pair[] => {
    const title = titleOfEntry(entry)
    if (!isItsEntry(delivery, entry.watchedAt) || !sameTitle(title, cargo.title)) return []
    const { watchedAt } = entry
    const owner = ownerOf({ title, watchedAt, isTaken: taken.historyIds.has(entry.id) }, cargo, taken.plays)
    return [{ delivery, entry, owner, distanceMs: Math.abs(watchedAt - cargo.watchedAt) }]
  })
}

/** Finds to each delivery its entry in Trakt's history, the nearest first; none stands for two. */
export function findEntries(
  deliveries: readonly Delivery[],
  entries: readonly HistoryEntry[],
  taken: Taken,
): ReadonlyMap<string, HistoryEntry> {
  const pairs = deliveries
    .flatMap((delivery) => pairsOf(delivery, entries, taken))
    .filter(({ owner }) => owner === 'free')
    .sort((one, other) => one.distanceMs - other.distanceMs)
  const found = new Map<string, HistoryEntry>()
  const used = new Set<string>()
  for (const { delivery, entry } of pairs) {
    if (found.has(delivery.id) || used.has(entry.id)) continue
    found.set(delivery.id, entry)
    used.add(entry.id)
  }
  return found
}

/** Finds the entries that stand for another own play and by that for these: one viewing, told by two sources. */
export function findShared(
  deliveries: readonly Delivery[],
  entries: readonly HistoryEntry[],
  taken: Taken,
): ReadonlyMap<string, HistoryEntry> {
  const pairs = deliveries.flatMap((delivery) => pairsOf(delivery, entries, taken))
  const shared = pairs.filter(({ owner }) => owner === 'same_viewing')
  return new Map(shared.map(({ delivery, entry }) => [delivery.id, entry]))
}

const secondMs = 1000

/** The entries that were just added, by delivery: Trakt keeps the time to the second. */
export function findExact(
  deliveries: readonly Delivery[],
  entries: readonly HistoryEntry[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { id, cargo } of deliveries) {
    if (cargo.type !== 'watch') continue
    const second = Math.floor(cargo.watchedAt / secondMs)
    const entry = entries.find(
      (each) =>
        Math.floor(each.watchedAt / secondMs) === second && sameTitle(titleOfEntry(each), cargo.title),
    )
    if (entry !== undefined) found.set(id, entry.id)
  }
  return found
}
