import { describe, expect, it } from 'vitest'
import { Channel, episode, eveningAt, matrix, minuteMs } from './playback-stage.ts'

const told = (): Channel => {
  const tv = new Channel()
  tv.told = true
  return tv
}
const names = (tv: Channel): string[] =>
  tv
    .of('watched')
    .flatMap(({ titles }) => titles.map((title) => (title.type === 'movie' ? 'film' : 'episode')))
const startMinutes = (tv: Channel): number[] =>
  tv.of('watched').map(({ startedAt }) => (startedAt - eveningAt) / minuteMs)

describe('a start that comes behind its stop, with another title before it on the device', () => {
  it('opens nothing where it was left early', () => {
    const tv = told().watches(episode(1)).tells('start', 0, 0).tells('stop', 95, 95)
    tv.watches(matrix).tells('stop', 130, 30).tells('start', 100, 0)
    tv.watches(episode(2)).tells('start', 205, 0)
    expect(names(tv)).toEqual(['episode'])
    expect(tv.session?.title).toEqual(episode(2))
  })

  it('opens nothing where it went on in the middle and was left', () => {
    const tv = told().watches(episode(1)).tells('start', 0, 0).tells('stop', 95, 95)
    tv.watches(matrix).tells('stop', 130, 60).tells('start', 100, 30)
    tv.watches(episode(2)).tells('start', 205, 0)
    expect(names(tv)).toEqual(['episode'])
  })

  it('opens nothing where it was seen, and seeing it again counts', () => {
    const tv = told().watches(episode(1)).tells('start', 0, 0).tells('stop', 95, 95)
    tv.watches(matrix).tells('stop', 198, 98).tells('start', 100, 0)
    expect(tv.session?.state).toBe('ended')
    tv.tells('start', 210, 0).tells('stop', 308, 98)
    expect(names(tv)).toEqual(['episode', 'film', 'film'])
    expect(startMinutes(tv)).toEqual([0, 100, 210])
  })

  it('opens nothing where a report of it comes first', () => {
    const tv = told().watches(episode(1)).tells('start', 0, 0).tells('stop', 95, 95)
    tv.watches(matrix).tells('stop', 130, 60).tells('progress', 128, 58).tells('start', 100, 30)
    expect(tv.session?.state).toBe('ended')
  })

  it('leaves open whether the title before it was seen where that never told of its end', () => {
    const tv = told().watches(episode(1)).tells('start', 0, 0)
    tv.watches(matrix).tells('stop', 105, 40)
    tv.watches(episode(2)).tells('start', 110, 0)
    expect(names(tv)).toEqual([])
    expect(tv.of('unclear').map(({ titles }) => titles)).toEqual([[episode(1)]])
  })
})

describe('a title whose start is missing, after one whose stop is', () => {
  it('ended the one before when it began, not when it was first heard of', () => {
    const tv = new Channel().watches(episode(1)).tells('start', 0, 0)
    tv.watches(matrix).tells('watched', 130, 90)
    expect(names(tv)).toEqual(['film'])
    expect(tv.of('unclear')).toHaveLength(1)
    const early = new Channel().watches(episode(1)).tells('start', 0, 0)
    early.watches(matrix).tells('stop', 75, 40)
    expect(early.of('left').map(({ progress }) => progress)).toEqual([35, 40])
  })

  it('may have been begun in the middle: then nobody can know whether the one before was seen', () => {
    const tv = new Channel().watches(episode(1)).tells('start', 0, 0)
    tv.watches(matrix).tells('progress', 90, 30, { paused: false })
    expect(tv.types).toEqual(['start', 'unclear', 'start'])
    const surely = new Channel().watches(episode(1)).tells('start', 0, 0)
    surely.watches(matrix).tells('progress', 104, 2, { paused: false })
    expect(surely.seen).toEqual(['100 next_title 100%'])
  })
})
