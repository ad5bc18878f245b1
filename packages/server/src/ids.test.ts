import { describe, expect, it } from 'vitest'
import { ManualClock } from './clock-manual.ts'
import { createIds } from './ids.ts'

describe('ids', () => {
  it('are UUIDs of version 7 that hold their time', () => {
    const clock = new ManualClock(1_795_305_600_000)
    const id = createIds(clock).next()
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(clock.now())
  })

  it('grow, within one millisecond and when the clock goes back', () => {
    const clock = new ManualClock()
    const ids = createIds(clock)
    const made = Array.from({ length: 20_000 }, (_, n) => {
      if (n % 5_000 === 4_999) clock.jump(clock.now() + (n % 2 === 0 ? 1 : -3_600_000))
      return ids.next()
    })
    expect([...made].sort()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
  })

  it('go on growing when one millisecond has more than its counter holds', () => {
    const clock = new ManualClock()
    const ids = createIds(clock, 4)
    const made = Array.from({ length: 100 }, () => ids.next())
    expect([...made].sort()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
    expect(new Set(made.map((id) => id.slice(0, 13))).size).toBeGreaterThan(20)
  })

  it('of two processes at one moment differ', () => {
    const clock = new ManualClock()
    expect(createIds(clock).next()).not.toBe(createIds(clock).next())
  })
})
