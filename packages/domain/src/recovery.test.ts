import { describe, expect, it } from 'vitest'
import { nextTickAt } from './advance.ts'
import { defaultAlertPolicy } from './policy.ts'
import { hourMs, minuteMs, startAt, Story } from './story.ts'

describe('recovery and relapse', () => {
  it('the fitting proof ends it and says what proved it', () => {
    const story = new Story().fails('authentication').passes(minuteMs).proves('reachable')
    expect(story.alert?.state).toBe('open')
    story.proves('credential')
    expect(story.alert).toMatchObject({ state: 'recovered', recoveredBy: 'check', endedAt: story.now })
    expect(story.announced).toEqual(['opened', 'recovered'])
  })

  it('within the hold time the same alert opens again and counts on', () => {
    const story = new Story()
      .fails('outage', {}, 5)
      .proves('reachable')
      .passes(10 * minuteMs)
      .fails('outage')
    expect(story.alert).toMatchObject({
      id: 'alert-1',
      state: 'open',
      count: 6,
      relapse: true,
      endedAt: null,
    })
    expect(story.events).toEqual(['opened', 'recovered', 'relapsed'])
  })

  it('later it is a new occurrence, marked as a relapse', () => {
    const story = new Story()
      .fails('outage', {}, 5)
      .proves('reachable')
      .passes(hourMs + 1)
      .fails('outage')
    expect(story.alert).toMatchObject({ id: 'alert-2', state: 'open', count: 1, relapse: true, version: 1 })
    expect(story.announced).toEqual(['opened', 'recovered', 'opened'])
  })

  it('a recovered threshold kind needs its number again', () => {
    const story = new Story().fails('malformed', {}, 3).proves('read').fails('malformed', {}, 2)
    expect(story.alert).toMatchObject({ state: 'recovered', count: 5 })
    expect(story.fails('malformed').alert).toMatchObject({ state: 'open', count: 6, relapse: true })
  })

  it('40 flips in 10 minutes are told twice, and the end of it is told when there is room', () => {
    const story = new Story()
    for (let flip = 0; flip < 20; flip += 1) {
      story.passes(15_000).fails('network')
      story.passes(15_000).proves('reachable')
    }
    expect(story.seen.every((alert) => alert.id === 'alert-1')).toBe(true)
    expect(story.announced).toEqual(['opened', 'recovered'])
    story.passes(15_000).fails('network')
    expect(story.announced).toHaveLength(2)
    expect(story.alert?.state).toBe('open')
    const at = story.alert === null ? null : nextTickAt(story.alert, story.policy)
    expect(at).toBe(startAt + 30_000 + hourMs)
    story.now = at ?? 0
    expect(story.ticks().announced).toEqual(['opened', 'recovered', 'opened'])
  })

  it('whoever heard that it broke hears that it is mended', () => {
    const story = new Story()
      .fails('outage')
      .ticks(6 * hourMs)
      .passes(minuteMs)
      .proves('read')
    expect(story.announced).toEqual(['opened', 'worsened', 'recovered'])
  })

  it('pausing ends it without calling a later failure a relapse', () => {
    const story = new Story().fails('authentication').send({ type: 'end', because: 'paused' })
    expect(story.alert).toMatchObject({ state: 'recovered', recoveredBy: 'paused' })
    story.passes(minuteMs).fails('authentication')
    expect(story.alert).toMatchObject({ state: 'open', relapse: false })
  })

  it('what was never shown ends without a word', () => {
    const story = new Story().fails('malformed').send({ type: 'end', because: 'paused' })
    expect(story.alert).toMatchObject({ state: 'recovered', openedAt: null })
    expect(story.told).toEqual([])
    expect(story.passes(minuteMs).fails('malformed', {}, 3).alert?.relapse).toBe(false)
  })
})

describe('words and clocks', () => {
  it('a surer diagnosis of a related cause gives the words, and the identity stays', () => {
    const story = new Story().fails('network', { confidence: 'guess', title: 'No answer' })
    story.fails('outage', { cause: 'tmdb.down', title: 'TMDb says that it is down' })
    expect(story.alert).toMatchObject({ cause: 'tmdb.network', title: 'TMDb says that it is down' })
    story.fails('network', { cause: 'tmdb.other', confidence: 'likely', title: 'Something' })
    expect(story.alert?.title).toBe('TMDb says that it is down')
  })

  it('a clock that was set back neither turns moments around nor silences people for ever', () => {
    const story = new Story()
      .fails('outage')
      .passes(-30 * 24 * hourMs)
      .fails('outage')
      .proves('reachable')
    expect(story.alert).toMatchObject({ lastSeenAt: startAt, endedAt: startAt })
    story
      .passes(hourMs + 1)
      .fails('outage')
      .passes(hourMs)
      .ticks()
    expect(story.announced.at(-1)).toBe('opened')
  })

  it('needs no tick when only an event can change it', () => {
    const story = new Story().fails('authentication')
    expect(story.alert === null ? 0 : nextTickAt(story.alert, defaultAlertPolicy)).toBeNull()
  })
})
