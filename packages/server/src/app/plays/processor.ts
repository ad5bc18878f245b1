import type { SourceRow } from '../ports-plays.ts'
import type { Change, Changes, Ids, StoreTx } from '../ports.ts'
import { openBook } from './book.ts'
import { type LeaseDeps, leaseMs } from './lease.ts'
import { processEvent, processSilence, type Processing } from './process-event.ts'
import { createLoop, type Worker, type WorkerDeps } from './worker.ts'

export interface ProcessorDeps extends WorkerDeps, LeaseDeps {
  readonly ids: Ids
  readonly changes: Changes
}

const leaseName = 'process'
/**
 * So few events share a transaction, because the door waits while it runs and answers a player in 20 ms. Each costs
 * about ten statements.
 */
const batchLimit = 4
/** Somebody else works: looked again soon, since that one may end at any time. */
const otherWorksMs = 1000

interface Batch {
  readonly changes: readonly Change[]
  /** True where more is due now. */
  readonly more: boolean
}

function sourcesIn(tx: StoreTx): Processing['source'] {
  const rows = new Map<string, Promise<SourceRow | null>>()
  return (id) => {
    const row = rows.get(id) ?? tx.source(id)
    rows.set(id, row)
    return row
  }
}

/**
 * One batch, in one transaction: claim, work, and release where nothing is left. Null while another process works.
 * Silences are asked for only when no event waits: it might be the one that ends them.
 */
async function processBatch(deps: ProcessorDeps, tx: StoreTx, limit: number): Promise<Batch | null> {
  const now = deps.clock.now()
  const lease = await tx.claimLease(leaseName, deps.owner, now, now + leaseMs)
  if (lease === null) return null
  const book = openBook(tx, { ids: deps.ids, now })
  const processing: Processing = { book, ids: deps.ids, source: sourcesIn(tx) }
  const events = await tx.newEvents(limit)
  for (const event of events) await processEvent(processing, event)
  if (events.length > 0) await tx.markEventsDone(events.map(({ id }) => id))
  const silent = events.length < limit ? await tx.dueSessions(now, limit) : []
  for (const session of silent) await processSilence(processing, session)
  const more = events.length === limit || silent.length === limit
  if (!more) await tx.releaseLease(lease)
  return { changes: book.changes(), more }
}

const isStoreFault = (error: unknown): boolean => error instanceof Error && 'code' in error

/**
 * An event over which we stumble must not stop everybody's plays: it is set aside, loudly. A store that is away is
 * no fault of the event.
 */
async function setAside(deps: ProcessorDeps, tx: StoreTx, error: unknown): Promise<void> {
  const [event] = await tx.newEvents(1)
  if (event === undefined) throw error
  await tx.markEventsDone([event.id])
  await tx.noteSource(event.sourceId, {
    lastFaultAt: deps.clock.now(),
    lastFaultText: 'An event could not be processed. Cuemark’s log says why; please report it.',
  })
}

/** A batch that fails is taken event by event, so that the one at fault is found. */
async function nextBatch(deps: ProcessorDeps): Promise<Batch | null> {
  const { store } = deps
  try {
    return await store.transaction((tx) => processBatch(deps, tx, batchLimit))
  } catch (error) {
    if (isStoreFault(error)) throw error
  }
  try {
    return await store.transaction((tx) => processBatch(deps, tx, 1))
  } catch (error) {
    if (isStoreFault(error)) throw error
    deps.onError(error)
    await store.transaction((tx) => setAside(deps, tx, error))
    return { changes: [], more: true }
  }
}

/** Turns received events into sessions, plays and deliveries, in the order in which they were taken. */
export function createProcessor(deps: ProcessorDeps): Worker {
  const { changes } = deps
  let stopping = false
  const loop = createLoop(deps, async () => {
    for (;;) {
      const batch = await nextBatch(deps)
      if (batch === null) return otherWorksMs
      for (const change of batch.changes) changes.publish(change)
      if (!batch.more || stopping) return null
    }
  })
  let unsubscribe = (): void => undefined
  return {
    start: () => {
      stopping = false
      unsubscribe = changes.subscribe((change) => {
        if (change.type === 'events') loop.wake()
      })
      loop.start()
    },
    stop: async () => {
      stopping = true
      unsubscribe()
      await loop.stop()
    },
    idle: () => loop.idle(),
  }
}
