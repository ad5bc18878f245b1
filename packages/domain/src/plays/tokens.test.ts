import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aDiagnosis, hourMs, startAt } from '../story.ts'
import type { TokenEvent, TokenState } from './token.ts'
import { defaultTokenPolicy, freshToken, refreshDueAt, tokenAfter, tokenNeed } from './tokens.ts'

const minuteMs = hourMs / 60
const dayMs = 24 * hourMs

const pair = (lifeMs = 7 * dayMs, issuedAt = startAt): TokenState =>
  freshToken({ issuedAt, expiresAt: issuedAt + lifeMs, refreshable: true })

const outage: TokenEvent = {
  type: 'refresh_failed',
  diagnosis: aDiagnosis('outage', { retry: { when: 'after', delayMs: 0, basis: 'guess' } }),
}
const refused: TokenEvent = {
  type: 'refresh_refused',
  diagnosis: aDiagnosis('authentication', { scope: 'account' }),
}

function after(state: TokenState, now: number, ...events: readonly TokenEvent[]): TokenState {
  return events.reduce((token, event) => tokenAfter(token, event, now), state)
}

const renewed = (now: number, lifeMs = 7 * dayMs): TokenEvent => ({
  type: 'refreshed',
  issuedAt: now,
  expiresAt: now + lifeMs,
  refreshable: true,
})

describe('a refresh', () => {
  it('is due at half of the life, and at least weekly', () => {
    expect(refreshDueAt(pair())).toBe(startAt + 3.5 * dayMs)
    expect(refreshDueAt(pair(dayMs))).toBe(startAt + 12 * hourMs)
    expect(refreshDueAt(pair(90 * dayMs))).toBe(startAt + 7 * dayMs)
    expect(tokenNeed(pair(), startAt + 3 * dayMs)).toEqual({ type: 'use' })
    expect(tokenNeed(pair(), startAt + 4 * dayMs)).toEqual({ type: 'refresh', usable: true })
    expect(tokenNeed(pair(), startAt + 8 * dayMs)).toEqual({ type: 'refresh', usable: false })
  })

  it('makes the next generation, with all forgotten that stood against the last', () => {
    const now = startAt + 4 * dayMs
    const next = after(pair(), now, { type: 'refresh_sent' }, { type: 'refresh_lost' }, renewed(now))
    expect(next).toEqual({ ...pair(7 * dayMs, now), generation: 2 })
  })

  it('that failed for a passing reason is tried by the ladder while the access token is used', () => {
    const now = startAt + 4 * dayMs
    const once = after(pair(), now, { type: 'refresh_sent' }, outage)
    expect(once).toMatchObject({ refreshLostAt: null, retryAt: now + hourMs / 60, failures: 1 })
    expect(tokenNeed(once, now)).toEqual({ type: 'use' })
    expect(tokenNeed(once, now + hourMs)).toEqual({ type: 'refresh', usable: true })
    const dead = { ...once, expiresAt: now }
    expect(tokenNeed(dead, now)).toEqual({ type: 'wait', until: now + hourMs / 60 })
  })

  it('that was refused for the app’s sake, or for what was sent, costs nobody the sign-in', () => {
    const now = startAt + 8 * dayMs
    const gone: TokenEvent = {
      type: 'refresh_refused',
      diagnosis: aDiagnosis('authentication', { scope: 'integration' }),
    }
    expect(tokenNeed(after(pair(), now, { type: 'refresh_sent' }, gone), now)).toEqual({
      type: 'wait',
      until: now + hourMs,
    })
  })

  it('that was refused leaves the access token to be used up', () => {
    const now = startAt + 4 * dayMs
    const ending = after(pair(), now, { type: 'refresh_sent' }, refused)
    expect(refreshDueAt(ending)).toBeNull()
    expect(tokenNeed(ending, now)).toEqual({ type: 'use' })
    expect(tokenNeed(ending, startAt + 7 * dayMs)).toEqual({ type: 'sign_in_again' })
  })
})

