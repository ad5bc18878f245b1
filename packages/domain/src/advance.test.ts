import type { Kind } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { nextTickAt } from './advance.ts'
import { hourMs, minuteMs, startAt, Story } from './story.ts'

describe('how loud an alert is', () => {
  const loud: readonly (readonly [Kind, string])[] = [
    ['authentication', 'error'],
    ['permission', 'error'],
    ['account', 'error'],
    ['configuration', 'error'],
    ['deprecated', 'error'],
    ['quota', 'warning'],
    ['rate_limit', 'warning'],
    ['outage', 'info'],
    ['network', 'info'],
  ]
  it.each(loud)('%s opens at once as %s', (kind, severity) => {
    const { alert, announced } = new Story().fails(kind)
    expect(alert).toMatchObject({ state: 'open', severity, count: 1, openedAt: startAt, relapse: false })
    expect(announced).toEqual(['opened'])
  })

  it.each(['not_found', 'conflict'] as const)('%s never raises one', (kind) => {
    expect(new Story().fails(kind, {}, 1000).alert).toBeNull()
  })

  it('what still works for a while is a warning until then, and an error from then on', () => {
    const worksUntil = startAt + 2 * hourMs
    const story = new Story().fails('authentication', { worksUntil })
    expect(story.alert).toMatchObject({ state: 'open', severity: 'warning', worksUntil })
    expect(story.alert === null ? null : nextTickAt(story.alert, story.policy)).toBe(worksUntil)
    expect(story.ticks(2 * hourMs - 1).alert?.severity).toBe('warning')
    expect(story.ticks(1).alert?.severity).toBe('error')
    expect(story.announced).toEqual(['opened', 'worsened'])
    expect(story.alert === null ? null : nextTickAt(story.alert, story.policy)).not.toBe(worksUntil)
  })

  it('what still works for a while is an error as soon as it fails outright', () => {
    const worksUntil = startAt + 2 * hourMs
    const story = new Story().fails('authentication', { worksUntil }).passes(hourMs).fails('authentication')
    expect(story.alert).toMatchObject({ severity: 'error', worksUntil: null })
    expect(story.announced).toEqual(['opened', 'worsened'])
  })

  it('what is no more than a warning asks for no tick at its end', () => {
    const { alert, policy } = new Story().fails('quota', { worksUntil: startAt + hourMs })
    expect(alert).toMatchObject({ severity: 'warning' })
    expect(alert === null ? null : nextTickAt(alert, policy)).not.toBe(startAt + hourMs)
  })

  it('an expected answer never raises one', () => {
    expect(new Story().fails('authentication', { expected: true }).alert).toBeNull()
  })

  it.each([
    ['invalid_request', 'error'],
    ['malformed', 'error'],
    ['unknown', 'warning'],
  ] as const)('%s opens after 3 in 10 minutes, as %s', (kind, severity) => {
    const story = new Story()
      .fails(kind)
      .passes(4 * minuteMs)
      .fails(kind)
    expect(story.alert).toMatchObject({ state: 'pending', openedAt: null, count: 2 })
    expect(story.told).toEqual([])
    story.passes(5 * minuteMs).fails(kind)
    expect(story.alert).toMatchObject({ state: 'open', severity, count: 3, firstSeenAt: startAt })
    expect(story.announced).toEqual(['opened'])
  })

  it('three odd answers over more than 10 minutes open nothing', () => {
    const story = new Story()
      .fails('malformed')
      .passes(6 * minuteMs)
      .fails('malformed')
    story.passes(5 * minuteMs).fails('malformed')
    expect(story.alert?.state).toBe('pending')
  })

  it('a stray odd answer of yesterday does not count today', () => {
    const story = new Story()
      .fails('malformed', {}, 2)
      .passes(24 * hourMs)
      .fails('malformed')
    expect(story.alert).toMatchObject({ state: 'pending', count: 1, firstSeenAt: story.now })
  })

  it('a burst of three opens at once', () => {
    expect(new Story().fails('malformed', {}, 3).alert).toMatchObject({ state: 'open', count: 3 })
  })

  it('an outage becomes a warning when it has lasted 6 hours, and people hear of it', () => {
    const story = new Story().fails('outage').ticks(6 * hourMs - 1)
    expect(story.alert?.severity).toBe('info')
    story.ticks(1)
    expect(story.alert).toMatchObject({ severity: 'warning', state: 'open' })
    expect(story.events).toEqual(['opened', 'worsened'])
    expect(story.announced).toEqual(['opened', 'worsened'])
  })

  it('an outage that ended in between has not lasted', () => {
    const story = new Story()
      .fails('outage')
      .passes(5 * hourMs)
      .proves('reachable')
    story
      .passes(minuteMs)
      .fails('outage')
      .ticks(2 * hourMs)
    expect(story.alert).toMatchObject({ state: 'open', severity: 'info' })
  })

  it('counts a million failures in one alert', () => {
    const story = new Story()
    for (let n = 0; n < 1000; n += 1) story.passes(10).fails('authentication', {}, 1000)
    expect(story.alert).toMatchObject({ id: 'alert-1', count: 1_000_000, firstSeenAt: startAt + 10 })
    expect(story.announced).toEqual(['opened'])
  })
})

