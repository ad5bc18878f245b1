import { afterEach, describe, expect, it } from 'vitest'
import type { ServerResponse } from 'node:http'
import { createRedactor } from '../secrets/index.ts'
import { ask, call, ImpatientClock, json, setStage, startServer, traffic } from './gateway-stage.ts'
import type { StageServer } from './gateway-stage.ts'

const servers: StageServer[] = []
const serve = async (...given: Parameters<typeof startServer>): Promise<StageServer> => {
  const server = await startServer(...given)
  servers.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

const of = (accountId: string) => ({ ...traffic, accountId })
const test = { ...traffic, origin: 'test', priority: 'interactive' } as const
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1)
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
}

describe('the pace', () => {
  const limits = { requestsPerSecond: 2, burst: 3, concurrency: 4 }

  it('is kept by the clock that is handed in', async () => {
    const server = await serve(json(200, {}))
    const stage = setStage({ limits })
    const calls = Array.from({ length: 6 }, () => call(stage, test, ask(server.url)))
    await server.seen(3)
    await turns()
    expect(server.requests).toHaveLength(3)
    for (let seen = 4; seen <= 6; seen += 1) {
      stage.clock.advance(499)
      await turns()
      expect(server.requests).toHaveLength(seen - 1)
      stage.clock.advance(1)
      await server.seen(seen)
      await turns()
    }
    expect((await Promise.all(calls)).every(({ status }) => status === 200)).toBe(true)
  })

  it('lets a person overtake all who wait for it', async () => {
    const server = await serve(json(200, {}))
    const stage = setStage({ limits: { ...limits, burst: 1 } })
    await call(stage, traffic, ask(`${server.url}/first`))
    const paths = ['/background-1', '/background-2', '/background-3']
    const calls = paths.map((path) => call(stage, traffic, ask(server.url + path)))
    await turns()
    calls.push(call(stage, test, ask(`${server.url}/person`)))
    await turns()
    for (let seen = 2; seen <= 5; seen += 1) {
      stage.clock.advance(500)
      await server.seen(seen)
      await turns()
    }
    await Promise.all(calls)
    // One was already at the gate.
    expect(server.requests.map(({ url }) => url).indexOf('/person')).toBe(2)
  })

  it('does not stand still when the clock was set back', async () => {
    const server = await serve(json(200, {}))
    const stage = setStage({ limits })
    await Promise.all([1, 2, 3].map(() => call(stage, traffic, ask(server.url))))
    stage.clock.jump(stage.clock.now() - 86_400_000)
    const later = call(stage, traffic, ask(server.url))
    await turns()
    stage.clock.advance(1500)
    expect((await later).status).toBe(200)
  })

  it('gives up its turn when the call is cancelled while it waits', async () => {
    const server = await serve(json(200, {}))
    const stage = setStage({ limits: { ...limits, burst: 1 } })
    await call(stage, traffic, ask(server.url))
    const leaving = new AbortController()
    const cancelled = call(stage, { ...traffic, signal: leaving.signal }, ask(server.url))
    await turns()
    leaving.abort()
    expect((await cancelled).transportError?.code).toBe('CUEMARK_ABORTED')
    expect(stage.clock.waiting).toBe(0)
    expect(server.requests).toHaveLength(1)
  })
})

