import type { Diagnosis } from '@cuemark/diagnosis'
import { defaultDeliveryPolicy, type Delivery, type DeliveryPolicy } from '@cuemark/domain'
import type { HistoryEntry, TraktAccountClient } from '@cuemark/services'
import { lockedCauses } from '../accounts/diagnoses.ts'
import type { TokenKeeper } from '../accounts/token-keeper.ts'
import type { Change, Changes, StoreTx } from '../ports.ts'
import { findEntries, findExact, findShared, type Taken } from './deliver-look.ts'
import { type Attempt, lookUp, sendHistory, type Sending, sendOne, type Tried } from './deliver-send.ts'
import { planTurn, type Turn, writeEveryMs } from './deliver-plan.ts'
import { settleAttempts } from './deliver-settle.ts'
import { type WayDeps, wayTo } from './deliver-way.ts'
import { goOn } from './deliver-wake.ts'
import { longestSpanMs, type Work } from './deliver-work.ts'
import { checkLease, keepLease, type LeaseDeps } from './lease.ts'

export interface TurnDeps extends LeaseDeps, WayDeps {
  readonly changes: Changes
  readonly trakt: TraktAccountClient
  readonly keeper: TokenKeeper
  readonly policy?: DeliveryPolicy
}

/** After an answer that was lost, others of the account wait this long: it may be an outage. */
const afterLostMs = 30_000
const dayMs = 86_400_000

async function look(
  deps: TurnDeps,
  sending: Sending,
  { account, work }: Turn & { readonly work: Extract<Work, { do: 'look' }> },
): Promise<readonly Attempt[]> {
  const { deliveries, span } = work
  const outcome = await lookUp(sending, deliveries, span)
  if (!outcome.ok) {
    const { diagnosis } = outcome
    return deliveries.map((delivery) => ({
      delivery,
      outcome: { type: 'failed', diagnosis, uncertain: false },
    }))
  }
  const taken = await deps.store.transaction(async (tx) => ({
    historyIds: await tx.takenHistoryIds(account.id, span.fromAt - dayMs),
    plays: await tx.playsBetween(account.userId, span.fromAt - dayMs, span.toAt + dayMs),
  }))
  return lookedUp(deliveries, outcome.value, taken)
}

function lookedUp(
  deliveries: readonly Delivery[],
  entries: readonly HistoryEntry[],
  taken: Taken,
): readonly Attempt[] {
  const found = findEntries(deliveries, entries, taken)
  const historyIds = new Set([...taken.historyIds, ...[...found.values()].map(({ id }) => id)])
  const others = deliveries.filter(({ id }) => !found.has(id))
  const shared = findShared(others, entries, { ...taken, historyIds })
  return deliveries.map((delivery): Attempt => {
    const own = found.get(delivery.id)
    const entry = own ?? shared.get(delivery.id)
    if (entry === undefined) return { delivery, outcome: { type: 'not_found_in_history' } }
    const { id: historyId, watchedAt } = entry
    return { delivery, outcome: { type: 'found', historyId, watchedAt, toldByAnother: own === undefined } }
  })
}

/** What was added gets Trakt's own id, which its answer does not tell: a later removal needs it. */
async function withIds(sending: Sending, attempts: readonly Attempt[]): Promise<readonly Attempt[]> {
  const added = attempts.flatMap(({ delivery, outcome }) =>
    outcome.type === 'delivered' && delivery.cargo.type === 'watch' ? [delivery.cargo.watchedAt] : [],
  )
  const span = { fromAt: Math.min(...added), toAt: Math.max(...added) }
  if (added.length === 0 || span.toAt - span.fromAt > longestSpanMs) return attempts
  const deliveries = attempts.map(({ delivery }) => delivery)
  const entries = await lookUp(sending, deliveries, span)
  // It is there all the same.
  if (!entries.ok) return attempts
  const found = findExact(deliveries, entries.value)
  return attempts.map((attempt): Attempt => {
    const historyId = found.get(attempt.delivery.id)
    if (historyId === undefined || attempt.outcome.type !== 'delivered') return attempt
    return { ...attempt, outcome: { ...attempt.outcome, historyId } }
  })
}

