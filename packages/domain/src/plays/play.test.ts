import { describe, expect, it } from 'vitest'
import { defaultPlaybackPolicy } from './playback-context.ts'
import { Channel, episode, eveningAt, matrix, minuteMs } from './playback-stage.ts'
import { titleText } from './titles.ts'

const noDuration = { durationMs: 0 }

describe('one viewing', () => {
  it('is on, paused, on again, and counted when it stops', () => {
    const tv = new Channel().tells('start', 0, 0).tells('pause', 30, 30).tells('start', 40, 30)
    tv.tells('stop', 108, 98)
    expect(tv.types).toEqual(['start', 'pause', 'start', 'watched'])
    expect(tv.of('watched')[0]).toMatchObject({
      titles: [matrix],
      startedAt: eveningAt,
      watchedAt: eveningAt + 108 * minuteMs,
      timeTold: false,
      because: 'stop',
      progress: 98,
    })
    expect(tv.session).toMatchObject({ state: 'ended', playedMs: 98 * minuteMs })
  })

  it('counts from the threshold on, by position or by word', () => {
    const at = (position: number, completed: boolean | null = null): string[] =>
      new Channel().tells('start', 0, 0).tells('stop', 90, position, { completed }).types.slice(1)
    expect(at(79.9)).toEqual(['left'])
    expect(at(80)).toEqual(['watched'])
    expect(at(90, false)).toEqual(['watched'])
    expect(at(3, true)).toEqual(['watched'])
    expect(at(0.5)).toEqual([])
  })

  it('leaves a resume point where it was left', () => {
    const tv = new Channel().tells('start', 0, 0).tells('stop', 42, 42)
    expect(tv.of('left')).toEqual([
      { type: 'left', title: matrix, progress: 42, at: eveningAt + 42 * minuteMs },
    ])
  })

  it('leaves none where Trakt refuses one, because it counts later than there', () => {
    const late = { ...defaultPlaybackPolicy, watchedPercent: 90 }
    const at = (position: number): string[] => {
      const tv = new Channel()
      tv.policy = late
      return tv.tells('start', 0, 0).tells('stop', 85, position).types.slice(1)
    }
    expect(at(79.9)).toEqual(['left'])
    expect(at(80)).toEqual([])
    expect(at(85)).toEqual([])
    expect(at(90)).toEqual(['watched'])
  })

  it('is seen when the player says so, and the stop that follows adds nothing', () => {
    const tv = new Channel().tells('start', 0, 0).tells('watched', 90, 90).tells('stop', 99, 99)
    expect(tv.seen).toEqual(['90 player_said 90%'])
  })

  it('goes for the whole where the player says seen at a low position', () => {
    expect(new Channel().tells('start', 0, 0).tells('watched', 1, 5).seen).toEqual(['1 player_said 100%'])
  })

  it('bears the time that the player told', () => {
    const tv = new Channel()
    tv.told = true
    tv.tells('start', 0, 0).tells('stop', 99, 99)
    expect(tv.of('watched')[0]).toMatchObject({ timeTold: true })
  })

  it('counts every episode of a double one', () => {
    const tv = new Channel().watches(episode(1, { lastNumber: 2, ids: { tvdb: 349_232 } }))
    tv.tells('start', 0, 0).tells('stop', 99, 99)
    expect(tv.of('watched')[0]?.titles.map(titleText)).toEqual(['Breaking Bad S1E1', 'Breaking Bad S1E2'])
    expect(tv.of('watched')[0]?.titles.map(({ ids }) => ids)).toEqual([{ tvdb: 349_232 }, {}])
  })

  it('counts a special, whose season is 0', () => {
    const tv = new Channel()
      .watches(episode(3, { season: 0 }))
      .tells('start', 0, 0)
      .tells('stop', 99, 99)
    expect(tv.of('watched')[0]?.titles).toMatchObject([{ season: 0, number: 3 }])
  })
})

