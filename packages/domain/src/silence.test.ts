import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs, startAt, Story } from './story.ts'

describe('dismiss, snooze, restore', () => {
  it('a dismissed problem stays away while it goes on, and is counted', () => {
    const story = new Story().fails('authentication').send({ type: 'dismiss' })
    const heard = story.told.length
    for (let day = 0; day < 30; day += 1)
      story
        .passes(24 * hourMs)
        .fails('authentication')
        .ticks()
    expect(story.alert).toMatchObject({ id: 'alert-1', state: 'dismissed', count: 31 })
    expect(story.told).toHaveLength(heard)
  })

  it('a dismissed problem comes back after a recovery', () => {
    const story = new Story().fails('authentication').send({ type: 'dismiss' }).passes(hourMs)
    story.proves('credential')
    expect(story.alert).toMatchObject({ state: 'recovered', endedAt: story.now })
    story.passes(2 * hourMs).fails('authentication')
    expect(story.alert).toMatchObject({ id: 'alert-2', state: 'open', relapse: true })
    expect(story.announced).toEqual(['opened', 'recovered', 'opened'])
  })

  it('restore undoes a dismissal and a snooze without telling again', () => {
    const story = new Story().fails('authentication').send({ type: 'dismiss' }).send({ type: 'restore' })
    expect(story.alert).toMatchObject({ state: 'open', endedAt: null })
    story.send({ type: 'snooze', until: null }).send({ type: 'restore' })
    expect(story.alert).toMatchObject({ state: 'open', snoozedUntil: null })
    expect(story.announced).toEqual(['opened'])
  })

  it('a snooze ends at its time while it still fails, and asks for a check', () => {
    const until = startAt + hourMs
    const story = new Story().fails('quota').send({ type: 'snooze', until })
    story.passes(minuteMs).fails('quota')
    expect(story.alert).toMatchObject({ state: 'snoozed', snoozedUntil: until, count: 2 })
    expect(story.ticks(hourMs).alert).toMatchObject({ state: 'open', snoozedUntil: null })
    expect(story.events.at(-1)).toBe('woke')
    expect(story.checksAsked).toBe(1)
  })

  it('a snooze ends when it gets worse', () => {
    const story = new Story()
      .fails('outage')
      .send({ type: 'snooze', until: null })
      .ticks(6 * hourMs)
    expect(story.alert).toMatchObject({ state: 'open', severity: 'warning' })
    expect(story.events).toEqual(['opened', 'snoozed', 'worsened', 'woke'])
  })

  it('a snoozed problem that is mended and comes back is shown', () => {
    const story = new Story().fails('outage').send({ type: 'snooze', until: null }).proves('reachable')
    expect(story.passes(minuteMs).fails('outage').alert?.state).toBe('open')
  })

  it('what is over can be neither dismissed nor snoozed nor restored', () => {
    const story = new Story().fails('outage').proves('reachable')
    const before = story.alert
    story.send({ type: 'dismiss' }).send({ type: 'snooze', until: null }).send({ type: 'restore' })
    expect(story.alert).toBe(before)
  })

  it('a snooze into the past changes nothing', () => {
    const story = new Story().fails('outage')
    const before = story.alert
    expect(story.send({ type: 'snooze', until: startAt }).alert).toBe(before)
  })
})

describe('while the own network is down', () => {
  it('a covered failure is held and silent', () => {
    const story = new Story().failsCovered('network').failsCovered('network')
    expect(story.alert).toMatchObject({ state: 'held', openedAt: null, count: 2 })
    expect(story.announced).toEqual([])
  })

  it('a held problem that is mended was never shown', () => {
    const story = new Story().failsCovered('network').proves('reachable')
    expect(story.alert).toMatchObject({ state: 'recovered', openedAt: null })
    expect(story.events).toEqual(['held'])
    expect(story.announced).toEqual([])
  })

  it('a held problem that still fails afterwards opens', () => {
    const story = new Story().failsCovered('network').passes(minuteMs).fails('network')
    expect(story.alert).toMatchObject({ state: 'open', openedAt: story.now, count: 2 })
    expect(story.announced).toEqual(['opened'])
  })

  it('an open one is held and shown again without telling people twice', () => {
    const story = new Story().fails('network').send({ type: 'hold' }).passes(minuteMs)
    expect(story.alert?.state).toBe('held')
    story.send({ type: 'release' })
    expect(story.alert).toMatchObject({ state: 'open', openedAt: startAt })
    expect(story.events).toEqual(['opened', 'held', 'released'])
    expect(story.announced).toEqual(['opened'])
  })
})
