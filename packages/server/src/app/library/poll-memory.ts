import { type LibraryItem, type RememberedItem, rememberItem } from '@cuemark/services'
import { z } from 'zod'

/** One row in its shortest form, as there is one for each title: the order is that of `RememberedItem`. */
const packedSchema = z.tuple([
  z.string(),
  z.number(),
  z.string().nullable(),
  z.number(),
  z.boolean(),
  z.number(),
  z.string().nullable(),
  z.number().nullable(),
  z.boolean(),
  z.number(),
  z.number(),
])
type Packed = z.infer<typeof packedSchema>

const memorySchema = z.object({
  owner: z.string().nullable(),
  generation: z.number(),
  since: z.number(),
  readAt: z.number().nullable(),
  items: z.array(packedSchema),
  strange: z.array(z.tuple([z.string(), z.number()])),
})

/** What is known of a person's library from the last time it was read. */
export interface PollMemory {
  /** Whose library this is at Stremio; null where Stremio did not say. */
  readonly owner: string | null
  /** The sign-in by which that was found out. */
  readonly generation: number
  /** When it was read for the first time: what lies before is not this poller's. */
  readonly since: number
  /** Null before that. */
  readonly readAt: number | null
  readonly items: ReadonlyMap<string, RememberedItem>
  /** Rows that could not be read, and in which state, so that they are not asked for again and again. */
  readonly strange: ReadonlyMap<string, number>
}

/**
 * Most titles that are remembered. Nobody has so many; the oldest are let go, so that nothing grows without end. One
 * that comes back is judged by `since`.
 */
export const mostTitles = 20_000

const packed = ([id, item]: readonly [string, RememberedItem]): Packed => [
  id,
  item.modifiedAt,
  item.videoId,
  item.timesWatched,
  item.flagged,
  item.position,
  item.watched,
  item.lastWatchedAt,
  item.kept,
  item.playedMs,
  item.overallPlayedMs,
]

const unpacked = ([id, modifiedAt, videoId, ...row]: Packed): readonly [string, RememberedItem] => {
  const [timesWatched, flagged, position, watched, lastWatchedAt, kept, playedMs, overallPlayedMs] = row
  const played = { timesWatched, flagged, position, watched, lastWatchedAt, playedMs, overallPlayedMs }
  return [id, { modifiedAt, videoId, kept, ...played }]
}

/** Null before the library was read for the first time, and where what was kept cannot be read. */
export function memoryOf(text: string | null): PollMemory | null {
  if (text === null) return null
  try {
    const reading = memorySchema.safeParse(JSON.parse(text))
    if (!reading.success) return null
    const { items, strange, ...rest } = reading.data
    return { ...rest, items: new Map(items.map(unpacked)), strange: new Map(strange) }
  } catch {
    return null
  }
}

/** As it is stored. */
export function textOfMemory({ items, strange, ...rest }: PollMemory): string {
  return JSON.stringify({ ...rest, items: [...items].map(packed), strange: [...strange] })
}

const newest = <T>(rows: ReadonlyMap<string, T>, modifiedAt: (row: T) => number): ReadonlyMap<string, T> =>
  rows.size <= mostTitles
    ? rows
    : new Map(
        [...rows].sort(([, one], [, other]) => modifiedAt(other) - modifiedAt(one)).slice(0, mostTitles),
      )

/** A memory of nothing, for a library that is read for the first time. */
export const firstMemory = (owner: string | null, generation: number, now: number): PollMemory => ({
  owner,
  generation,
  since: now,
  readAt: null,
  items: new Map(),
  strange: new Map(),
})

/** `asked` holds what was asked for with the moment at which it had changed; what did not come could not be read. */
export function remembering(
  memory: PollMemory,
  asked: ReadonlyMap<string, number>,
  items: readonly LibraryItem[],
  now: number,
): PollMemory {
  const all = new Map(memory.items)
  const strange = new Map([...memory.strange, ...asked])
  for (const item of items) {
    // The moment of the list is what the next list is compared with.
    const modifiedAt = asked.get(item.id) ?? item.modifiedAt
    all.set(item.id, { ...rememberItem(item), modifiedAt })
    strange.delete(item.id)
  }
  return {
    ...memory,
    readAt: now,
    items: newest(all, (item) => item.modifiedAt),
    strange: newest(strange, (modifiedAt) => modifiedAt),
  }
}