describe('seeking', () => {
  it('back before the end is no new play', () => {
    const tv = new Channel().tells('start', 0, 0).tells('start', 70, 20).tells('stop', 145, 95)
    expect(tv.seen).toEqual(['145 stop 95%'])
    expect(tv.types).toEqual(['start', 'start', 'watched'])
  })

  it('back and forth in the credits counts once', () => {
    const tv = new Channel().tells('start', 0, 0).tells('watched', 90, 90)
    for (const position of [60, 95, 12, 99]) tv.tells('start', 92, position)
    tv.tells('stop', 93, 97).tells('stop', 94, 98)
    expect(tv.seen).toEqual(['90 player_said 90%'])
  })

  it('to the end and stopping counts, as it does for Trakt', () => {
    expect(new Channel().tells('start', 0, 0).tells('start', 1, 88).tells('stop', 2, 89).seen).toHaveLength(1)
  })

  it('is told only where somebody would see it', () => {
    const tv = new Channel()
      .tells('start', 0, 0)
      .tells('start', 10, 13)
      .tells('start', 20, 23)
      .tells('start', 21, 60)
    expect(tv.of('watching').map(({ progress }) => progress)).toEqual([0, 60])
  })

  it('while paused moves the resume point', () => {
    const tv = new Channel().tells('start', 0, 0).tells('pause', 10, 10).tells('pause', 11, 40)
    expect(tv.of('watching').map(({ action, progress }) => [action, progress])).toEqual([
      ['start', 0],
      ['pause', 10],
      ['pause', 40],
    ])
  })
})

describe('the next title on a device', () => {
  it('counts the one before that ran to its end without a stop, at its end', () => {
    const tv = new Channel().watches(episode(1)).tells('start', 0, 0)
    tv.watches(episode(2)).tells('start', 102, 0)
    expect(tv.seen).toEqual(['100 next_title 100%'])
    expect(tv.of('watched')[0]).toMatchObject({ titles: [episode(1)], startedAt: eveningAt })
    expect(tv.session?.title).toEqual(episode(2))
  })

  it('counts it at the new start where its credits were cut', () => {
    const tv = new Channel()
      .watches(episode(1))
      .tells('start', 0, 0)
      .watches(episode(2))
      .tells('start', 93, 0)
    expect(tv.seen).toEqual(['93 next_title 93%'])
  })

  it('leaves it where it cannot have come far enough', () => {
    const tv = new Channel().watches(episode(1)).tells('start', 0, 0).tells('pause', 20, 20)
    tv.watches(episode(2)).tells('start', 45, 0)
    expect(tv.types).toEqual(['start', 'pause', 'left', 'start'])
  })

  it('adds nothing where it was counted already', () => {
    const tv = new Channel().watches(episode(1)).tells('start', 0, 0).tells('stop', 95, 95)
    expect(tv.watches(episode(2)).tells('start', 96, 0).seen).toHaveLength(1)
  })

  it('is not ended by the straggling stop of the one before, which counts once', () => {
    const tv = new Channel().watches(episode(1)).tells('start', 0, 0).tells('start', 1, 60)
    tv.watches(episode(2)).tells('start', 10, 0).watches(episode(1)).tells('stop', 10.1, 96)
    expect(tv.seen).toEqual(['10.1 stop 96%'])
    expect(tv.session).toMatchObject({ title: episode(2), state: 'playing' })
    tv.tells('stop', 10.2, 96).watches(episode(2)).tells('stop', 106, 96)
    expect(tv.seen).toEqual(['10.1 stop 96%', '106 stop 96%'])
  })

  it('is not ended by a straggling report of the one before', () => {
    const tv = new Channel()
      .watches(episode(1))
      .tells('progress', 0, 50)
      .watches(episode(2))
      .tells('start', 30, 0)
    tv.watches(episode(1)).tells('progress', 30.1, 79)
    expect(tv.session?.title).toEqual(episode(2))
  })

  it('leads back to the one before without counting it again', () => {
    const tv = new Channel().tells('start', 0, 0).tells('stop', 95, 95)
    tv.watches(episode(1)).tells('start', 96, 0).watches(matrix).tells('start', 97, 95).tells('stop', 100, 98)
    expect(tv.seen).toEqual(['95 stop 95%'])
  })
})

describe('a length that is not known', () => {
  it('is taken when it comes, and the repeated start is dropped', () => {
    const tv = new Channel().tells('start', 0, 0, noDuration).tells('start', 0.5, 0.5)
    expect(tv.types).toEqual(['start', 'ignored'])
    expect(tv.session?.durationMs).toBe(100 * minuteMs)
    expect(tv.tells('stop', 95, 95).seen).toEqual(['95 stop 95%'])
  })

  it('never counts anything', () => {
    const tv = new Channel().tells('start', 0, 1, noDuration).tells('pause', 200, 201, { durationMs: null })
    expect(tv.tells('stop', 210, 501, noDuration).seen).toEqual([])
    expect(tv.session?.positionMs).toBe(501 * minuteMs)
  })

  it('tells the true place once it is known', () => {
    const tv = new Channel().tells('start', 0, 0, noDuration).tells('start', 0.2, 40)
    expect(tv.of('watching').map(({ progress }) => progress)).toEqual([0, 40])
  })
})