describe('an answer that was lost', () => {
  const lostAt = startAt + 4 * dayMs
  const lost = after(pair(), lostAt, { type: 'refresh_sent' }, { type: 'refresh_lost' })

  it('is not asked for again while the access token lives', () => {
    expect(tokenNeed(lost, startAt + 7 * dayMs - 1)).toEqual({ type: 'use' })
    expect(refreshDueAt(lost)).toBe(startAt + 7 * dayMs)
  })

  it('is what a crash leaves', () => {
    const crashed = after(pair(), lostAt, { type: 'refresh_sent' })
    expect(tokenNeed(crashed, lostAt)).toEqual({ type: 'use' })
  })

  it('is asked for when the access token is dead, by the ladder and until Trakt says no', () => {
    const deadAt = startAt + 7 * dayMs
    expect(tokenNeed(lost, deadAt)).toEqual({ type: 'refresh', usable: false })
    const sent = after(lost, deadAt, { type: 'refresh_sent' })
    expect(tokenNeed(sent, deadAt)).toEqual({ type: 'wait', until: deadAt + minuteMs })
    const twice = after(sent, deadAt, { type: 'refresh_lost' })
    expect(tokenNeed(twice, deadAt + minuteMs)).toEqual({ type: 'refresh', usable: false })
    const thrice = after(twice, deadAt + minuteMs, { type: 'refresh_sent' }, { type: 'refresh_lost' })
    expect(tokenNeed(thrice, deadAt + minuteMs)).toEqual({ type: 'wait', until: deadAt + 3 * minuteMs })
    const said = after(thrice, deadAt + hourMs, { type: 'refresh_sent' }, refused)
    expect(tokenNeed(said, deadAt + hourMs)).toEqual({ type: 'sign_in_again' })
    const unreached = after(lost, deadAt, { type: 'refresh_sent' }, outage)
    expect(tokenNeed(unreached, deadAt + hourMs)).toEqual({ type: 'refresh', usable: false })
    expect(unreached.refreshLostAt).toBe(lostAt)
  })

  it('is asked for at once where the access token was refused: it was rotated away', () => {
    const revoked = after(lost, lostAt, { type: 'access_refused' })
    expect(tokenNeed(revoked, lostAt)).toEqual({ type: 'refresh', usable: false })
  })
})

describe('an access token that is refused', () => {
  it('is refreshed once; a second one that is refused too means a new sign-in', () => {
    const now = startAt + hourMs
    const doubted = after(pair(), now, { type: 'access_refused' })
    expect(tokenNeed(doubted, now)).toEqual({ type: 'refresh', usable: false })
    const next = after(doubted, now, { type: 'refresh_sent' }, renewed(now))
    expect(tokenNeed(next, now)).toEqual({ type: 'use' })
    expect(tokenNeed(after(next, now, { type: 'access_refused' }), now)).toEqual({ type: 'sign_in_again' })
    const proven = after(next, now, { type: 'access_accepted' }, { type: 'access_refused' })
    expect(tokenNeed(proven, now)).toEqual({ type: 'refresh', usable: false })
  })

  it('cannot be helped where nothing can be refreshed', () => {
    const bare = { ...pair(), refreshable: false }
    expect(tokenNeed(bare, startAt)).toEqual({ type: 'use' })
    expect(tokenNeed(after(bare, startAt, { type: 'access_refused' }), startAt)).toEqual({
      type: 'sign_in_again',
    })
  })

  it('is well again where it is accepted after all', () => {
    const token = after(pair(), startAt, { type: 'access_refused' }, { type: 'access_accepted' })
    expect(tokenNeed(token, startAt)).toEqual({ type: 'use' })
    expect(after(pair(), startAt, { type: 'access_accepted' })).toEqual(pair())
  })
})

/** What the way to Trakt does to one refresh. */
type Weather = 'well' | 'outage' | 'lost_before' | 'lost_after'

interface Year {
  readonly need: string
  readonly spentUses: number
  readonly sends: ReadonlyMap<number, number>
  readonly earlySecondTries: number
  readonly answeredNo: number
}

