import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Delivery, DeliveryAction, DeliveryOutcome } from './delivery.ts'
import { failure, Parcel, watchCargo } from './delivery-stage.ts'
import { episode, eveningAt, matrix } from './playback-stage.ts'

const retries = fc.constantFrom(
  { when: 'never' as const },
  { when: 'now' as const },
  { when: 'after' as const, delayMs: 2000, basis: 'guess' as const },
  { when: 'after' as const, delayMs: 90_000, basis: 'header' as const },
  { when: 'at' as const, at: eveningAt + 1e7, basis: 'known_reset' as const },
)

const outcomes: fc.Arbitrary<DeliveryOutcome> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        kind: fc.constantFrom(
          'outage',
          'network',
          'rate_limit',
          'authentication',
          'invalid_request',
          'unknown',
        ),
        scope: fc.constantFrom('item', 'account', 'integration', 'service', 'own_code'),
        retry: retries,
        uncertain: fc.boolean(),
      })
      .map(({ kind, ...over }) => failure(kind, over)),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom<DeliveryOutcome>(
      { type: 'delivered', historyId: '1', because: 'added' },
      { type: 'found', historyId: '2', watchedAt: eveningAt },
      { type: 'rival', until: eveningAt + 1e7 },
      { type: 'already', watchedAt: null },
      { type: 'already', watchedAt: eveningAt - 1e6 },
      { type: 'taken_as_pause' },
      { type: 'not_found_in_history' },
      { type: 'unmatched' },
      { type: 'no_account', diagnosis: null },
      { type: 'abandoned' },
    ),
  },
)

const actions = fc.constantFrom<DeliveryAction>(
  { type: 'replay' },
  { type: 'drop' },
  { type: 'restore' },
  { type: 'match', title: episode(3) },
  { type: 'signed_in' },
)

/** A turn of the worker: what is due is done and ends somehow; or a person, or nothing but time. */
type Turn =
  | { readonly type: 'work'; readonly outcome: DeliveryOutcome; readonly dies: boolean }
  | { readonly type: 'person'; readonly action: DeliveryAction }
  | { readonly type: 'time'; readonly minutes: number }

const turn: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant('work' as const), outcome: outcomes, dies: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('person' as const), action: actions }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('time' as const), minutes: fc.integer({ min: 0, max: 600 }) }),
  },
)
const life = fc.array(turn, { maxLength: 40, size: 'max' })

interface Moment {
  readonly what: 'sent' | 'lost' | 'looked' | 'other'
  readonly delivery: Delivery
}

/** Outcomes that a look may have; a sending may have any. */
const ofLook = new Set<DeliveryOutcome['type']>(['found', 'not_found_in_history', 'failed', 'no_account'])

function* live(turns: readonly Turn[], parcel: Parcel): Generator<Moment> {
  for (const each of turns) {
    if (each.type === 'time') parcel.passes(each.minutes)
    else if (each.type === 'person') parcel.does(each.action)
    else yield* work(parcel, each)
    yield { what: 'other', delivery: parcel.delivery }
  }
}

function* work(parcel: Parcel, { outcome, dies }: Extract<Turn, { type: 'work' }>): Generator<Moment> {
  parcel.waits()
  const { step } = parcel
  if (step === null) return
  if (step.do === 'look') {
    if (!ofLook.has(outcome.type)) return
    parcel.ends(outcome)
    if (outcome.type === 'not_found_in_history') yield { what: 'looked', delivery: parcel.delivery }
    return
  }
  if (outcome.type === 'rival') {
    // It was about to be added.
    if (step.do === 'add') parcel.ends(outcome)
    return
  }
  parcel.goesOut()
  yield { what: 'sent', delivery: parcel.delivery }
  const end: DeliveryOutcome = dies ? { type: 'abandoned' } : outcome
  if (end.type === 'found' || end.type === 'not_found_in_history') parcel.ends({ type: 'abandoned' })
  else parcel.ends(end)
  const isLost = parcel.delivery.state === 'unknown'
  if (isLost) yield { what: 'lost', delivery: parcel.delivery }
}

