import type { Diagnosis } from '@cuemark/diagnosis'
import { act, areRivals, type Delivery, type DeliveryPolicy, rivalUntil } from '@cuemark/domain'
import type { UsableSession } from '../accounts/token-keeper.ts'
import type { AccountRow, Lease } from '../ports-accounts.ts'
import type { Change, StoreTx } from '../ports.ts'
import type { Tried } from './deliver-send.ts'
import { settleOne, type Settling } from './deliver-settle.ts'
import { notSignedInNow } from './deliver-way.ts'
import { chooseWork, longestBatch, type Work } from './deliver-work.ts'
import { leaseMs } from './lease.ts'

/** Trakt takes one write a second from an account (trakt.md §10); the rest is margin. */
export const writeEveryMs = 1100
const dayMs = 86_400_000
const otherHoldsMs = 15_000
/** Due, and yet nothing to do: looked at again, without turning on the spot. */
const nothingToDoMs = 60_000

/** `waitMs` until the account may go on; null when nothing is due any more, 0 when more may be. */
export interface Plan {
  readonly waitMs: number | null
  readonly turn: Turn | null
  readonly changes: readonly Change[]
}

export interface Turn {
  readonly lease: Lease
  readonly account: AccountRow
  readonly work: Work
}

export interface PlanInput {
  readonly accountId: string
  readonly usable: UsableSession
  readonly owner: string
  readonly now: number
  readonly policy: DeliveryPolicy
  readonly tried: Tried
}

const deliveriesOf = (work: Work): readonly Delivery[] =>
  work.do === 'one' ? [work.delivery] : work.deliveries

/** What was being sent when its process ended: nobody else can be sending while this turn has the lease. */
async function recover(settling: Settling, accountId: string): Promise<void> {
  for (const stuck of await settling.tx.deliveriesIn(accountId, ['sending'])) {
    await settleOne(settling, stuck, { type: 'abandoned' })
  }
}

/** Without a usable sign-in all that is due waits: for a person, or until it can be renewed. */
async function park(
  settling: Settling,
  due: readonly Delivery[],
  { until, diagnosis }: Extract<UsableSession, { ok: false }>,
): Promise<void> {
  const retry: Diagnosis['retry'] | null =
    until === null ? null : { when: 'at', at: until, basis: 'known_reset' }
  for (const delivery of due) {
    if (retry === null) await settleOne(settling, delivery, { type: 'no_account', diagnosis })
    else {
      const waiting: Diagnosis = { ...(diagnosis ?? notSignedInNow), retry }
      await settleOne(settling, delivery, { type: 'failed', diagnosis: waiting, uncertain: false })
    }
  }
}

/** Until when a play is not to be added, for another of its person may be the same viewing; null where it may go. */
async function heldUntil({ tx, now, policy }: Settling, delivery: Delivery): Promise<number | null> {
  const { cargo, userId, accountId } = delivery
  if (cargo.type !== 'watch') return null
  const around = await tx.playsBetween(userId, cargo.startedAt - dayMs, cargo.watchedAt + dayMs)
  const untils: number[] = []
  for (const play of around) {
    if (play.id === cargo.playId || play.state !== 'watched' || !areRivals(play, cargo)) continue
    const rival = await tx.deliveryOfPlay(play.id)
    if (rival?.accountId !== accountId) continue
    const until = rivalUntil(delivery, rival, now, policy)
    if (until !== null) untils.push(until)
  }
  return untils.length === 0 ? null : Math.max(...untils)
}

/** What may be added now. The others are looked up again, so that one viewing is not added as two sources tell it. */
async function withoutRivals(settling: Settling, work: Work): Promise<Work | null> {
  if (work.do !== 'add') return work
  const free: Delivery[] = []
  for (const delivery of work.deliveries) {
    const until = await heldUntil(settling, delivery)
    if (until === null) free.push(delivery)
    else await settleOne(settling, delivery, { type: 'rival', until })
  }
  return free.length === 0 ? null : { ...work, deliveries: free }
}

/** Marks what is about to be sent, durably, so that a crash counts as a lost answer. */
async function markSending(settling: Settling, accountId: string, work: Work): Promise<void> {
  if (work.do === 'look') return
  const isScrobble = work.do === 'one' && work.step.do === 'scrobble'
  const batch = work.do === 'add' && work.deliveries.length > 1 ? (work.deliveries[0]?.id ?? null) : null
  const way = isScrobble ? 'scrobble' : 'history'
  for (const delivery of deliveriesOf(work)) {
    await settleOne(settling, delivery, { type: 'sending', way, batch })
  }
  await settling.tx.noteAccount(accountId, { nextWriteAt: settling.now + writeEveryMs })
}

/** What an account does now, decided and marked in one transaction, before any request. */
export async function planTurn(tx: StoreTx, input: PlanInput): Promise<Plan> {
  const { accountId, usable, owner, now, policy, tried } = input
  const changes: Change[] = []
  const settling: Settling = { tx, now, policy, changes }
  const lease = await tx.claimLease(`deliver:${accountId}`, owner, now, now + leaseMs)
  if (lease === null) return { waitMs: otherHoldsMs, turn: null, changes }
  const end = async (waitMs: number | null): Promise<Plan> => {
    await tx.releaseLease(lease)
    return { waitMs, turn: null, changes }
  }
  await recover(settling, accountId)
  const account = await tx.account(accountId)
  const due = account === null ? [] : await tx.dueDeliveries(accountId, now, longestBatch)
  if (account === null || due.length === 0) return end(null)
  if (!usable.ok) {
    await park(settling, due, usable)
    return end(due.length < longestBatch ? null : 0)
  }
  if (account.nextWriteAt > now) return end(account.nextWriteAt - now)
  const { work: chosen, drops } = chooseWork(due, tried.alone, now, policy)
  for (const { delivery } of drops) await dropOld(settling, delivery)
  const work = chosen === null ? null : await withoutRivals(settling, chosen)
  if (work === null) return end(chosen !== null || drops.length > 0 ? 0 : nothingToDoMs)
  await markSending(settling, accountId, work)
  return { waitMs: 0, turn: { lease, account, work }, changes }
}

const dropOld = async (settling: Settling, delivery: Delivery): Promise<void> => {
  const { tx, now } = settling
  const after = act(delivery, { type: 'drop' }, now)
  if (after !== delivery) await tx.updateDelivery(after)
}
