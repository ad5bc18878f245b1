import type { Exchange } from '@cuemark/diagnosis'
import type { EpisodeTitle } from '@cuemark/domain'
import type { Http } from '@cuemark/services'
import { startTraktBook, type TraktBook, type TraktPerson } from '@cuemark/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ManualClock } from '../../clock-manual.ts'
import type { SourceRow } from '../ports-plays.ts'
import { anna, episode, lengthMs, matrix, playback } from './plays.fixtures.ts'
import { type PlaysStage, setPlaysStage } from './plays-stage.ts'

/** The road to the testkit's Trakt, over real HTTP, with its limits, windows and faults. */

const startedAt = 1_795_305_600_000
const clientId = 'c'.repeat(64)
const hourMs = 3_600_000
const dayMs = 24 * hourMs

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : null
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'UND_ERR_SOCKET'
}

const overTheWire = (clock: ManualClock): Http => ({
  send: async (request) => {
    const { method, url } = request
    const base: Exchange = {
      service: 'trakt',
      method,
      url,
      status: null,
      headers: {},
      body: null,
      transportError: null,
      receivedAt: clock.now(),
    }
    try {
      const answer = await fetch(url, {
        method,
        headers: { ...request.headers, 'user-agent': 'Cuemark/0.0.0' },
        body: request.body ?? null,
      })
      const headers = Object.fromEntries(answer.headers)
      return { ...base, status: answer.status, headers, body: await answer.text() }
    } catch (error) {
      return { ...base, transportError: { code: codeOf(error), message: 'the connection ended' } }
    }
  },
  settled: () => Promise.resolve(),
})

let book: TraktBook
let stage: PlaysStage
let person: TraktPerson
beforeEach(async () => {
  const time = { clock: null as ManualClock | null }
  book = await startTraktBook({ now: () => time.clock?.now() ?? startedAt, clientId })
  person = book.addPerson('anna')
  stage = await setPlaysStage({ http: overTheWire, traktApiUrl: book.apiUrl, clientId })
  time.clock = stage.clock
  stage.token = book.signIn(person).accessToken
})
afterEach(async () => {
  await stage.close()
  await book.close()
})

const plays = () => book.plays(person).map(({ text, watchedAt }) => [text, watchedAt])
const states = async () =>
  (await stage.plays.list(anna, { view: 'all', limit: 50 })).items.map(({ delivery }) => delivery?.state)

describe('the road to a Trakt that behaves as the real one', () => {
  it('brings what was seen, with its ids, without one request too soon', async () => {
    const source = await stage.source()
    for (const title of [matrix, episode(1), episode(2, 3)]) await stage.watch(source, title)
    await stage.pass(hourMs)
    expect(plays()).toHaveLength(4)
    expect(await states()).toEqual(['delivered', 'delivered', 'delivered', 'delivered'])
    expect(book.requests.filter(({ status }) => status === 429)).toEqual([])
  })

  it.each(['lost_answer', 'lost_request', 'cut_answer'] as const)('survives a %s', async (type) => {
    const source = await stage.source()
    book.next({ host: 'api', method: 'POST' }, { type }, 1)
    await stage.watch(source, matrix)
    const endedAt = stage.clock.now()
    await stage.pass(hourMs)
    expect(plays()).toEqual([[expect.stringContaining('Matrix'), endedAt]])
    expect(await states()).toEqual(['delivered'])
  })

  it.each(['outage', 'down'] as const)(
    'waits out days of %s and sends all with their true times',
    async (weather) => {
      const source = await stage.source()
      book.weather = weather
      const ends: number[] = []
      for (const number of [1, 2, 3]) {
        await stage.watch(source, episode(number))
        ends.push(stage.clock.now())
        await stage.pass(11 * hourMs)
      }
      expect(plays()).toEqual([])
      book.weather = 'clear'
      await stage.pass(3 * hourMs)
      expect(
        book
          .plays(person)
          .map(({ watchedAt }) => watchedAt)
          .sort(),
      ).toEqual(ends)
    },
  )

  it('finds its plays also where reads of the history lag behind', async () => {
    book.settings.consistencyDelayMs = 4 * 60_000
    const source = await stage.source()
    book.next({ host: 'api', method: 'POST' }, { type: 'lost_answer' }, 1)
    await stage.watch(source, matrix)
    await stage.pass(dayMs)
    expect(plays()).toHaveLength(1)
  })

  it('brings a replay inside the window of 409, told with its moments and without', async () => {
    const source = await stage.source()
    await stage.watch(source, matrix)
    const first = stage.clock.now()
    await stage.watch(source, matrix)
    const second = stage.clock.now()
    await stage.pass(hourMs)
    expect(plays().map(([, watchedAt]) => watchedAt)).toEqual([first, second])
  })
})

