import type { Diagnosis } from '@cuemark/diagnosis'
import { defaultDeliveryPolicy, isItsScrobble, isShowOfTrakt } from './deliveries.ts'
import type { Delivery, DeliveryOutcome, DeliveryPolicy } from './delivery.ts'
import { isNamed, retryAt } from './retry.ts'

/** What a person looks on at is worth no third try. */
const watchingTries = 2

type Change = Partial<Delivery>
type Outcome<T extends DeliveryOutcome['type']> = Extract<DeliveryOutcome, { type: T }>

/** A delivery after a step. Unchanged, with its version, where the outcome says nothing about it any more. */
export function settle(
  delivery: Delivery,
  outcome: DeliveryOutcome,
  now: number,
  policy: DeliveryPolicy = defaultDeliveryPolicy,
): Delivery {
  const change = changeBy(delivery, outcome, now, policy)
  return change === null ? delivery : { ...delivery, ...change, version: delivery.version + 1 }
}

function changeBy(
  delivery: Delivery,
  outcome: DeliveryOutcome,
  now: number,
  policy: DeliveryPolicy,
): Change | null {
  if (delivery.state === 'delivered') return null
  switch (outcome.type) {
    case 'delivered': {
      return delivered(outcome.historyId, now)
    }
    case 'found': {
      return delivered(outcome.historyId, now)
    }
    default: {
      return isOpen(delivery) ? openChange(delivery, outcome, now, policy) : null
    }
  }
}

function isOpen({ state }: Delivery): boolean {
  return state === 'waiting' || state === 'sending' || state === 'unknown'
}

function openChange(
  delivery: Delivery,
  outcome: Exclude<DeliveryOutcome, Outcome<'delivered' | 'found'>>,
  now: number,
  policy: DeliveryPolicy,
): Change | null {
  switch (outcome.type) {
    case 'sending': {
      return sending(delivery, outcome, now, policy)
    }
    case 'already': {
      return already(delivery, outcome, now, policy)
    }
    case 'taken_as_pause': {
      return again(now)
    }
    case 'not_found_in_history': {
      return notFound(delivery, now, policy)
    }
    case 'rival': {
      return delivery.state === 'waiting' ? { looks: 0, nextAt: outcome.until, waitsFor: 'turn' } : null
    }
    case 'unmatched': {
      return unmatched(delivery, now, policy)
    }
    case 'failed': {
      return failed(delivery, outcome, now, policy)
    }
    case 'no_account': {
      return signIn(delivery, outcome.diagnosis)
    }
    case 'abandoned': {
      return delivery.state === 'sending' ? lostAnswer(delivery, null, now, policy) : null
    }
    // No default: the compiler asks for every outcome.
  }
}

function delivered(historyId: string | null, now: number): Change {
  return { state: 'delivered', historyId, deliveredAt: now, nextAt: null, waitsFor: null, diagnosis: null }
}

/** Its window answers for a viewing before this one as well: only its moment tells them apart, and it may be missing. */
function already(
  delivery: Delivery,
  { watchedAt }: Outcome<'already'>,
  now: number,
  policy: DeliveryPolicy,
): Change {
  if (delivery.cargo.type !== 'watch') return delivered(null, now)
  if (watchedAt === null) return lostAnswer(delivery, null, now, policy)
  return isItsScrobble(delivery, watchedAt, now) ? delivered(null, now) : again(now)
}

export function dropped(): Change {
  return { state: 'dropped', nextAt: null, waitsFor: null }
}

/** From the beginning, with a look: what was sent certainly made no entry. */
function again(now: number): Change {
  return { state: 'waiting', nextAt: now, waitsFor: 'turn', sent: null, looks: 0 }
}

function sending(
  delivery: Delivery,
  { way, batch }: Outcome<'sending'>,
  now: number,
  policy: DeliveryPolicy,
): Change | null {
  if (delivery.state !== 'waiting') return null
  return {
    state: 'sending',
    sent: { way, at: now, batch },
    attempts: delivery.attempts + 1,
    looks: 0,
    // Whoever finds it still so then takes it for abandoned.
    nextAt: now + policy.sendingMs,
    waitsFor: 'turn',
  }
}

