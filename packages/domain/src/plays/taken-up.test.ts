import { describe, expect, it } from 'vitest'
import { Channel, episode, eveningAt, minuteMs } from './playback-stage.ts'

const hours = 60
/** A start, and then nothing until it is over: whether it was seen is asked. */
const asked = (): Channel => new Channel().tells('start', 0, 0).falls(200)
const starts = (tv: Channel): number[] =>
  [...tv.of('unclear'), ...tv.of('watched')].map(({ startedAt }) => (startedAt - eveningAt) / minuteMs)

describe('what somebody was asked about and that goes on after all', () => {
  it.each<[string, (tv: Channel) => Channel]>([
    ['by its resume', (tv) => tv.tells('start', 250, 30).tells('stop', 318, 98)],
    ['by a report', (tv) => tv.tells('progress', 250, 30, { paused: false }).tells('stop', 318, 98)],
    ['by its stop alone, after a pause of any length', (tv) => tv.tells('stop', 10 * hours, 98)],
    [
      'by a resume whose position comes later',
      (tv) => tv.tells('start', 250, 0, { durationMs: 0 }).tells('start', 251, 31).tells('stop', 318, 98),
    ],
  ])('counts as the same play %s', (_, goesOn) => {
    const tv = goesOn(asked())
    expect(tv.of('watched')).toHaveLength(1)
    expect(starts(tv)).toEqual([0, 0])
  })

  it('is asked about again as the same play', () => {
    expect(starts(asked().tells('start', 250, 30).falls(600))).toEqual([0, 0])
  })

  it('also where something else was on in between', () => {
    const tv = asked().watches(episode(1)).tells('start', 300, 0).tells('stop', 320, 20)
    const film = new Channel().title
    tv.watches(film).tells('start', 330, 30).tells('stop', 398, 98)
    expect(starts(tv)).toEqual([0, 0])
  })

  it('is a play of its own where it is seen from its start, or days later', () => {
    expect(starts(asked().tells('start', 250, 0).tells('stop', 348, 98))).toEqual([0, 250])
    expect(
      starts(
        asked()
          .tells('start', 100 * hours, 30)
          .tells('stop', 100 * hours + 68, 98),
      ),
    ).toEqual([0, 100 * hours])
    expect(starts(asked().tells('stop', 100 * hours, 98))).toEqual([0, 100 * hours - 98])
  })
})