function counterexample(rule: (turns: readonly Turn[]) => boolean): string | undefined {
  return fc.defaultReportMessage(fc.check(fc.property(life, rule), { numRuns: 1000 }))
}

const aPlay = (): Parcel => new Parcel(watchCargo, watchCargo.watchedAt)

describe('for every life of a play’s delivery', () => {
  it('after a lost answer it is never sent again without two looks in vain', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      let looksOwed = 0
      for (const { what } of live(turns, aPlay())) {
        if (what === 'sent' && looksOwed > 0) return false
        if (what === 'lost') looksOwed = 2
        if (what === 'looked') looksOwed = Math.max(0, looksOwed - 1)
      }
      return true
    }
    expect(counterexample(rule)).toBeUndefined()
  })

  it('after the first try it is never sent without a look before', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      let before: Moment['what'] = 'looked'
      for (const { what } of live(turns, aPlay())) {
        if (what === 'sent' && before !== 'looked') return false
        if (what !== 'other') before = what
      }
      return true
    }
    expect(counterexample(rule)).toBeUndefined()
  })

  it('what is not over has a moment, a person or a sign-in to wait for', () => {
    const rule = (turns: readonly Turn[]): boolean =>
      [...live(turns, aPlay())].every(({ delivery: { state, nextAt, waitsFor } }) => {
        if (state === 'delivered' || state === 'dropped') return nextAt === null && waitsFor === null
        if (state === 'unmatched' || state === 'refused') return nextAt === null && waitsFor === 'person'
        return (nextAt === null) === (waitsFor === 'sign_in')
      })
    expect(counterexample(rule)).toBeUndefined()
  })

  it('delivered stays delivered but for a person', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      const parcel = aPlay()
      return turns.every((each) => {
        const before = parcel.delivery
        if (each.type === 'work') parcel.waits().ends(each.outcome)
        else if (each.type === 'person') parcel.does(each.action)
        return before.state !== 'delivered' || each.type === 'person' || parcel.delivery === before
      })
    }
    expect(counterexample(rule)).toBeUndefined()
  })

  it('only a person drops it', () => {
    const rule = (turns: readonly Turn[]): boolean =>
      [
        ...live(
          turns.filter(({ type }) => type !== 'person'),
          aPlay(),
        ),
      ].every(({ delivery }) => delivery.state !== 'dropped')
    expect(counterexample(rule)).toBeUndefined()
  })

  it('once Trakt is well again it is delivered, unless a person must help', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      const parcel = aPlay()
      for (const { delivery } of live(turns, parcel)) if (delivery.state === 'dropped') return true
      if (['refused', 'unmatched', 'dropped'].includes(parcel.delivery.state)) return true
      if (parcel.delivery.state === 'sending') parcel.ends({ type: 'abandoned' })
      parcel.does({ type: 'signed_in' })
      for (let steps = 0; steps < 5 && parcel.delivery.state !== 'delivered'; steps += 1) {
        parcel.waits()
        if (parcel.step?.do === 'look') parcel.looksInVain()
        else parcel.goesOut().ends({ type: 'delivered', historyId: null, because: 'taken' })
      }
      return parcel.delivery.state === 'delivered'
    }
    expect(counterexample(rule)).toBeUndefined()
  })

  it('the version grows by one with every change, and nothing else does', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      const parcel = aPlay()
      return turns.every((each) => {
        const before = parcel.delivery
        if (each.type === 'work') parcel.ends(each.outcome)
        else if (each.type === 'person') parcel.does(each.action)
        return parcel.delivery === before || parcel.delivery.version === before.version + 1
      })
    }
    expect(counterexample(rule)).toBeUndefined()
  })

  it('key, person and account what they are', () => {
    const rule = (turns: readonly Turn[]): boolean => {
      const { key, userId, accountId } = aPlay().delivery
      return [...live(turns, aPlay())].every(
        ({ delivery }) =>
          delivery.key === key && delivery.userId === userId && delivery.accountId === accountId,
      )
    }
    expect(counterexample(rule)).toBeUndefined()
    expect(aPlay().delivery.cargo.title).toBe(matrix)
  })
})