describe('when it is usable again', () => {
  it('takes the moment and where it comes from', () => {
    const at = startAt + hourMs
    expect(new Story().fails('quota', { retry: { when: 'at', at, basis: 'header' } }).alert).toMatchObject({
      usableAgainAt: at,
      usableAgainBasis: 'header',
    })
    expect(
      new Story().fails('rate_limit', { retry: { when: 'after', delayMs: 5000, basis: 'guess' } }).alert,
    ).toMatchObject({ usableAgainAt: startAt + 5000, usableAgainBasis: 'guess' })
  })

  it('does not let a guess replace what the service said', () => {
    const said = { when: 'after', delayMs: hourMs, basis: 'header' } as const
    const guessed = { when: 'after', delayMs: minuteMs, basis: 'guess' } as const
    const story = new Story()
      .fails('quota', { retry: said })
      .passes(minuteMs)
      .fails('quota', { retry: guessed })
    expect(story.alert).toMatchObject({ usableAgainAt: startAt + hourMs, usableAgainBasis: 'header' })
    story.passes(hourMs).fails('quota', { retry: guessed })
    expect(story.alert).toMatchObject({ usableAgainAt: story.now + minuteMs, usableAgainBasis: 'guess' })
  })

  it('asks for one check when the moment is reached', () => {
    const story = new Story().fails('quota', { retry: { when: 'after', delayMs: hourMs, basis: 'body' } })
    expect(story.ticks(hourMs - 1).checksAsked).toBe(0)
    expect(story.ticks(1).checksAsked).toBe(1)
    expect(story.ticks(1).ticks(1).checksAsked).toBe(1)
    expect(story.alert).toMatchObject({ state: 'open', usableAgainAt: null })
  })

  it('asks for none when a guessed moment is past: the ladder does the guessing', () => {
    const story = new Story().fails('outage', { retry: { when: 'after', delayMs: minuteMs, basis: 'guess' } })
    expect(story.ticks(minuteMs)).toMatchObject({ checksAsked: 0, alert: { usableAgainAt: null } })
  })

  it('after the named reset any good call clears a quota; before it, and after a guess, it does not', () => {
    const at = startAt + hourMs
    const named = new Story().fails('quota', { retry: { when: 'at', at, basis: 'body' } })
    expect(named.passes(minuteMs).proves('credential', 'read').alert?.state).toBe('open')
    expect(named.ticks(hourMs).proves('credential', 'read').alert?.state).toBe('recovered')
    const guessed = new Story().fails('quota', { retry: { when: 'at', at, basis: 'guess' } })
    expect(guessed.ticks(2 * hourMs).proves('credential', 'read').alert?.state).toBe('open')
  })
})
