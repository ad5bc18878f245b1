import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountId, anna, episode, lengthMs, matrix, playback } from './plays.fixtures.ts'
import { type PlaysStage, setPlaysStage } from './plays-stage.ts'

let stage: PlaysStage
beforeEach(async () => {
  stage = await setPlaysStage()
})
afterEach(() => stage.close())

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, '.000Z')
const inBook = (name: string, at: number): string => `${name} @ ${iso(at)}`
const only = async () => {
  const { items } = await stage.plays.list(anna, { view: 'all', limit: 50 })
  const [play] = items
  if (play === undefined || items.length > 1) throw new Error(`${String(items.length)} plays`)
  return play
}
const story = async (): Promise<readonly string[]> => {
  const play = await only()
  return (await stage.plays.events(anna, play.id)).map(({ what }) => what)
}

describe('the road from a player to Trakt', () => {
  it('brings a film that was just seen to Trakt at once, with the id of its entry', async () => {
    const source = await stage.source()
    await stage.watch(source, matrix)
    expect(stage.trakt.book()).toEqual([inBook('The Matrix', stage.clock.now())])
    expect(await only()).toMatchObject({
      state: 'watched',
      delivery: { state: 'delivered', historyId: '9007199254740993', because: null },
    })
    expect(await story()).toEqual(['counted', 'waiting', 'sent', 'delivered'])
  })

  it('makes one play of a stop that comes three times', async () => {
    const source = await stage.source()
    await stage.watch(source, matrix)
    for (let repeat = 0; repeat < 2; repeat += 1) {
      await stage.tell(source, playback('stop', matrix, stage.clock.now(), { positionMs: lengthMs }))
      await stage.pass(minuteMs)
    }
    expect(stage.trakt.book()).toHaveLength(1)
  })

  it('sends nothing twice when the answer is lost', async () => {
    const source = await stage.source()
    stage.trakt.lostAnswers = 1
    await stage.watch(source, matrix)
    const endedAt = stage.clock.now()
    expect((await only()).delivery).toMatchObject({ state: 'unknown', waitsFor: 'look' })
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toEqual([inBook('The Matrix', endedAt)])
    expect((await only()).delivery?.state).toBe('delivered')
    expect(await story()).toEqual(['counted', 'waiting', 'lost_answer', 'delivered'])
  })

  it('sends again, with its true time, what never arrived', async () => {
    const source = await stage.source()
    stage.trakt.lostRequests = 1
    await stage.watch(source, matrix)
    const endedAt = stage.clock.now()
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toEqual([inBook('The Matrix', endedAt)])
    expect(await story()).toContain('looked')
  })

  it.each(['closed', 'broken'] as const)(
    'waits out two days of Trakt being %s, then sends all in one go',
    async (weather) => {
      const source = await stage.source()
      stage.trakt.weather = weather
      const ends: number[] = []
      for (const number of [1, 2, 3, 4]) {
        await stage.watch(source, episode(number))
        ends.push(stage.clock.now())
        await stage.pass(11 * hourMs)
      }
      expect(stage.trakt.book()).toEqual([])
      const before = stage.trakt.asked.length
      expect(before).toBeLessThan(200)
      stage.trakt.weather = 'fine'
      await stage.pass(3 * hourMs)
      expect(stage.trakt.book()).toEqual(
        ends.map((at, index) => inBook(`Breaking Bad S1E${String(index + 1)}`, at)),
      )
      const adds = stage.trakt.asked.slice(before).filter((asked) => asked === 'POST /sync/history')
      expect(adds.length).toBeLessThanOrEqual(3)
    },
  )

  it('brings a true replay inside the window in which Trakt refuses a second scrobble', async () => {
    const source = await stage.source()
    await stage.watch(source, matrix)
    const first = stage.clock.now()
    await stage.watch(source, matrix)
    const second = stage.clock.now()
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toEqual([inBook('The Matrix', first), inBook('The Matrix', second)])
  })

  it('takes a play that another app has brought for delivered', async () => {
    const source = await stage.source()
    await stage.tell(source, playback('start', matrix, stage.clock.now()))
    await stage.pass(lengthMs)
    stage.trakt.add('The Matrix', stage.clock.now() - 1000)
    await stage.tell(source, playback('stop', matrix, stage.clock.now(), { positionMs: lengthMs }))
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(1)
    expect((await only()).delivery?.state).toBe('delivered')
  })

  it('counts one viewing told by two sources once', async () => {
    const [addon, api] = [await stage.source(), await stage.source('api')]
    await stage.tell(addon, playback('start', matrix, stage.clock.now()))
    await stage.tell(api, playback('start', matrix, stage.clock.now()))
    await stage.pass(lengthMs)
    await stage.tell(addon, playback('stop', matrix, stage.clock.now(), { positionMs: lengthMs }))
    await stage.pass(minuteMs)
    await stage.tell(api, playback('stop', matrix, stage.clock.now(), { positionMs: lengthMs }))
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(1)
    expect(await story()).toContain('heard')
  })

  it('makes two plays of a double episode', async () => {
    await stage.watch(await stage.source(), episode(1, 2))
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(2)
    expect(stage.trakt.tooFast()).toBe(0)
  })

  it('keeps plays in the own history where no account takes them', async () => {
    await stage.settings({ plays: false })
    await stage.watch(await stage.source(), matrix)
    expect(stage.trakt.book()).toEqual([])
    expect(await only()).toMatchObject({ state: 'watched', delivery: null })
  })
})

