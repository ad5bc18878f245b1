import { describe, expect, it } from 'vitest'
import { Channel, eveningAt, minuteMs } from './playback-stage.ts'

const noDuration = { durationMs: 0 }

describe('seeing it again', () => {
  it('on the same day is a second play', () => {
    const tv = new Channel()
      .tells('start', 0, 0)
      .tells('stop', 98, 98)
      .tells('start', 120, 0)
      .tells('stop', 218, 98)
    expect(tv.seen).toEqual(['98 stop 98%', '218 stop 98%'])
    expect(tv.of('watched').map(({ startedAt }) => (startedAt - eveningAt) / minuteMs)).toEqual([0, 120])
  })

  it('from the start without a stop in between is a second play', () => {
    const tv = new Channel().tells('start', 0, 0).tells('watched', 90, 90).tells('start', 100, 2)
    expect(tv.tells('stop', 200, 99).seen).toEqual(['90 player_said 90%', '200 stop 99%'])
  })

  it('is not the rest of it after a break', () => {
    const tv = new Channel().tells('start', 0, 0).tells('stop', 85, 85)
    tv.tells('start', 95, 85).tells('stop', 110, 100)
    expect(tv.seen).toEqual(['85 stop 85%'])
    tv.tells('start', 60 * 26, 85).tells('stop', 60 * 26 + 15, 100)
    expect(tv.seen).toHaveLength(1)
  })

  it('after a day is a new play, even from the middle, where another device had begun it', () => {
    const tv = new Channel().tells('start', 0, 0).tells('stop', 98, 98)
    tv.tells('start', 60 * 48, 60).tells('stop', 60 * 48 + 38, 98)
    expect(tv.seen).toHaveLength(2)
  })

  it('is recognised while the position is still loading', () => {
    const again = new Channel().tells('start', 0, 0).tells('stop', 98, 98)
    again.tells('start', 120, 0, noDuration).tells('start', 121, 1).tells('stop', 219, 99)
    expect(again.seen).toHaveLength(2)
    const rest = new Channel().tells('start', 0, 0).tells('stop', 90, 90)
    rest.tells('start', 120, 0, noDuration).tells('start', 121, 91).tells('stop', 125, 95)
    expect(rest.seen).toHaveLength(1)
  })

  it('counts by the told times even where the new start never came', () => {
    const tv = new Channel()
    tv.told = true
    tv.tells('start', 0, 0)
      .tells('stop', 98, 98)
      .tells('stop', 60 * 24, 97)
    expect(tv.seen).toHaveLength(2)
    expect(tv.of('watched')[1]?.startedAt).toBe(eveningAt + (60 * 24 - 97) * minuteMs)
    tv.tells('watched', 60 * 48, null).tells('watched', 60 * 49, null, { durationMs: null })
    expect(tv.seen).toHaveLength(3)
  })
})

describe('seeing it again by a player that tells no times, whose new start never came', () => {
  const seen = (): Channel => new Channel().tells('start', 0, 0).tells('stop', 98, 98)

  it('counts where there was room for it', () => {
    const tv = seen().tells('stop', 60 * 48, 97)
    expect(tv.seen).toEqual(['98 stop 98%', `${String(60 * 48)} stop 97%`])
    expect(tv.of('watched')[1]?.startedAt).toBe(eveningAt + (60 * 48 - 97) * minuteMs)
    expect(seen().tells('watched', 60 * 48, null).seen).toHaveLength(2)
  })

  it('does not where there was none', () => {
    expect(seen().tells('stop', 190, 97).seen).toHaveLength(1)
    expect(
      seen()
        .tells('watched', 60 * 48, null, { durationMs: null })
        .tells('stop', 60 * 49, 97).seen,
    ).toHaveLength(2)
  })

  it('is not the stop of a long pause in the credits', () => {
    const tv = new Channel().tells('start', 0, 0).tells('watched', 90, 90).tells('pause', 92, 92)
    expect(tv.tells('stop', 60 * 10, 93).seen).toEqual(['90 player_said 90%'])
    expect(tv.tells('stop', 60 * 48, 97).seen).toHaveLength(2)
  })
})

describe('a break', () => {
  it('until the next day is still one play', () => {
    const tv = new Channel()
      .tells('start', 0, 0)
      .tells('stop', 50, 50)
      .tells('start', 60 * 24, 50)
    tv.tells('stop', 60 * 24 + 48, 98)
    expect(tv.seen).toEqual([`${String(60 * 24 + 48)} stop 98%`])
    expect(tv.of('watched')[0]?.startedAt).toBe(eveningAt + 60 * 24 * minuteMs)
  })

  it('whose end alone is heard of began when its position says', () => {
    const tv = new Channel()
      .tells('start', 0, 0)
      .tells('stop', 50, 50)
      .tells('stop', 60 * 24, 98)
    expect(tv.of('watched')[0]?.startedAt).toBe(eveningAt + (60 * 24 - 98) * minuteMs)
  })

  it('that was longer than a silence is still one play', () => {
    const tv = new Channel().tells('start', 0, 0).tells('pause', 50, 50).falls(81).tells('start', 90, 50)
    expect(tv.tells('stop', 138, 98).seen).toEqual(['138 stop 98%'])
    expect(tv.types).toEqual(['start', 'pause', 'left', 'start', 'watched'])
  })
})
