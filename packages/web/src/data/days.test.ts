import { describe, expect, it } from 'vitest'
import { dayText, daysAgo, minuteText, readDays, readMoment } from './days.ts'

const noon = new Date(2026, 10, 21, 12, 5).getTime()

describe('days of the reader’s own zone', () => {
  it('are written as the fields for dates and times have them', () => {
    expect(dayText(noon)).toBe('2026-11-21')
    expect(minuteText(noon)).toBe('2026-11-21T12:05')
  })
  it('come back as the same moment', () => {
    expect(readMoment(minuteText(noon))).toBe(noon)
  })
  it('are nothing where a field is empty or holds no date', () => {
    expect(readMoment('')).toBeNull()
    expect(readMoment('2026-13-40T00:00')).toBeNull()
  })
  it('range from the first moment of the first day to the last of the last', () => {
    expect(readDays('2026-11-20', '2026-11-21')).toEqual({
      from: new Date(2026, 10, 20).getTime(),
      to: new Date(2026, 10, 22).getTime() - 1,
    })
    expect(readDays('2026-11-21', '2026-11-21')).not.toBeNull()
  })
  it('are no range when the first comes after the last, or one is missing', () => {
    expect(readDays('2026-11-22', '2026-11-21')).toBeNull()
    expect(readDays('', '2026-11-21')).toBeNull()
    expect(readDays('2026-11-21', '')).toBeNull()
  })
  it('are no range when they span more than a year', () => {
    expect(readDays('2025-11-21', '2026-11-21')).not.toBeNull()
    expect(readDays('2025-11-01', '2026-11-21')).toBeNull()
  })
  it('count back over the end of a month', () => {
    expect(daysAgo(21, noon)).toBe('2026-10-31')
  })
  it('count back by the calendar where the clock was put forward in between', () => {
    const afterMidnight = new Date(2026, 3, 5, 0, 30).getTime()
    expect(daysAgo(10, afterMidnight)).toBe('2026-03-26')
  })
})
