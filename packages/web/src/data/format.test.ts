import { describe, expect, it } from 'vitest'
import { absolute, atClock, clock, duration, grouped, relative, since, tomorrowMorning } from './format.ts'

const now = Date.UTC(2026, 10, 21, 12, 0, 0)
const minute = 60_000
const hour = 60 * minute
const zone = { locale: 'en-GB', timeZone: 'UTC' }

describe('since', () => {
  it.each([
    [-3 * 60_000, '3 min ago'],
    [0, 'just now'],
    [47 * 60_000, 'just now'],
  ])('what happened %i ms away by this clock was: %s', (away, text) => {
    expect(since(1e12 + away, 1e12)).toBe(text)
  })
})

describe('relative', () => {
  it.each([
    [-3000, 'just now'],
    [0, 'just now'],
    [3000, 'in a moment'],
    [-40_000, '40 s ago'],
    [-2 * minute, '2 min ago'],
    [-119 * minute, '1 h ago'],
    [-30 * hour, '30 h ago'],
    [-80 * hour, '3 days ago'],
    [3 * hour, 'in 3 h'],
    [3 * hour - 20_000, 'in 3 h'],
    [5 * minute, 'in 5 min'],
  ])('says %d ms from now as "%s"', (away, text) => {
    expect(relative(now + away, now)).toBe(text)
  })
})

describe('duration', () => {
  it.each([
    [0.4, '0 ms'],
    [340, '340 ms'],
    [4230, '4.2 s'],
    [42_000, '42 s'],
    [12 * minute, '12 min'],
    [3 * hour, '3 h'],
    [24 * 5 * hour, '5 days'],
  ])('says %d ms as "%s"', (ms, text) => {
    expect(duration(ms)).toBe(text)
  })
})

describe('clock', () => {
  it('leaves out the day when it is today', () => {
    expect(clock(now + 2 * hour, now, zone)).toBe('14:00')
  })
  it('names tomorrow and yesterday', () => {
    expect(clock(now + 14 * hour, now, zone)).toBe('tomorrow 02:00')
    expect(clock(now - 14 * hour, now, zone)).toBe('yesterday 22:00')
  })
  it('gives the date farther away', () => {
    expect(clock(now + 72 * hour, now, zone)).toBe('24 Nov, 12:00')
  })
  it("keeps to the reader's zone", () => {
    expect(clock(now, now, { locale: 'en-GB', timeZone: 'Asia/Tokyo' })).toBe('21:00')
  })
})

it('says a moment inside a sentence', () => {
  expect(atClock(now + 2 * hour, now, zone)).toBe('at 14:00')
  expect(atClock(now + 14 * hour, now, zone)).toBe('tomorrow 02:00')
})

it('groups numbers as the locale does', () => {
  expect(grouped(1284, 'en-US')).toBe('1,284')
  expect(grouped(1284, 'de-DE')).toBe('1.284')
})

it('gives the whole moment for hovering', () => {
  expect(absolute(now, zone)).toBe('21 Nov 2026, 12:00:00')
})

it('means the next morning at eight by tomorrow', () => {
  const morning = new Date(tomorrowMorning(now))
  expect(morning.getHours()).toBe(8)
  expect(morning.getTime()).toBeGreaterThan(now)
  expect(morning.getTime() - now).toBeLessThan(48 * hour)
})