/** An episode as a player tells it that knows the episode's own id and nothing of its show. */
const byItsId = (number: number): EpisodeTitle => ({
  type: 'episode',
  show: { name: null, year: null, ids: {} },
  season: 1,
  number,
  lastNumber: null,
  name: null,
  ids: { tmdb: 63_084 + number },
})

describe('one viewing that two sources tell under ids which cannot be compared', () => {
  const sourcesOf = async () => [await stage.source(), await stage.source('api')] as const
  /** Both tell of it, the second a moment later; `elsewhere` in between. */
  const watchTwice = async (first: SourceRow, second: SourceRow, number: number): Promise<number> => {
    const titles = [episode(number), byItsId(number)] as const
    const tellBoth = async (type: 'start' | 'stop', positionMs: number): Promise<void> => {
      await stage.tell(first, playback(type, titles[0], stage.clock.now(), { positionMs }))
      await stage.pass(4000)
      await stage.tell(
        second,
        playback(type, titles[1], stage.clock.now() - 2000, { positionMs, atTold: true }),
      )
    }
    await tellBoth('start', 0)
    await stage.pass(lengthMs)
    const endedAt = stage.clock.now()
    await tellBoth('stop', lengthMs)
    return endedAt
  }
  const stories = async (): Promise<readonly string[]> => {
    const { items } = await stage.plays.list(anna, { view: 'all', limit: 50 })
    const all = await Promise.all(items.map(({ id }) => stage.plays.events(anna, id)))
    return all.flat().map(({ text }) => text)
  }

  it('is one play at Trakt where it was scrobbled at once', async () => {
    const [first, second] = await sourcesOf()
    const endedAt = await watchTwice(first, second, 1)
    await stage.pass(hourMs)
    expect(plays()).toEqual([[expect.stringContaining('S1E1'), endedAt]])
    expect(await states()).toEqual(['delivered', 'delivered'])
    expect(await stories()).toContainEqual(expect.stringContaining('another source told of the same viewing'))
  })

  it('counts once in the own history too, and says why the other does not', async () => {
    const [first, second] = await sourcesOf()
    await watchTwice(first, second, 1)
    await stage.pass(hourMs)
    const { items } = await stage.plays.list(anna, { view: 'all', limit: 50 })
    expect(items.map(({ state }) => state).sort()).toEqual(['watched', 'withdrawn'])
    const other = items.find(({ state }) => state === 'withdrawn')
    const told = await stage.plays.events(anna, other?.id ?? '')
    expect(told.at(-1)?.text).toContain('counts once')
  })

  it('is one where Trakt’s reads lag behind', async () => {
    book.settings.consistencyDelayMs = 4 * 60_000
    const [first, second] = await sourcesOf()
    await watchTwice(first, second, 1)
    await stage.pass(hourMs)
    expect(plays()).toHaveLength(1)
    expect(await states()).toEqual(['delivered', 'delivered'])
  })

  it.each(['lost_answer', 'lost_request'] as const)('is one after a %s', async (type) => {
    book.settings.consistencyDelayMs = 4 * 60_000
    const [first, second] = await sourcesOf()
    book.next({ host: 'api', method: 'POST' }, { type }, 1)
    await watchTwice(first, second, 1)
    await stage.pass(3 * hourMs)
    expect(plays()).toHaveLength(1)
    expect(await states()).toEqual(['delivered', 'delivered'])
  })

  it('is one of each where several waited out days together, and a replay is one more', async () => {
    book.settings.consistencyDelayMs = 4 * 60_000
    const [first, second] = await sourcesOf()
    book.weather = 'down'
    const ends: number[] = []
    for (const number of [1, 2, 1]) {
      ends.push(await watchTwice(first, second, number))
      await stage.pass(hourMs)
    }
    await stage.pass(2 * dayMs)
    book.weather = 'clear'
    await stage.pass(6 * hourMs)
    const times = plays().map(([, watchedAt]) => Number(watchedAt))
    expect(times.sort()).toHaveLength(3)
    for (const [place, at] of ends.entries()) expect(Math.abs((times[place] ?? 0) - at)).toBeLessThan(5000)
    expect(await states()).toEqual(Array.from({ length: 6 }, () => 'delivered'))
  })

  it('is two where Trakt knows them as two', async () => {
    const [first, second] = await sourcesOf()
    book.weather = 'down'
    for (const [source, title] of [
      [first, episode(1)],
      [second, { ...byItsId(2), number: null, season: null }],
    ] as const) {
      await stage.tell(source, playback('stop', title, stage.clock.now(), { positionMs: lengthMs }))
    }
    await stage.pass(hourMs)
    book.weather = 'clear'
    await stage.pass(6 * hourMs)
    expect(plays()).toHaveLength(2)
  })
})