describe('the way of an account', () => {
  const limits = {
    requestsPerSecond: 1000,
    burst: 1000,
    concurrency: 4,
    accountLimits: { requestsPerSecond: 1, burst: 1, concurrency: 2 },
  }

  it('has a pace of its own, so that one account keeps no other and no check waiting', async () => {
    const server = await serve(json(200, {}))
    const stage = setStage({ limits })
    const mine = [1, 2].map(() => call(stage, of('a1'), ask(`${server.url}/mine`)))
    await server.seen(1)
    expect((await call(stage, of('a2'), ask(`${server.url}/other`))).status).toBe(200)
    expect((await call(stage, traffic, ask(`${server.url}/check`))).status).toBe(200)
    expect(server.requests.filter(({ url }) => url === '/mine')).toHaveLength(1)
    stage.clock.advance(1000)
    await Promise.all(mine)
    expect(server.requests).toHaveLength(4)
  })

  it('is the integration’s where the service does not count accounts by themselves', async () => {
    const held: ServerResponse[] = []
    const server = await serve((_request, response) => {
      held.push(response)
    })
    const stage = setStage({ limits: { concurrency: 1 } })
    const calls = [call(stage, of('a1'), ask(server.url)), call(stage, of('a2'), ask(server.url))]
    await server.seen(1)
    await turns()
    expect(server.requests).toHaveLength(1)
    held[0]?.end('{}')
    await server.seen(2)
    held[1]?.end('{}')
    await Promise.all(calls)
  })

  it('ends for all accounts when one of them is told to wait, and for as long as was said', async () => {
    let status = 429
    const server = await serve((request, response) => {
      json(status, {}, { 'retry-after': '300' })(request, response)
    })
    const stage = setStage({ limits })
    await call(stage, of('a1'), ask(server.url))
    status = 200
    for (const other of [of('a1'), of('a2'), traffic]) {
      const kept = await call(stage, other, ask(server.url))
      expect(kept.transportError?.code).toBe('CUEMARK_BREAKER_OPEN')
    }
    stage.clock.advance(299_999)
    expect((await call(stage, of('a2'), ask(server.url))).status).toBeNull()
    expect(server.requests).toHaveLength(1)
    // Whoever signs in right now is a person, and is let through.
    expect((await call(stage, { ...test, accountId: 'a3' }, ask(server.url))).status).toBe(200)
    stage.clock.advance(1)
    expect((await call(stage, of('a2'), ask(server.url))).status).toBe(200)
  })

  it('ends also for what other processes were told', async () => {
    let status = 200
    const server = await serve((request, response) => {
      json(status, {}, { 'retry-after': '300' })(request, response)
    })
    const one = setStage({ limits })
    const other = setStage({ limits, breakers: one.breakers, clock: one.clock })
    for (const stage of [one, other]) await call(stage, of('a1'), ask(server.url))
    status = 429
    one.clock.advance(5000)
    await call(one, of('a2'), ask(server.url))
    one.clock.advance(5000)
    const kept = await call(other, of('a3'), ask(server.url))
    expect(kept.transportError?.code).toBe('CUEMARK_BREAKER_OPEN')
    expect(server.requests).toHaveLength(3)
  })

  it('is closed by an outage that others met', async () => {
    const server = await serve(json(503, {}))
    const stage = setStage({ limits, clock: new ImpatientClock() })
    while ((await call(stage, traffic, ask(server.url))).transportError === null);
    const kept = await call(stage, of('a1'), ask(server.url))
    expect(kept.transportError?.code).toBe('CUEMARK_BREAKER_OPEN')
  })

  it('tells the recorder whose call it was', async () => {
    const server = await serve(json(200, {}))
    const stage = setStage({ limits })
    await call(stage, of('a1'), ask(server.url))
    await call(stage, { ...traffic, signIn: true }, ask(server.url))
    expect(stage.reports).toMatchObject([
      { accountId: 'a1', signIn: false },
      { accountId: null, signIn: true },
    ])
  })
})

describe('an access token', () => {
  const token = 'b0a1c2d3e4f5-access-token-of-sean'
  const echo = () =>
    serve((request, response) => {
      const seen = String(request.headers.authorization)
      json(401, { error: `refused ${seen}` }, { 'x-echo': seen })(request, response)
    })
  const headers = { authorization: `Bearer ${token}` }

  it.each([
    ['named by the client', [token]],
    ['forgotten by the client', []],
  ])('is in nothing that is kept when the service repeats it: %s', async (_, secrets) => {
    const server = await echo()
    const stage = setStage({ createRedactor })
    const exchange = await call(stage, of('a1'), ask(server.url, { headers, secrets }))
    expect(exchange.body).toContain(token)
    expect(stage.reports).toHaveLength(1)
    expect(JSON.stringify(stage.reports)).not.toContain(token)
  })
})