async function perform(deps: TurnDeps, sending: Sending, turn: Turn): Promise<readonly Attempt[]> {
  const { work } = turn
  if (work.do === 'look') return look(deps, sending, { ...turn, work })
  if (work.do === 'add') return withIds(sending, await sendHistory(sending, work.deliveries))
  return [await sendOne(sending, work.delivery, work.step)]
}

/** The sign-in, or the account behind it (locked, deactivated): both are the keeper's to note. */
const isOfSignIn = ({ kind, cause }: Diagnosis): boolean =>
  kind === 'authentication' || lockedCauses.has(cause)

/** The API refused the sign-in: with a renewed one it is sent once more, else it waits for the person. */
async function withSignIn(
  deps: TurnDeps,
  turn: Turn,
  generation: number,
  attempts: readonly Attempt[],
): Promise<readonly Attempt[]> {
  const refused = attempts.find(({ outcome }) => outcome.type === 'failed' && isOfSignIn(outcome.diagnosis))
  if (refused?.outcome.type !== 'failed') return attempts
  const { diagnosis } = refused.outcome
  const usable = await deps.keeper.refused(turn.account.id, generation, diagnosis)
  if (usable.ok) return attempts.map(({ delivery }) => ({ delivery, outcome: { type: 'again' } }))
  if (usable.until !== null) return attempts
  return attempts.map(({ delivery }) => ({
    delivery,
    outcome: { type: 'no_account', diagnosis: usable.diagnosis ?? diagnosis },
  }))
}

/** How long the account's other deliveries wait too: what is not about one title would meet them all. */
function holdUntil(
  settled: readonly { readonly attempt: Attempt; readonly after: Delivery }[],
  now: number,
): number {
  const holds = settled.flatMap(({ attempt, after }) => {
    const { outcome } = attempt
    if (outcome.type !== 'failed' || outcome.diagnosis.scope === 'item' || after.nextAt === null) return []
    return [outcome.uncertain ? Math.min(after.nextAt, now + afterLostMs) : after.nextAt]
  })
  return holds.length === 0 ? 0 : Math.min(...holds)
}

async function finishTurn(
  deps: TurnDeps,
  tx: StoreTx,
  { lease, account, work }: Turn,
  attempts: readonly Attempt[],
): Promise<readonly Change[]> {
  const { clock, policy = defaultDeliveryPolicy } = deps
  await checkLease(tx, lease)
  const now = clock.now()
  const changes: Change[] = []
  const settled = await settleAttempts({ tx, now, policy, changes }, attempts)
  // What is on leaves nothing at Trakt, so it is no delivery that people would look for there.
  const isDelivered = settled.some(
    ({ after }) => after.state === 'delivered' && after.cargo.type !== 'watching',
  )
  const isRecovered = settled.some(
    ({ attempt, after }) => after.state === 'delivered' && attempt.delivery.diagnosis !== null,
  )
  if (isRecovered) await goOn(tx, account.id, now)
  const nextWriteAt = Math.max(work.do === 'look' ? 0 : now + writeEveryMs, holdUntil(settled, now))
  await tx.noteAccount(account.id, {
    ...(nextWriteAt > account.nextWriteAt ? { nextWriteAt } : {}),
    ...(isDelivered ? { lastDeliveryAt: now } : {}),
  })
  await tx.releaseLease(lease)
  return changes
}

/** One step of an account: at most one request that writes. Answers how long the account then waits. */
export async function takeTurn(deps: TurnDeps, tried: Tried, accountId: string): Promise<number | null> {
  const { store, changes, clock, owner, policy = defaultDeliveryPolicy } = deps
  const usable = await deps.keeper.session(accountId)
  const plan = await store.transaction((tx) =>
    planTurn(tx, { accountId, usable, owner, now: clock.now(), policy, tried }),
  )
  for (const change of plan.changes) changes.publish(change)
  const { turn } = plan
  if (turn === null || !usable.ok) return plan.waitMs
  const told = await keepLease(deps, turn.lease, async () => {
    const way = wayTo(deps, turn.account, 'background')
    const { session, generation } = usable
    const attempts = await perform(deps, { trakt: deps.trakt, way, session, tried }, turn)
    const decided = await withSignIn(deps, turn, generation, attempts)
    return store.transaction((tx) => finishTurn(deps, tx, turn, decided))
  })
  for (const change of told) changes.publish(change)
  return plan.waitMs
}
