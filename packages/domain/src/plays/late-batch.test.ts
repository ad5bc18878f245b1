import { describe, expect, it } from 'vitest'
import { Channel, episode, eveningAt, matrix, minuteMs } from './playback-stage.ts'

const startMinutes = (tv: Channel): number[] =>
  tv.of('watched').map(({ startedAt }) => (startedAt - eveningAt) / minuteMs)

/** The film is seen, then something else goes on while the film's second viewing is still to be told. */
function afterwards(): Channel {
  const tv = new Channel()
  tv.told = true
  tv.tells('start', 0, 0).tells('stop', 98, 98)
  return tv.watches(episode(1)).tells('start', 300, 0).watches(matrix)
}

describe('a viewing that is told late and at once', () => {
  it('counts as a second one by its own start, however much of it was skipped', () => {
    const tv = afterwards().tells('start', 110, 0).tells('progress', 112, 80).tells('stop', 130, 97)
    expect(tv.seen).toEqual(['98 stop 98%', '130 stop 97%'])
    expect(startMinutes(tv)).toEqual([0, 110])
  })

  it('counts once however often it is told', () => {
    const tv = afterwards()
    for (let time = 0; time < 3; time += 1)
      tv.tells('start', 110, 0).tells('progress', 112, 80).tells('stop', 130, 97)
    expect(tv.seen).toHaveLength(2)
    expect(tv.tells('start', 0, 0).tells('stop', 98, 98).seen).toHaveLength(2)
  })

  it('counts without its stop, at the last that it told, once nothing more comes', () => {
    const tv = afterwards().tells('start', 110, 0).tells('progress', 160, 50).tells('progress', 201, 91)
    expect(tv.seen).toEqual(['98 stop 98%'])
    tv.falls(1e6)
    expect(tv.seen).toEqual(['98 stop 98%', '201 silence 91%'])
    expect(startMinutes(tv)).toEqual([0, 110])
    expect(tv.session).toMatchObject({ title: episode(1) })
    expect(tv.tells('stop', 208, 98).seen).toHaveLength(2)
  })

  it('is told by its stop where that still comes', () => {
    const tv = afterwards().tells('start', 110, 0).tells('progress', 201, 91).tells('stop', 208, 98)
    tv.falls(1e6)
    expect(tv.seen).toEqual(['98 stop 98%', '208 stop 98%'])
  })

  it('does not count where it went back before it was left', () => {
    const tv = afterwards().tells('start', 110, 0).tells('progress', 180, 91).tells('stop', 181, 20)
    expect(tv.falls(1e6).seen).toEqual(['98 stop 98%'])
  })

  it('is the rest of what was counted where it begins near the end', () => {
    const tv = afterwards().tells('start', 120, 90).tells('progress', 125, 95).tells('stop', 130, 99)
    expect(tv.falls(1e6).seen).toEqual(['98 stop 98%'])
  })

  it('is a second one where its start comes behind a jump to its second half', () => {
    const tv = new Channel()
    tv.told = true
    tv.tells('start', 0, 0).tells('stop', 98, 98)
    tv.tells('start', 130, 60).tells('start', 110, 0).tells('stop', 168, 98)
    expect(tv.seen).toEqual(['98 stop 98%', '168 stop 98%'])
    expect(startMinutes(tv)).toEqual([0, 110])
    expect(tv.tells('stop', 98, 98).tells('start', 0, 0).seen).toHaveLength(2)
  })

  it('is part of what went on soon after and was counted there', () => {
    const tv = new Channel()
    tv.told = true
    tv.tells('start', 40, 40).tells('stop', 98, 98).watches(episode(1)).tells('start', 300, 0)
    tv.watches(matrix).tells('start', 0, 0).tells('progress', 35, 85)
    expect(tv.falls(1e6).seen).toEqual(['98 stop 98%'])
  })
})
