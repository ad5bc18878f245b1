import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkLadderMs, type CheckState, nextCheck } from './checks.ts'
import { hourMs, minuteMs, startAt } from './story.ts'

const healthyEveryMs = 6 * hourMs
const state = (over: Partial<CheckState> = {}): CheckState => ({
  rung: 0,
  healthyEveryMs,
  usableAgainAt: null,
  usableAgainBasis: null,
  budget: null,
  ...over,
})
const middle = 0.5

describe('when to look again', () => {
  it('slowly while healthy', () => {
    expect(nextCheck(state({ rung: 4 }), 'mended', startAt, middle)).toEqual({
      at: startAt + healthyEveryMs,
      rung: 0,
    })
  })

  it('after 1, 2, 5, 15, 30, 60 and then every 60 minutes while broken', () => {
    let rung = 0
    const waits = Array.from({ length: 8 }, () => {
      const next = nextCheck(state({ rung }), 'broken', startAt, middle)
      rung = next.rung
      return (next.at - startAt) / minuteMs
    })
    expect(waits).toEqual([1, 2, 5, 15, 30, 60, 60, 60])
  })

  it('at once when something changed', () => {
    expect(nextCheck(state({ rung: 5 }), 'changed', startAt, middle)).toEqual({ at: startAt, rung: 5 })
  })

  it('at the known moment of return, and not before', () => {
    const usableAgainAt = startAt + 9 * hourMs
    const next = nextCheck(state({ usableAgainAt, usableAgainBasis: 'header' }), 'broken', startAt, 0)
    expect(next.at).toBe(usableAgainAt)
  })

  it('by the ladder whatever return is guessed, sooner or later', () => {
    for (const guessMs of [1000, minuteMs, 9 * hourMs]) {
      const guess = { usableAgainAt: startAt + guessMs, usableAgainBasis: 'guess' } as const
      const next = nextCheck(state({ rung: 3, ...guess }), 'broken', startAt, middle)
      expect(next).toEqual({ at: startAt + 15 * minuteMs, rung: 4 })
    }
  })

  it('as slowly as while healthy when an answer came that could not mend what stands', () => {
    expect(nextCheck(state({ rung: 3 }), 'stuck', startAt, middle)).toEqual({
      at: startAt + healthyEveryMs,
      rung: 3,
    })
  })

  it('not before the reset when a scarce allowance is nearly used up', () => {
    const resetsAt = startAt + 20 * hourMs
    const budget = { limit: 1000, remaining: 30, resetsAt }
    expect(nextCheck(state({ budget }), 'broken', startAt, 0).at).toBe(resetsAt)
    expect(nextCheck(state({ budget: { ...budget, remaining: 300 } }), 'broken', startAt, middle).at).toBe(
      startAt + minuteMs,
    )
    expect(nextCheck(state({ budget: { ...budget, limit: 100_000 } }), 'broken', startAt, middle).at).toBe(
      startAt + minuteMs,
    )
  })

  it('within a tenth of the rung, in whole milliseconds, never in the past', () => {
    const property = fc.property(
      fc.integer({ min: 0, max: 10 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rung, random) => {
        const next = nextCheck(state({ rung }), 'broken', startAt, random)
        const planned = checkLadderMs[next.rung - 1] ?? 0
        const offMs = Math.abs(next.at - startAt - planned)
        return Number.isInteger(next.at) && next.at > startAt && offMs <= planned / 10 + 1
      },
    )
    expect(fc.defaultReportMessage(fc.check(property))).toBeUndefined()
  })
})