function notFound({ sent, looks }: Delivery, now: number, policy: DeliveryPolicy): Change {
  const looked = looks + 1
  return sent === null || looked >= policy.looksNeeded
    ? { state: 'waiting', looks: looked, nextAt: now, waitsFor: 'turn' }
    : { state: 'unknown', looks: looked, nextAt: now + policy.lookAfterMs, waitsFor: 'look' }
}

function unmatched({ cargo, createdAt }: Delivery, now: number, policy: DeliveryPolicy): Change {
  if (cargo.type === 'watching') return dropped()
  const isYoung = now - createdAt < policy.unmatchedRetryForMs
  return isYoung && isShowOfTrakt(cargo.title)
    ? { ...again(now), nextAt: now + policy.unmatchedEveryMs, waitsFor: 'new_episode' }
    : { ...again(now), state: 'unmatched', nextAt: null, waitsFor: 'person' }
}

/** Nobody knows whether it did its work. */
function lostAnswer(
  { cargo, sent }: Delivery,
  diagnosis: Diagnosis | null,
  now: number,
  policy: DeliveryPolicy,
): Change {
  // To say the others twice does no harm.
  if (cargo.type !== 'watch') return { ...again(now), diagnosis }
  const nextAt = Math.max(now, (sent?.at ?? now) + policy.lookAfterMs)
  return { state: 'unknown', nextAt, waitsFor: 'look', looks: 0, diagnosis }
}

function failed(
  delivery: Delivery,
  { diagnosis, uncertain }: Outcome<'failed'>,
  now: number,
  policy: DeliveryPolicy,
): Change {
  const { cargo, state } = delivery
  const wasSent = state === 'sending'
  if (wasSent && uncertain && cargo.type === 'watch') return lostAnswer(delivery, diagnosis, now, policy)
  if (isForPerson(diagnosis)) return signIn(delivery, diagnosis)
  // What was to be so is so already.
  if (diagnosis.kind === 'conflict' && cargo.type !== 'watch') return delivered(null, now)
  // A look changes nothing, so its failure does not make what was sent any surer.
  const kept: Change = wasSent ? { ...again(now), diagnosis } : { diagnosis }
  if (isRefused(diagnosis) && state !== 'unknown')
    return cargo.type === 'watching'
      ? dropped()
      : { ...kept, state: 'refused', nextAt: null, waitsFor: 'person' }
  // A failed look counts as well, or a ladder would never be climbed.
  const attempts = delivery.attempts + (wasSent ? 0 : 1)
  const nextAt = retryAt(diagnosis.retry, attempts, now, policy.ladderMs)
  if (cargo.type === 'watching' && (attempts >= watchingTries || nextAt - cargo.at > policy.watchingFreshMs))
    return dropped()
  return { ...kept, attempts, nextAt, waitsFor: state === 'unknown' ? 'look' : waitsBy(diagnosis) }
}

/** Only its person can mend it: the sign-in is dead, or the account is locked. A named moment is waited for. */
function isForPerson({ kind, scope, retry }: Diagnosis): boolean {
  return !isNamed(retry) && scope === 'account' && (kind === 'authentication' || kind === 'account')
}

/** It would be refused again however often it is sent. */
function isRefused({ kind, scope, retry }: Diagnosis): boolean {
  return kind === 'invalid_request' || (scope === 'item' && retry.when === 'never')
}

function waitsBy({ scope }: Diagnosis): 'retry' | 'service' {
  return scope === 'item' || scope === 'account' || scope === 'own_code' ? 'retry' : 'service'
}

/** An answer that was lost before is still to be looked up afterwards. */
function signIn({ cargo, state }: Delivery, diagnosis: Diagnosis | null): Change {
  if (cargo.type === 'watching') return dropped()
  const kept: Change = state === 'sending' ? { state: 'waiting', sent: null, looks: 0 } : {}
  return { ...kept, nextAt: null, waitsFor: 'sign_in', diagnosis }
}
