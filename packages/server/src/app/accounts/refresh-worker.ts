import { createLoop, type Worker } from '../plays/worker.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { Change } from '../ports.ts'
import type { KeeperDeps } from './account-deps.ts'
import type { AccountTokenKeeper } from './keep-tokens.ts'
import { askProfile } from './profile.ts'

export interface RefreshWorkerDeps extends KeeperDeps {
  readonly keeper: AccountTokenKeeper
}

/** What could not be brought up to date now is looked at again after this. */
const againMs = 15_000

/** Other settings of the app, or a pause that ended, may make sign-ins usable that were not. */
const concerns = (change: Change): boolean =>
  change.type === 'account' || change.type === 'integration' || change.type === 'integration_removed'

const isKept = ({ state }: AccountRow): boolean => state !== 'disconnected'

const dueAt = ({ nextRefreshAt }: AccountRow): number => nextRefreshAt ?? Infinity

const nextDelayMs = (rows: readonly AccountRow[], now: number): number | null => {
  const nextAt = Math.min(Infinity, ...rows.map(dueAt))
  if (nextAt === Infinity) return null
  return nextAt > now ? nextAt - now : againMs
}

/** A new sign-in is asked whose it is, and what Trakt allows this account. */
const askWhoItIs = async (deps: RefreshWorkerDeps, before: AccountRow, row: AccountRow): Promise<void> => {
  const isFresh = row.token.generation !== before.token.generation || row.name === null
  if (row.state !== 'linked' || !isFresh) return
  const usable = await deps.keeper.session(row.id)
  if (usable.ok) await askProfile(deps, row.id, usable.session, { origin: 'check', priority: 'background' })
}

/**
 * Renews sign-ins at half of their life and at least weekly, also those that nobody uses, and warns before one ends
 * that cannot be renewed.
 */
export const createRefreshWorker = (deps: RefreshWorkerDeps): Worker => {
  const tend = async (before: AccountRow): Promise<void> => {
    try {
      const row = await deps.keeper.tend(before.id)
      if (row !== null) await askWhoItIs(deps, before, row)
    } catch (error) {
      // One account's trouble keeps no other from being renewed.
      deps.onError(error)
    }
  }
  const accounts = async (): Promise<readonly AccountRow[]> =>
    (await deps.store.transaction((tx) => tx.accounts({ service: 'trakt' }))).filter(isKept)
  let lookAtAll = true
  const loop = createLoop(deps, async () => {
    const all = lookAtAll
    lookAtAll = false
    const tended = new Set<string>()
    for (;;) {
      const now = deps.clock.now()
      const rows = await accounts()
      const due = rows.filter((row) => (all || dueAt(row) <= now) && !tended.has(row.id))
      if (due.length === 0) return nextDelayMs(rows, now)
      for (const row of due) {
        tended.add(row.id)
        await tend(row)
      }
    }
  })
  let leave = (): void => undefined
  return {
    start: () => {
      leave = deps.changes.subscribe((change) => {
        if (!concerns(change)) return
        lookAtAll ||= change.type !== 'account'
        loop.wake()
      })
      loop.start()
    },
    stop: async () => {
      leave()
      await loop.stop()
      await deps.keeper.stop()
    },
    idle: async () => {
      await loop.idle()
      await deps.keeper.idle()
    },
  }
}
