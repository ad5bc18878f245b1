import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextMidnightUtc, parseGoDuration, parseHttpDate, parseIsoInstant } from './instants.ts'
import { readWait, waitInText } from './retry-after.ts'

const now = Date.UTC(2026, 10, 21, 12, 0, 0)

describe('the wait that a service tells', () => {
  it.each([
    ['seconds', { 'retry-after': '12' }, 12_000],
    ['fractions of seconds', { 'retry-after': '0.5' }, 500],
    ['a date', { 'retry-after': 'Sat, 21 Nov 2026 12:02:00 GMT' }, 120_000],
    ['a date of RFC 850', { 'retry-after': 'Saturday, 21-Nov-26 12:02:00 GMT' }, 120_000],
    ['a date of asctime', { 'retry-after': 'Sat Nov 21 12:02:00 2026' }, 120_000],
    ['a date that is over', { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
    ['milliseconds before seconds', { 'retry-after-ms': '644', 'retry-after': '1' }, 644],
    ['an ISO date', { 'retry-after': '2026-11-21T12:00:30Z' }, 30_000],
    ['a Unix moment', { 'retry-after': String(now / 1000 + 60) }, 60_000],
    [
      'Trakt’s JSON',
      { 'x-ratelimit': '{"name":"AUTHED_API_GET_LIMIT","remaining":0,"until":"2026-11-21T12:05:00Z"}' },
      300_000,
    ],
    ['a reset in epoch seconds', { 'x-ratelimit-reset': String(now / 1000 + 3600) }, 3_600_000],
    [
      'OpenAI’s longer reset',
      { 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '6m0s' },
      360_000,
    ],
    [
      'OpenAI’s used-up one',
      {
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-tokens': '6m0s',
      },
      1000,
    ],
  ])('in %s', (_, headers, delayMs) => {
    const wait = readWait(headers, '', now)
    expect(wait).toMatchObject({ delayMs, at: now + delayMs, basis: 'header' })
  })

  it.each([
    ['Please try again in 9.816s. Visit', 9816],
    ['Please try again in 644ms.', 644],
    ['Please try again in 1m30.5s.', 90_500],
    ['AUTHED_API_GET_LIMIT rate limit exceeded. Please wait 12 seconds then retry your request.', 12_000],
    ['Please retry after 6 seconds.', 6000],
    ['Try again in 2 minutes', 120_000],
  ])('in the text "%s"', (text, delayMs) => {
    expect(readWait({}, text, null)).toMatchObject({ delayMs, at: null, basis: 'body' })
  })

  it.each([
    [{ 'retry-after': '-5' }],
    [{ 'retry-after': 'soon' }],
    [{ 'retry-after': '99999999' }],
    [{ 'x-ratelimit-reset-tokens': '0', 'x-ratelimit-remaining-tokens': '-1' }],
    [{ 'x-ratelimit-reset': '0' }],
  ])('is not believed when it is nonsense: %j', (headers) => {
    expect(readWait(headers, '', now)).toBeNull()
  })

  it('is a duration alone where no clock is known, and an instant where one was told', () => {
    expect(readWait({ 'retry-after': '12' }, '', null)).toMatchObject({ delayMs: 12_000, at: null })
    expect(readWait({ 'retry-after': 'Sat, 21 Nov 2026 12:02:00 GMT' }, '', null)).toMatchObject({
      delayMs: null,
      at: now + 120_000,
    })
  })

  it('is never negative and never beyond a month, whatever is sent', () => {
    const names = [
      'retry-after',
      'retry-after-ms',
      'x-ratelimit',
      'x-ratelimit-reset',
      'x-ratelimit-reset-tokens',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string(), fc.string(), (name, value, text) => {
        const delayMs = readWait({ [name]: value }, text, now)?.delayMs ?? 0
        expect(delayMs).toBeGreaterThanOrEqual(0)
        expect(delayMs).toBeLessThanOrEqual(32 * 86_400_000)
      }),
    )
  })
})

describe('moments', () => {
  it('are read as the calendar has them', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
        expect(parseIsoInstant(date.toISOString())).toBe(date.getTime())
        expect(parseHttpDate(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000)
      }),
    )
  })

  it('of the next midnight lie within a day and on it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (at) => {
        const midnight = nextMidnightUtc(at)
        expect(midnight - at).toBeGreaterThan(0)
        expect(midnight - at).toBeLessThanOrEqual(86_400_000)
        expect(new Date(midnight).getUTCHours()).toBe(0)
      }),
    )
  })

  it('with a zone are moved to UTC', () => {
    expect(parseIsoInstant('2026-11-21T14:00:00+02:00')).toBe(now)
    expect(parseIsoInstant('2026-13-21T14:00:00Z')).toBeNull()
  })

  it('and durations of Go add up', () => {
    expect(parseGoDuration('1h2m3.5s')).toBe(3_723_500)
    expect(parseGoDuration('12')).toBeNull()
    expect(waitInText('no wait here')).toBeNull()
  })
})
