import { act, type AlertEffect, defaultDeliveryPolicy, type Delivery, isNamed } from '@cuemark/domain'
import type { Clock, Store, StoreTx } from '../ports.ts'
import { writeEveryMs } from './deliver-plan.ts'

interface WakeDeps {
  readonly store: Store
  readonly clock: Clock
}

/** Lets what waits for a sign-in go out: in the transaction that stores it. Answers how many. */
export async function wakeForSignIn(tx: StoreTx, accountId: string, now: number): Promise<number> {
  const waiting = await tx.deliveriesIn(accountId, ['waiting', 'unknown'])
  const asleep = waiting.filter(({ waitsFor }) => waitsFor === 'sign_in')
  for (const delivery of asleep) await tx.updateDelivery(act(delivery, { type: 'signed_in' }, now))
  return asleep.length
}

/** Signed in elsewhere, or before this process began: what still waits for it goes out. */
export async function wakeSignedIn({ store, clock }: WakeDeps, accountId: string): Promise<void> {
  await store.transaction(async (tx) => {
    const account = await tx.account(accountId)
    if (account?.state !== 'linked' && account?.state !== 'ending') return
    await wakeForSignIn(tx, accountId, clock.now())
  })
}

/** A lost answer is looked up every few minutes; waiting longer, its looks have failed. */
const waitsForTrakt = ({ state, waitsFor, nextAt }: Delivery, now: number): boolean => {
  if (nextAt === null) return false
  const isLookLate = state === 'unknown' && nextAt > now + defaultDeliveryPolicy.lookAfterMs
  return isLookLate || (waitsFor === 'service' && nextAt > now)
}

/** Until a moment that Trakt named itself, as it does at its limits. */
const isToldToWait = ({ diagnosis, nextAt }: Delivery, now: number): boolean =>
  diagnosis !== null && nextAt !== null && nextAt > now && isNamed(diagnosis.retry)

/** Trakt takes plays again: what waits out the same trouble need not climb its ladder to the end. */
export async function goOn(tx: StoreTx, accountId: string, now: number): Promise<void> {
  for (const delivery of await tx.deliveriesIn(accountId, ['waiting', 'unknown'])) {
    if (!waitsForTrakt(delivery, now)) continue
    const after = act(delivery, { type: 'replay' }, now)
    if (after !== delivery) await tx.updateDelivery(after)
  }
}

export const isRecovery = (effects: readonly AlertEffect[]): boolean =>
  effects.some((effect) => effect.type === 'event' && effect.what === 'recovered')

/** Trakt was proven to work again: what waits for it goes out now. Answers whose that is. */
export async function wakeRecovered({ store, clock }: WakeDeps, alertId: string): Promise<readonly string[]> {
  const accountIds = [...(await store.plays.waitingByAccount()).keys()]
  return store.transaction(async (tx) => {
    const alert = await tx.alert(alertId)
    if (alert?.service !== 'trakt') return []
    const now = clock.now()
    for (const accountId of accountIds) {
      const waiting = await tx.deliveriesIn(accountId, ['waiting', 'unknown'])
      if (waiting.some((delivery) => isToldToWait(delivery, now))) continue
      await goOn(tx, accountId, now)
      await tx.noteAccount(accountId, { nextWriteAt: now + writeEveryMs })
    }
    return accountIds
  })
}
