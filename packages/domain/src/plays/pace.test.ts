import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshPace, type Pace, paceDelayMs } from './pace.ts'

/** When each of these requests goes out. */
function goes(askedAt: readonly number[], limits: { perSecond: number; burst: number }): number[] {
  let state: Pace = freshPace
  return askedAt.map((at) => {
    const next = paceDelayMs(state, at, limits)
    state = next.state
    return at + next.delayMs
  })
}

describe('the pace of requests', () => {
  it('lets a burst through and then one after another', () => {
    expect(goes([5000, 5000, 5000, 5000], { perSecond: 2, burst: 2 })).toEqual([5000, 5000, 5500, 6000])
    expect(goes([0, 100, 5000], { perSecond: 1, burst: 1 })).toEqual([0, 1000, 5000])
  })

  it('is never exceeded in any span, and keeps nobody waiting without need', () => {
    const asked = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 60 })
    const property = fc.property(asked, fc.integer({ min: 1, max: 5 }), (gaps, burst) => {
      let at = 0
      const times = goes(
        gaps.map((gap) => (at += gap)),
        { perSecond: 4, burst },
      )
      return times.every((from, index) => {
        const place = times.slice(index).findIndex((time) => time - from > 1000)
        const within = place < 0 ? times.length - index : place
        return within <= 4 + burst
      })
    })
    expect(fc.defaultReportMessage(fc.check(property))).toBeUndefined()
    expect(goes([0, 250, 500, 750], { perSecond: 4, burst: 1 })).toEqual([0, 250, 500, 750])
  })
})
