import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs, defaultBackoff } from './backoff.ts'
import { type Breaker, breaker, type BreakerEvent, closedBreaker, mayPass } from './breaker.ts'
import { startAt } from './story.ts'

const failed = (times: number, from: Breaker = closedBreaker): Breaker =>
  Array.from({ length: times }).reduce<Breaker>((state) => breaker(state, 'failure', startAt), from)

describe('the breaker', () => {
  it('opens after five failures in a row and keeps traffic home for 30 s', () => {
    expect(failed(4).state).toBe('closed')
    const open = failed(5)
    expect(open).toEqual({ state: 'open', openings: 1, untilAt: startAt + 30_000 })
    expect([mayPass(open, startAt + 29_999), mayPass(open, startAt + 30_000)]).toEqual([false, true])
  })

  it('starts to count anew after a success', () => {
    expect(failed(4, breaker(failed(4), 'success', startAt)).state).toBe('closed')
  })

  it('lets one attempt through and closes when that succeeds', () => {
    const trying = breaker(failed(5), 'attempt', startAt + 30_000)
    expect(trying.state).toBe('half_open')
    expect(mayPass(trying, startAt + 30_001)).toBe(false)
    expect(breaker(trying, 'success', startAt + 30_002)).toEqual(closedBreaker)
  })

  it('opens for twice as long when the attempt fails, and never for more than 10 minutes', () => {
    let state = failed(5)
    let now = startAt
    const waits = Array.from({ length: 6 }, () => {
      now += 10 * 60_000
      state = breaker(breaker(state, 'attempt', now), 'failure', now)
      return state.state === 'open' ? (state.untilAt - now) / 1000 : 0
    })
    expect(waits).toEqual([60, 120, 240, 480, 600, 600])
  })

  it('lets another attempt through when one is lost', () => {
    const trying = breaker(failed(5), 'attempt', startAt + 30_000)
    expect(mayPass(trying, startAt + 60_000)).toBe(true)
  })

  it('takes no news from calls that were under way when it opened', () => {
    const open = failed(5)
    expect(failed(50, open)).toBe(open)
  })

  it('never stays shut for more than 10 minutes', () => {
    const history = fc.array(fc.constantFrom<BreakerEvent>('attempt', 'success', 'failure'))
    const property = fc.property(history, (events) => {
      let state: Breaker = closedBreaker
      return events.every((event, index) => {
        const now = startAt + index * 10_000
        state = breaker(state, event, now)
        return mayPass(state, now + 10 * 60_000)
      })
    })
    expect(fc.defaultReportMessage(fc.check(property))).toBeUndefined()
  })
})

describe('back-off', () => {
  it('doubles up to the longest and lies in the upper half', () => {
    expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, 1))).toEqual([500, 1000, 2000, 4000])
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 0))).toEqual([250, 500, 1000])
    expect(backoffMs(1000, 1)).toBe(defaultBackoff.longestMs)
  })
})
