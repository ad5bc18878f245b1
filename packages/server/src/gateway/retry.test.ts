import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '@cuemark/diagnosis'
import { askedToWaitUntil } from './hold.ts'
import { createRetryBudget, retryDelayMs } from './retry.ts'
import type { RetryQuestion } from './retry.ts'

const now = 1_795_305_600_000
const diagnosis = (change: Partial<Diagnosis>): Diagnosis => ({
  service: 'tmdb',
  kind: 'outage',
  cause: 'tmdb.outage',
  title: '',
  explanation: '',
  remedy: [],
  scope: 'service',
  retry: { when: 'after', delayMs: 60_000, basis: 'guess' },
  confidence: 'likely',
  evidence: [],
  expected: false,
  ...change,
})

describe('how long an integration is left alone', () => {
  const until = (change: Partial<Diagnosis>) => {
    const at = askedToWaitUntil(diagnosis(change), now)
    return at === null ? null : at - now
  }

  it.each([
    ['as the service said', { retry: { when: 'after', delayMs: 5000, basis: 'header' } }, 5000],
    ['until the instant it named', { retry: { when: 'at', at: now + 7000, basis: 'body' } }, 7000],
    ['not at all on a guess', {}, null],
    [
      'on a guess after a rate limit, where knocking makes it worse',
      { kind: 'rate_limit', retry: { when: 'after', delayMs: 300_000, basis: 'guess' } },
      300_000,
    ],
    [
      'at most a day and an hour, whatever number came',
      { kind: 'quota', retry: { when: 'after', delayMs: 1e12, basis: 'header' } },
      25 * 3_600_000,
    ],
    [
      'not at all for one item',
      { scope: 'item', retry: { when: 'after', delayMs: 5000, basis: 'header' } },
      null,
    ],
    ['not at all once the instant has passed', { retry: { when: 'at', at: now - 1, basis: 'header' } }, null],
    [
      'not at all for a wrong key',
      { kind: 'authentication', retry: { when: 'after', delayMs: 5000, basis: 'header' } },
      null,
    ],
  ] as const)('is %s', (_rule, change, waitMs) => {
    expect(until(change)).toBe(waitMs)
  })

  it('is not at all after a good answer', () => {
    expect(askedToWaitUntil(null, now)).toBeNull()
  })
})

describe('whether to ask once more', () => {
  const delay = (change: Partial<RetryQuestion>) =>
    retryDelayMs({
      diagnosis: diagnosis({}),
      idempotent: true,
      origin: 'traffic',
      attempt: 1,
      timedOut: false,
      now,
      random: 0,
      ...change,
    })
  const limited = (delayMs: number) =>
    diagnosis({ kind: 'rate_limit', retry: { when: 'after', delayMs, basis: 'header' } })

  it('waits a moment after a breakdown', () => {
    expect(delay({})).toBe(250)
    expect(delay({ random: 1 })).toBe(500)
  })

  it('waits out a short named time, and does not wait for a long one', () => {
    expect(delay({ diagnosis: limited(2000) })).toBe(2250)
    expect(delay({ diagnosis: limited(2001) })).toBeNull()
  })

  it.each([
    ['a good answer', { diagnosis: null }],
    ['what waiting cannot heal', { diagnosis: diagnosis({ kind: 'authentication' }) }],
    ['what is never to be repeated', { diagnosis: diagnosis({ retry: { when: 'never' } }) }],
    ['what could happen twice', { idempotent: false }],
    ['a test', { origin: 'test' }],
    ['a second attempt', { attempt: 2 }],
    ['a time-out', { timedOut: true }],
    [
      'a rate limit of unknown length',
      { diagnosis: diagnosis({ kind: 'rate_limit', retry: { when: 'after', delayMs: 1, basis: 'guess' } }) },
    ],
  ] as const)('does not repeat %s', (_what, change) => {
    expect(delay(change)).toBeNull()
  })

  it('is paid for by good answers, ten for one', () => {
    const budget = createRetryBudget()
    for (let spent = 0; spent < 10; spent += 1) expect(budget.spend()).toBe(true)
    expect(budget.spend()).toBe(false)
    for (let good = 0; good < 11; good += 1) budget.earn()
    expect(budget.spend()).toBe(true)
    expect(budget.spend()).toBe(false)
  })
})