/** Trakt rotates with each refresh and takes a spent refresh token for theft. */
function liveThroughYear(lifeMs: number, weathers: readonly Weather[], restartsEvery: number): Year {
  let token = pair(lifeMs)
  let atTrakt = 1
  let [spentUses, earlySecondTries, answeredNo, steps] = [0, 0, 0, 0]
  const sends = new Map<number, number>()
  for (let now = startAt; now < startAt + 365 * dayMs; now += hourMs) {
    if (tokenNeed(token, now).type !== 'refresh') continue
    const sent = (sends.get(token.generation) ?? 0) + 1
    if (sent > 1 && token.refreshLostAt !== null && now < token.expiresAt) earlySecondTries += 1
    token = tokenAfter(token, { type: 'refresh_sent' }, now)
    const weather = weathers[steps % weathers.length] ?? 'well'
    steps += 1
    if (weather === 'outage') {
      token = tokenAfter(token, outage, now)
      continue
    }
    sends.set(token.generation, sent)
    const isSpent = token.generation !== atTrakt
    if (isSpent) spentUses += 1
    if (isSpent && weather === 'well') {
      answeredNo += 1
      token = tokenAfter(token, refused, now)
    } else if (weather === 'well') {
      atTrakt += 1
      token = tokenAfter(token, renewed(now, lifeMs), now)
    } else {
      if (weather === 'lost_after' && !isSpent) atTrakt += 1
      // A crash writes nothing more than `refresh_sent` did.
      if (steps % restartsEvery !== 0) token = tokenAfter(token, { type: 'refresh_lost' }, now)
    }
  }
  return {
    need: tokenNeed(token, startAt + 365 * dayMs).type,
    spentUses,
    sends,
    earlySecondTries,
    answeredNo,
  }
}

describe('a year of a sign-in', () => {
  const lives = fc.constantFrom(dayMs, 7 * dayMs, 90 * dayMs)
  const every = fc.integer({ min: 1, max: 5 })
  const rarely = fc.array(fc.constantFrom<Weather>('well', 'well', 'outage', 'outage', 'outage'), {
    minLength: 1,
    maxLength: 60,
  })

  it('never asks to sign in again, whatever outages there are', () => {
    const weathers = rarely.filter((all) => all.includes('well'))
    const rule = (lifeMs: number, all: readonly Weather[], restarts: number): boolean => {
      const year = liveThroughYear(lifeMs, all, restarts)
      return year.need !== 'sign_in_again' && year.spentUses === 0
    }
    const found = fc.check(fc.property(lives, weathers, every, rule), { numRuns: 200 })
    expect(fc.defaultReportMessage(found)).toBeUndefined()
  })

  it('survives all answers that were lost before Trakt acted, if one comes at last', () => {
    const rule = (lifeMs: number, restarts: number, lost: number): boolean => {
      const weathers: Weather[] = [...Array.from({ length: lost }, () => 'lost_before' as const), 'well']
      const year = liveThroughYear(lifeMs, weathers, restarts)
      return year.need !== 'sign_in_again' && year.spentUses === 0
    }
    const found = fc.check(fc.property(lives, every, fc.integer({ min: 1, max: 9 }), rule), { numRuns: 100 })
    expect(fc.defaultReportMessage(found)).toBeUndefined()
  })

  it('sends one refresh token again only with nothing to lose, and never after Trakt said no', () => {
    const weathers = fc.array(fc.constantFrom<Weather>('well', 'outage', 'lost_before', 'lost_after'), {
      minLength: 1,
      maxLength: 60,
    })
    const rule = (lifeMs: number, all: readonly Weather[], restarts: number): boolean => {
      const year = liveThroughYear(lifeMs, all, restarts)
      return year.answeredNo <= 1 && year.earlySecondTries === 0
    }
    const found = fc.check(fc.property(lives, weathers, every, rule), { numRuns: 300 })
    expect(fc.defaultReportMessage(found)).toBeUndefined()
  })

  it('refreshes about every twelve hours with tokens of a day, and twice a week with those of a week', () => {
    const often = (lifeMs: number): number => liveThroughYear(lifeMs, ['well'], 1).sends.size
    expect([often(dayMs), often(7 * dayMs)]).toEqual([729, 104])
    expect(defaultTokenPolicy.refreshAtShare).toBe(0.5)
  })
})