describe('a stop without a position', () => {
  it('counts by the time in which it really played', () => {
    expect(new Channel().tells('start', 0, 0).tells('stop', 85, null).seen).toEqual(['85 stop 85%'])
    const paused = new Channel().tells('start', 0, 0).tells('pause', 30, null).tells('start', 50, null)
    expect(paused.tells('stop', 55, null).types).toEqual(['start', 'pause', 'start', 'left'])
    expect(paused.of('left')[0]?.progress).toBe(35)
    const unknown = new Channel().tells('start', 0, null).tells('stop', 20, null)
    expect(unknown.types).toEqual(['start'])
  })

  it('counts where the player says that it reached the end', () => {
    const tv = new Channel().tells('start', 0, null, noDuration)
    expect(tv.tells('stop', 90, null, { ...noDuration, completed: true }).seen).toEqual(['90 stop 100%'])
  })
})

describe('positions past the end', () => {
  it('are the end', () => {
    const tv = new Channel().tells('start', 0, 0).tells('stop', 101, 140)
    expect(tv.seen).toEqual(['101 stop 100%'])
  })
})

describe('reports of the position', () => {
  it('tell nobody anything while nothing changes', () => {
    const tv = new Channel().tells('start', 0, 0)
    for (let minute = 1; minute < 95; minute += 1) tv.tells('progress', minute, minute, { paused: false })
    expect(tv.types).toEqual(['start'])
    expect(tv.tells('stop', 95, 95).seen).toHaveLength(1)
  })

  it('tell a pause, a resume and a jump', () => {
    const tv = new Channel().tells('start', 0, 0).tells('progress', 10, 10, { paused: true })
    tv.tells('progress', 11, 10, { paused: true }).tells('progress', 12, 10.1, { paused: false })
    tv.tells('progress', 13, 50, { paused: false })
    expect(tv.types).toEqual(['start', 'pause', 'start', 'start'])
  })

  it('tell by moving on that it plays, where the resume was lost', () => {
    const tv = new Channel().tells('start', 0, 0).tells('pause', 20, 20)
    tv.tells('progress', 24, 20).tells('progress', 40, 30)
    expect(tv.types).toEqual(['start', 'pause', 'start'])
    expect(tv.session).toMatchObject({ state: 'playing' })
    tv.watches(episode(1)).tells('start', 115, 0)
    expect(tv.seen).toEqual(['110 next_title 100%'])
  })

  it('do not tell so where they say that it stands still, or where it was moved back', () => {
    const paused = (): Channel => new Channel().tells('start', 0, 0).tells('pause', 20, 20)
    expect(paused().tells('progress', 30, 25, { paused: true }).session?.state).toBe('paused')
    expect(paused().tells('progress', 30, 15).session?.state).toBe('paused')
  })

  it('begin a session whose start was missed, reckoning it from the position', () => {
    const tv = new Channel().tells('progress', 30, 30, { paused: false }).tells('stop', 95, 95)
    expect(tv.types).toEqual(['start', 'watched'])
    expect(tv.of('watched')[0]?.startedAt).toBe(eveningAt)
  })

  it('take up what was thought over, and straggling ones do not', () => {
    const tv = new Channel().tells('start', 0, 0).tells('stop', 30, 30)
    tv.tells('progress', 30.1, 30, { paused: false })
    expect(tv.session?.state).toBe('ended')
    tv.tells('progress', 40, 31, { paused: false })
    expect(tv.session?.state).toBe('playing')
    expect(tv.types).toEqual(['start', 'left', 'ignored'])
  })
})

describe('what means nothing is ignored with a reason', () => {
  it.each<[string, (tv: Channel) => Channel]>([
    ['pause before any start', (tv) => tv.tells('pause', 0, 0)],
    ['stop before any start', (tv) => tv.tells('stop', 0, 0, noDuration)],
    ['repeated start', (tv) => tv.tells('start', 0, 0).tells('start', 1, 0.5)],
    ['repeated pause', (tv) => tv.tells('start', 0, 0).tells('pause', 5, 5).tells('pause', 6, 5)],
    ['after the end', (tv) => tv.tells('start', 0, 0).tells('stop', 5, 5).tells('pause', 6, 5)],
    ['repeated stop', (tv) => tv.tells('start', 0, 0).tells('stop', 5, 5).tells('stop', 6, 5)],
    ['already counted', (tv) => tv.tells('start', 0, 0).tells('stop', 95, 95).tells('stop', 96, 95)],
  ])('%s', (because, tells) => {
    expect(tells(new Channel()).outputs.at(-1)).toEqual({ type: 'ignored', because })
  })
})