describe('signing in', () => {
  it('keeps plays while nobody is signed in, and sends them with their true times afterwards', async () => {
    const source = await stage.source()
    stage.signedIn = false
    await stage.watch(source, matrix)
    const endedAt = stage.clock.now()
    await stage.pass(3 * dayMs)
    expect((await only()).delivery).toMatchObject({ state: 'waiting', waitsFor: 'sign_in', nextAt: null })
    expect(stage.trakt.asked).toEqual([])
    stage.signedIn = true
    stage.changes.publish({ type: 'account', accountId, userId: anna.id })
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toEqual([inBook('The Matrix', endedAt)])
  })

  it('goes on with a renewed token when Trakt refuses the old one', async () => {
    const source = await stage.source()
    stage.trakt.token = 'second'
    await stage.watch(source, matrix)
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toHaveLength(1)
    expect((await only()).delivery?.state).toBe('delivered')
    expect(stage.trakt.tooFast()).toBe(0)
  })
})

describe('a crash', () => {
  it('between sending and its answer loses and doubles nothing', async () => {
    const source = await stage.source()
    await stage.tell(source, playback('start', matrix, stage.clock.now()))
    await stage.pass(lengthMs)
    stage.trakt.onAnswer = () => {
      stage.trakt.onAnswer = () => undefined
      stage.kill()
    }
    await stage.intake.take(source, [
      {
        event: playback('stop', matrix, stage.clock.now(), { positionMs: lengthMs }),
        senderId: null,
        player: null,
        text: 'stopped',
      },
    ])
    const endedAt = stage.clock.now()
    while (stage.trakt.book().length === 0) await new Promise((resolve) => setImmediate(resolve))
    stage.restart()
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toEqual([inBook('The Matrix', endedAt)])
    expect((await only()).delivery?.state).toBe('delivered')
    expect(await story()).toEqual(['counted', 'waiting', 'lost_answer', 'delivered'])
  })

  it('lets two processes share the work without doubling any', async () => {
    stage.process()
    const source = await stage.source()
    const ends: number[] = []
    for (const number of [1, 2, 3, 4, 5, 6]) {
      await stage.watch(source, episode(number))
      ends.push(stage.clock.now())
    }
    await stage.pass(hourMs)
    expect(stage.trakt.book()).toEqual(
      ends.map((at, index) => inBook(`Breaking Bad S1E${String(index + 1)}`, at)),
    )
  })
})
