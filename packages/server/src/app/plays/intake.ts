import type { Chance } from '../accounts/account-deps.ts'
import type { SourceRow } from '../ports-plays.ts'
import type { Change, Changes, Clock, Ids, Store } from '../ports.ts'
import type { Heard, Intake } from '../use-cases-plays.ts'
import { AppError } from '../use-cases.ts'
import { createGroupCommit } from '../group-commit.ts'
import { type Arrival, type ArrivalResult, writeArrivals } from './intake-batch.ts'

export interface IntakeDeps {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly changes: Changes
  readonly chance: Pick<Chance, 'sha256'>
}

/** At most so many senders share a transaction, which bounds how long the first of them waits. */
const batchLimit = 200
/** How long another process may go on with a source that was renewed or paused here. */
const keptForMs = 5000
/** As many sources as one process keeps at hand. */
const keptSources = 5000

interface SourceCache {
  get(hash: string): SourceRow | null
  put(hash: string, row: SourceRow): void
  drop(sourceId: string): void
}

function createSourceCache({ clock }: Pick<IntakeDeps, 'clock'>): SourceCache {
  const kept = new Map<string, { readonly row: SourceRow; readonly readAt: number }>()
  return {
    get: (hash) => {
      const found = kept.get(hash)
      const ageMs = found === undefined ? Infinity : clock.now() - found.readAt
      if (found === undefined || ageMs < 0 || ageMs > keptForMs) return null
      return found.row
    },
    put: (hash, row) => {
      kept.delete(hash)
      kept.set(hash, { row, readAt: clock.now() })
      const oldest = kept.keys().next()
      if (kept.size > keptSources && oldest.done !== true) kept.delete(oldest.value)
    },
    drop: (sourceId) => {
      for (const [hash, { row }] of kept) if (row.id === sourceId) kept.delete(hash)
    },
  }
}

/**
 * What a store that cannot write means for a sender: nothing was taken, and it must hear so, because most players
 * never send again. Faults of the store carry a stable code (`disk_full`, `read_only`).
 */
function refusalOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'disk_full') {
    return new AppError(
      'storage_full',
      'The disk is full, so this was not taken. Free some space, then send it again.',
    )
  }
  if (code === 'read_only') {
    return new AppError(
      'unavailable',
      'The database cannot be written, so this was not taken. Send it again later.',
    )
  }
  return error
}

const commitArrivals = async (
  deps: IntakeDeps,
  arrivals: readonly Arrival[],
): Promise<readonly ArrivalResult[]> => {
  try {
    return await deps.store.transaction((tx) => writeArrivals(tx, arrivals, deps))
  } catch (error) {
    throw refusalOf(error)
  }
}

/** The door for playback: durable when it resolves. Events that arrive together share one transaction. */
export function createIntake(deps: IntakeDeps): Intake {
  const { store, clock, changes } = deps
  const cache = createSourceCache(deps)
  /** True while this door itself tells of its sources, which changes nothing in what is kept of them. */
  let telling = false
  changes.subscribe((change) => {
    if (telling) return
    if (change.type === 'source' || change.type === 'source_removed') cache.drop(change.sourceId)
  })
  const tell = (told: readonly Change[]): void => {
    telling = true
    for (const change of told) changes.publish(change)
    telling = false
  }
  const afterwards = (results: readonly ArrivalResult[], arrivals: readonly Arrival[]): void => {
    const sources = new Map(arrivals.map(({ source }) => [source.id, source.userId]))
    if (results.some((result) => result?.stored === true)) tell([{ type: 'events' }])
    tell([...sources].map(([sourceId, userId]): Change => ({ type: 'source', sourceId, userId })))
  }
  const commit = (arrivals: readonly Arrival[]) => commitArrivals(deps, arrivals)
  const group = createGroupCommit(batchLimit, commit, afterwards)

  return {
    sourceOf: async (token) => {
      const hash = deps.chance.sha256(token)
      const kept = cache.get(hash)
      if (kept !== null) return kept
      const row = await store.plays.sourceByToken(hash)
      if (row !== null) cache.put(hash, row)
      return row
    },
    take: async (source, heard: readonly Heard[]) => {
      const result = await group.add({ source, heard, receivedAt: clock.now() })
      if (result === null) throw new AppError('not_found', 'This address does not exist any more.')
      return result.outcomes.map((outcome) => ({ outcome }))
    },
    fault: async (source, text) => {
      await store.transaction((tx) =>
        tx.noteSource(source.id, { lastFaultAt: clock.now(), lastFaultText: text }),
      )
      tell([{ type: 'source', sourceId: source.id, userId: source.userId }])
    },
    note: async (source, text) => {
      await store.transaction((tx) =>
        tx.noteSource(source.id, { lastEventAt: clock.now(), lastEventText: text }),
      )
      tell([{ type: 'source', sourceId: source.id, userId: source.userId }])
    },
  }
}
