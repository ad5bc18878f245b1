import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { knownTitles } from './made-titles.ts'
import { stageBook, type BookStage, type Told } from './book-stage.ts'

let stage: BookStage
beforeEach(async () => {
  stage = await stageBook()
})
afterEach(() => stage.book.close())

const add = (): Promise<Told> =>
  stage.api('POST', '/sync/history', { movies: [{ ids: { imdb: 'tt0133093' } }] })

describe('limits', () => {
  it('take one write a second from an account, then block it for five minutes', async () => {
    expect((await add()).status).toBe(201)
    stage.clock.at += 999
    const refused = await add()
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '300' } })
    expect(JSON.parse(refused.headers['x-ratelimit'] ?? '')).toMatchObject({
      name: 'AUTHED_API_POST_LIMIT',
      limit: 1,
    })
    expect((await stage.api('GET', '/users/settings')).status).toBe(429)
    expect(stage.book.refused).toBe(2)
    expect(stage.book.refusals[0]).toMatchObject({ person: 'Ada', call: 'POST /sync/history' })
    stage.clock.at += 300_000
    expect((await add()).status).toBe(201)
  })

  it('leave other accounts alone', async () => {
    const bob = { authorization: `Bearer ${stage.book.signIn(stage.book.addPerson('Bob')).accessToken}` }
    expect((await add()).status).toBe(201)
    expect((await stage.api('POST', '/sync/history', {}, bob)).status).toBe(201)
  })

  it('take 1,000 reads in five minutes; without an account they block everybody', async () => {
    const look = (): Promise<Told> => stage.api('GET', '/movies/trending', undefined, { authorization: null })
    await Promise.all(Array.from({ length: 1000 }, look))
    expect(stage.book.refused).toBe(0)
    expect(await look()).toMatchObject({ status: 429 })
    expect((await stage.api('GET', '/users/settings')).status).toBe(429)
    stage.clock.at += 300_000
    expect((await look()).status).toBe(200)
  })

  it('can be those of the layer in front, without the header of Trakt', async () => {
    stage.book.settings.securityLayer = true
    await add()
    const { headers, status } = await add()
    expect([status, headers['x-ratelimit'], headers['x-request-id']]).toEqual([429, undefined, undefined])
  })

  it('can be switched off', async () => {
    stage.book.settings.limits = false
    expect([(await add()).status, (await add()).status]).toEqual([201, 201])
  })
})

describe('a fault', () => {
  it('loses the answer after Trakt has acted', async () => {
    stage.book.next({ method: 'POST', path: '/sync/history' }, { type: 'lost_answer' })
    await expect(add()).rejects.toThrow('fetch failed')
    expect(stage.book.plays()).toHaveLength(1)
    expect(stage.book.requests.at(-1)).toMatchObject({ host: 'api', status: null })
    stage.clock.at += 1000
    expect((await add()).status).toBe(201)
    expect(stage.book.faultsMet).toEqual({ lost_answer: 1 })
  })

  it('loses the request before Trakt has acted', async () => {
    stage.book.next({ path: /history/ }, { type: 'lost_request' })
    await expect(add()).rejects.toThrow('fetch failed')
    expect(stage.book.plays()).toEqual([])
  })

  it('cuts the answer in the middle', async () => {
    stage.book.next({ host: 'api' }, { type: 'cut_answer' })
    await expect(add()).rejects.toThrow('terminated')
    expect(stage.book.plays()).toHaveLength(1)
  })

  it('answers as something else, whether Trakt has acted or not', async () => {
    const answer = { status: 504, headers: {}, body: '' }
    stage.book.next({}, { type: 'answer', answer, acts: true })
    expect((await add()).status).toBe(504)
    expect(stage.book.plays()).toHaveLength(1)
    stage.book.next({}, { type: 'answer', answer, acts: false })
    expect((await add()).status).toBe(504)
    expect(stage.book.plays()).toHaveLength(1)
  })

  it('holds the answer until it is let go', async () => {
    let letGo = (): void => undefined
    const until = new Promise<void>((resolve) => {
      letGo = resolve
    })
    stage.book.next({}, { type: 'hold', until })
    const asked = add()
    await stage.book.called('POST /sync/history')
    expect(stage.book.plays()).toHaveLength(1)
    letGo()
    expect((await asked).status).toBe(201)
  })

  it('meets only so many requests that match', async () => {
    const fault = { type: 'answer', answer: { status: 500, headers: {}, body: '' }, acts: false } as const
    stage.book.next({ host: 'auth' }, fault)
    stage.book.next({ path: '/users/settings' }, fault, 2)
    const asked = [1, 2, 3].map(() => stage.api('GET', '/users/settings'))
    expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([200, 500, 500])
  })

  it('comes by chance, the same for a seed, in about its share', async () => {
    const metBy = async (seed: number): Promise<Readonly<Record<string, number>>> => {
      const other = await stageBook({ limits: false })
      other.book.randomFaults({ seed, gatewayShare: 0.2, lostRequestShare: 0.1, match: { method: 'GET' } })
      for (let asked = 0; asked < 200; asked++)
        await other.api('GET', '/users/settings').catch(() => undefined)
      other.book.randomFaults(null)
      expect((await other.api('GET', '/users/settings')).status).toBe(200)
      await other.book.close()
      return other.book.faultsMet
    }
    const met = await metBy(5)
    expect(await metBy(5)).toEqual(met)
    expect(met['answer']).toBeGreaterThan(20)
    expect(met['answer']).toBeLessThan(60)
    expect(met['lost_request']).toBeGreaterThan(5)
  })
})

describe('the weather', () => {
  it('of an outage is a 5xx with and without headers of the application, and nothing is done', async () => {
    stage.book.weather = 'outage'
    const answers = await Promise.all(Array.from({ length: 5 }, add))
    expect(answers.map(({ status }) => status).sort()).toEqual([502, 502, 503, 504, 520])
    expect(new Set(answers.map(({ headers }) => 'x-request-id' in headers))).toEqual(new Set([true, false]))
    stage.book.weather = 'clear'
    expect(stage.book.plays()).toEqual([])
    expect((await add()).status).toBe(201)
  })

  it('can be down or slow', async () => {
    stage.book.weather = 'down'
    await expect(add()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    stage.book.weather = 'slow'
    stage.book.settings.slowMs = 30
    const before = performance.now()
    expect((await add()).status).toBe(201)
    expect(performance.now() - before).toBeGreaterThan(25)
  })
})

describe('the book', () => {
  it('counts calls by name, keeps requests, and forgets on demand', async () => {
    await stage.api('GET', '/sync/history/movies/481')
    await add()
    expect(stage.book.calls).toEqual({ 'GET /sync/history': 1, 'POST /sync/history': 1 })
    expect(stage.book.requests.map(({ method, status }) => [method, status])).toEqual([
      ['GET', 200],
      ['POST', 201],
    ])
    stage.book.clearRequests()
    stage.book.clearBook()
    expect([stage.book.calls, stage.book.requests, stage.book.plays()]).toEqual([{}, [], []])
  })

  it('takes plays of other apps, and knows its people', () => {
    const [matrix] = knownTitles
    if (matrix === undefined) throw new Error('There are no titles.')
    const play = stage.book.addPlay(stage.ada, matrix, stage.clock.at)
    expect(stage.book.plays(stage.ada)).toEqual([play])
    expect(() => stage.book.addPerson('Ada')).toThrow('already')
    expect(() => stage.book.plays({ name: 'Eve', vip: false, condition: 'good', otherApps: 0 })).toThrow(
      'no account',
    )
  })
})
