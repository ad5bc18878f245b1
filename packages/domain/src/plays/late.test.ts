import { describe, expect, it } from 'vitest'
import { Channel, episode, eveningAt, minuteMs } from './playback-stage.ts'

function told(): Channel {
  const tv = new Channel()
  tv.told = true
  return tv
}

describe('events that come out of order, by the player’s own times', () => {
  it('a stop before its start counts by itself, and the start after it opens nothing', () => {
    const tv = told().tells('stop', 98, 98).tells('start', 0, 0)
    expect(tv.seen).toEqual(['98 stop 98%'])
    expect(tv.of('watched')[0]?.startedAt).toBe(eveningAt)
    expect(tv.session?.state).toBe('ended')
    expect(tv.outputs.at(-1)).toEqual({ type: 'ignored', because: 'older than the last' })
  })

  it('a late stop of what was left does not end what goes on after the break', () => {
    const tv = told()
      .tells('start', 0, 0)
      .tells('start', 120, 50)
      .tells('stop', 50, 50)
      .tells('stop', 168, 98)
    expect(tv.seen).toEqual(['168 stop 98%'])
  })

  it('a late stop counts what was begun again since as a play of its own', () => {
    const tv = told().tells('start', 0, 0).tells('start', 110, 0).tells('stop', 98, 98).tells('stop', 208, 98)
    expect(tv.seen).toEqual(['98 stop 98%', '208 stop 98%'])
    expect(tv.of('watched').map(({ startedAt }) => (startedAt - eveningAt) / minuteMs)).toEqual([0, 110])
  })

  it('a late word of the player counts, and seeking back since does not make it two', () => {
    const tv = told()
      .tells('start', 0, 0)
      .tells('start', 93, 40)
      .tells('watched', 90, 90)
      .tells('stop', 150, 97)
    expect(tv.seen).toEqual(['90 player_said 90%'])
  })

  it('a word that comes after a long pause in the credits is of the same viewing', () => {
    expect(told().tells('stop', 240, 99).tells('watched', 92, 90).tells('start', 0, 0).seen).toHaveLength(1)
  })

  it('the stop of an earlier viewing counts beside the one that is on', () => {
    const tv = told()
      .tells('start', 300, 0)
      .tells('stop', 98, 98)
      .tells('stop', 98, 98)
      .tells('stop', 398, 98)
    expect(tv.seen).toEqual(['98 stop 98%', '398 stop 98%'])
  })

  it('the late stop of the title before counts once, at its own time', () => {
    const tv = told().watches(episode(1)).tells('start', 0, 0).watches(episode(2)).tells('start', 102, 0)
    tv.watches(episode(1)).tells('stop', 101, 99).tells('start', 0, 0)
    expect(tv.seen).toEqual(['100 next_title 100%'])
    expect(tv.session?.title).toEqual(episode(2))
  })

  it('a player’s word without any length is one however often it comes', () => {
    const word = { durationMs: null, completed: true }
    expect(told().tells('stop', 0, null, word).tells('stop', 60, null, word).seen).toHaveLength(1)
  })

  it('a late event still tells the length', () => {
    const tv = told().tells('start', 1, 0, { durationMs: 0 }).tells('start', 0, 0)
    expect(tv.session?.durationMs).toBe(100 * minuteMs)
  })

  it('a stop that comes after the silence was taken for unclear settles it, under the same start', () => {
    const tv = told().tells('start', 0, 0).falls(200).tells('stop', 98, 98)
    expect(tv.types).toEqual(['start', 'unclear', 'watched'])
    expect(tv.of('watched')[0]?.startedAt).toBe(tv.of('unclear')[0]?.startedAt)
  })
})

describe('a moment in the future', () => {
  it('is the moment at which it was heard', () => {
    const tv = told()
    tv.hears({
      type: 'stop',
      title: episode(1),
      positionMs: 95,
      durationMs: 100,
      at: tv.context.now + minuteMs,
      atTold: true,
      device: 'tv',
      paused: null,
      completed: null,
    })
    expect(tv.of('watched')[0]?.watchedAt).toBe(tv.context.now)
  })
})
