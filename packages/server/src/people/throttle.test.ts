import { array, assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock-manual.ts'
import { byNameAndAddress, Throttle } from './throttle.ts'
import { isSetupCode, makeSetupCode } from './setup-code.ts'

describe('the throttle', () => {
  it('waits 1 s after five tries, twice as long after each further one, and a quarter of an hour at most', () => {
    const clock = new ManualClock()
    const throttle = new Throttle(clock, byNameAndAddress)
    const waits: number[] = []
    for (let tries = 0; tries < 16; tries += 1) {
      throttle.count('ada')
      waits.push(throttle.waitMs('ada'))
      clock.advance(throttle.waitMs('ada'))
    }
    expect(waits.slice(0, 8)).toEqual([0, 0, 0, 0, 1000, 2000, 4000, 8000])
    expect(waits.at(-1)).toBe(900_000)
  })

  it('begins afresh after the right password, or an hour without a try', () => {
    const clock = new ManualClock()
    const throttle = new Throttle(clock, byNameAndAddress)
    const tryFive = (): void => {
      for (let tries = 0; tries < 5; tries += 1) throttle.count('ada')
    }
    tryFive()
    throttle.forget('ada')
    expect(throttle.waitMs('ada')).toBe(0)
    tryFive()
    clock.advance(3_600_000)
    throttle.count('ada')
    expect(throttle.waitMs('ada')).toBe(0)
  })

  it('never lets more tries in than its rule, whatever the times between them', () => {
    assert(
      property(array(integer({ min: 0, max: 5000 }), { maxLength: 200 }), (pausesMs) => {
        const clock = new ManualClock()
        const throttle = new Throttle(clock, byNameAndAddress)
        let letIn = 0
        for (const pauseMs of pausesMs) {
          clock.advance(pauseMs)
          if (throttle.waitMs('ada') > 0) continue
          throttle.count('ada')
          letIn += 1
        }
        const passedMs = pausesMs.reduce((sum, pauseMs) => sum + pauseMs, 0)
        // Five are free; the n-th further one comes after 2^n - 1 seconds of waiting in all.
        expect(letIn).toBeLessThanOrEqual(5 + Math.floor(Math.log2(passedMs / 1000 + 1)))
      }),
    )
  })
})

describe('the set-up code', () => {
  it('has no sign that can be taken for another, and is read however it is typed', () => {
    for (let count = 0; count < 200; count += 1) {
      const code = makeSetupCode()
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/)
      expect(isSetupCode(` ${code.toLowerCase().replace('-', ' ')}`, code)).toBe(true)
      expect(isSetupCode(code.slice(1), code)).toBe(false)
    }
  })
})
