import { describe, expect, it } from 'vitest'
import { Channel, episode, eveningAt, minuteMs } from './playback-stage.ts'

describe('a session that falls silent', () => {
  it('is over when the rest of it and a margin have passed, or half an hour of pause', () => {
    expect(new Channel().tells('start', 0, 30).silentAtMinute).toBe(85)
    expect(new Channel().tells('start', 0, 0).tells('pause', 10, 10).silentAtMinute).toBe(40)
    expect(new Channel().tells('start', 0, 0, { durationMs: null }).silentAtMinute).toBe(255)
    expect(new Channel().tells('start', 0, 0).tells('stop', 10, 10).silentAtMinute).toBeNull()
  })

  it('stays as it is before', () => {
    const tv = new Channel().tells('start', 0, 0)
    const before = tv.session
    expect(tv.falls(114.9).session).toBe(before)
  })

  it('is seen where its last known position was far enough, at that moment', () => {
    const tv = new Channel()
      .tells('start', 0, 0)
      .tells('progress', 85, 85)
      .tells('progress', 86, null)
      .falls(300)
    expect(tv.seen).toEqual([])
    const known = new Channel().tells('start', 0, 0).tells('progress', 85, 85).falls(300)
    expect(known.seen).toEqual(['85 silence 85%'])
  })

  it('is unclear where it may have played to the end', () => {
    const tv = new Channel()
      .watches(episode(1, { lastNumber: 2 }))
      .tells('start', 0, 10)
      .falls(300)
    expect(tv.of('unclear')).toEqual([
      {
        type: 'unclear',
        titles: [episode(1), episode(2)],
        startedAt: eveningAt,
        lastSeenAt: eveningAt,
        progress: 10,
      },
    ])
  })

  it('is left where it was paused', () => {
    const tv = new Channel().tells('start', 0, 0).tells('pause', 60, 60).falls(91)
    expect(tv.of('left')[0]).toMatchObject({ progress: 60, at: eveningAt + 60 * minuteMs })
  })

  it('asks nothing where its length is not known', () => {
    expect(new Channel().tells('start', 0, 0, { durationMs: 0 }).falls(999).types).toEqual(['start'])
  })

  it('ends without a word where it was counted', () => {
    const tv = new Channel().tells('start', 0, 0).tells('watched', 90, 90).falls(999)
    expect(tv.types).toEqual(['start', 'watched'])
    expect(tv.session?.state).toBe('ended')
  })

  it('is over for an event that comes later, whether or not anybody looked in between', () => {
    const looked = new Channel().tells('start', 0, 0).falls(115).tells('start', 2000, 0)
    const slept = new Channel().tells('start', 0, 0).tells('start', 2000, 0)
    expect(slept.outputs).toEqual(looked.outputs)
    expect(slept.types).toEqual(['start', 'unclear', 'start'])
  })
})
