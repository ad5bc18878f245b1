import { describe, expect, it } from 'vitest'
import { createClock } from './clock.ts'
import { ManualClock } from './clock-manual.ts'

describe('the manual clock', () => {
  it('runs what comes due in order, each at its own moment, timers set on the way included', () => {
    const clock = new ManualClock(0)
    const seen: string[] = []
    clock.after(30, () => seen.push(`c at ${clock.now()}`))
    clock.after(10, () => {
      seen.push(`a at ${clock.now()}`)
      clock.after(5, () => seen.push(`b at ${clock.now()}`))
    })
    clock.after(31, () => seen.push('late'))
    clock.advance(30)
    expect(seen).toEqual(['a at 10', 'b at 15', 'c at 30'])
    expect(clock.now()).toBe(30)
    expect(clock.nextAt).toBe(31)
  })

  it('forgets what was called off, and fires nothing when it is set', () => {
    const clock = new ManualClock(0)
    const seen: string[] = []
    const callOff = clock.after(10, () => seen.push('a'))
    clock.after(10, () => seen.push('b'))
    callOff()
    clock.jump(50)
    expect(seen).toEqual([])
    clock.advance(0)
    expect(seen).toEqual(['b'])
    expect(clock.waiting).toBe(0)
  })
})

describe('the real clock', () => {
  it('calls back once, and not when it was called off', async () => {
    const clock = createClock()
    const seen: string[] = []
    clock.after(0, () => seen.push('never'))()
    // The timer does not keep the process alive; the test runner does.
    await new Promise<void>((resolve) => {
      clock.after(1, () => {
        seen.push('once')
        resolve()
      })
    })
    expect(seen).toEqual(['once'])
  })
})
