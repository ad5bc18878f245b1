import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { ask, call, json, setStage, startServer, traffic } from './gateway-stage.ts'
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

const test = { ...traffic, origin: 'test', priority: 'interactive' } as const
const check = { ...traffic, origin: 'check' } as const

describe('the pace of an integration', () => {
  it('is one for all callers, and people go first', async () => {
    const held: ServerResponse[] = []
    const server = await serve((_request, response) => {
      held.push(response)
    })
    const stage = setStage({ limits: { concurrency: 2 } })
    const paths = ['/background', '/person', '/later', '/later-person']
    const calls = paths.map((path) =>
      call(stage, path.includes('person') ? test : traffic, ask(server.url + path)),
    )
    await server.seen(2)
    expect(server.requests).toHaveLength(2)
    for (const at of paths.keys()) {
      // The person's first, then one at a time.
      held[at === 0 ? 1 : at === 1 ? 0 : at]?.end('{}')
      await server.seen(Math.min(3 + at, paths.length))
    }
    await Promise.all(calls)
    expect(server.requests.map((request) => request.url)).toEqual([
      '/background',
      '/person',
      '/later-person',
      '/later',
    ])
  })

  it.each([1, 2, 8])('keeps a place for people when %i may run and the background is slow', async (most) => {
    const server = await serve((request, response) => {
      if (request.url === '/person') response.end('{}')
    })
    const stage = setStage({ limits: { concurrency: most } })
    const background = Math.max(1, most - 1)
    const slow = Array.from({ length: 8 }, () => call(stage, traffic, ask(server.url)))
    await server.seen(background)
    expect((await call(stage, test, ask(`${server.url}/person`))).status).toBe(200)
    expect(server.requests).toHaveLength(background + 1)
    await stage.gateway.close()
    await Promise.all(slow)
  })

  it('counts the wait for a turn as part of the time that a request was given', async () => {
    const server = await serve(() => undefined)
    const stage = setStage({ limits: { concurrency: 1 } })
    const leaving = new AbortController()
    const first = call(stage, { ...test, signal: leaving.signal }, ask(server.url))
    const second = call(stage, test, ask(server.url, { timeoutMs: 5000 }))
    await server.seen(1)
    stage.clock.advance(4000)
    leaving.abort()
    await first
    await server.seen(2)
    stage.clock.advance(1000)
    expect((await second).transportError?.code).toBe('TimeoutError')
  })

  it('does not let one integration wait for another', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/quick') response.end('{}')
    })
    const stage = setStage({ limits: { concurrency: 1 } })
    const slow = call(stage, traffic, ask(server.url + '/slow'))
    await server.seen(1)
    const quick = await call(stage, { ...traffic, integrationId: 'i2' }, ask(server.url + '/quick'))
    expect(quick.status).toBe(200)
    stage.clock.advance(8000)
    expect((await slow).transportError?.code).toBe('TimeoutError')
  })

  it('lets a waiting and a running call be cancelled, and records neither', async () => {
    const server = await serve(() => undefined)
    const stage = setStage({ limits: { concurrency: 1 } })
    const running = new AbortController()
    const waiting = new AbortController()
    const first = call(stage, { ...traffic, signal: running.signal }, ask(server.url))
    const second = call(stage, { ...traffic, signal: waiting.signal }, ask(server.url))
    await server.seen(1)
    waiting.abort()
    expect((await second).transportError?.code).toBe('CUEMARK_ABORTED')
    running.abort()
    expect((await first).transportError?.code).toBe('CUEMARK_ABORTED')
    expect(server.requests).toHaveLength(1)
    expect(stage.reports).toEqual([])
    expect(stage.clock.waiting).toBe(0)
  })

  it('cancels what still runs when it closes', async () => {
    const server = await serve(() => undefined)
    const stage = setStage()
    const calls = [call(stage, traffic, ask(server.url)), call(stage, test, ask(server.url))]
    await server.seen(2)
    await stage.gateway.close()
    const codes = (await Promise.all(calls)).map((exchange) => exchange.transportError?.code)
    expect(codes).toEqual(['CUEMARK_ABORTED', 'CUEMARK_ABORTED'])
    expect(stage.reports).toEqual([])
  })

  it('sends nothing at all for a call that was cancelled before', async () => {
    const server = await serve(json(200, {}))
    const stage = setStage()
    const exchange = await call(stage, { ...test, signal: AbortSignal.abort() }, ask(server.url))
    expect(exchange.transportError?.code).toBe('CUEMARK_ABORTED')
    expect(server.requests).toHaveLength(0)
  })
})

describe('Retry-After', () => {
  const limited = () => {
    let status = 429
    return {
      heal: () => {
        status = 200
      },
      answer: ((request, response) =>
        json(status, {}, { 'retry-after': '120' })(request, response)) satisfies Parameters<
        typeof startServer
      >[0],
    }
  }

  it('keeps background calls at home until the moment named, and not longer', async () => {
    const { answer, heal } = limited()
    const server = await serve(answer)
    const stage = setStage()
    expect((await call(stage, traffic, ask(server.url))).status).toBe(429)
    expect(stage.gateway.heldUntil('i1')).toBe(stage.clock.now() + 120_000)
    heal()
    for (const background of [traffic, check]) {
      const refused = await call(stage, background, ask(server.url))
      expect(refused.transportError?.code).toBe('CUEMARK_BREAKER_OPEN')
    }
    expect(server.requests).toHaveLength(1)
    expect(stage.reports).toHaveLength(1)
    stage.clock.advance(120_000)
    expect((await call(stage, traffic, ask(server.url))).status).toBe(200)
  })

  it('holds over a restart', async () => {
    const { answer } = limited()
    const server = await serve(answer)
    const before = setStage()
    await call(before, traffic, ask(server.url))
    const after = setStage({ breakers: before.breakers, clock: before.clock })
    await call(after, traffic, ask(server.url))
    expect(server.requests).toHaveLength(1)
  })

  it('does not stop a person who tests, and is forgotten on request', async () => {
    const { answer, heal } = limited()
    const server = await serve(answer)
    const stage = setStage()
    await call(stage, traffic, ask(server.url))
    heal()
    expect((await call(stage, test, ask(server.url))).status).toBe(200)
    stage.gateway.reset('i1')
    expect((await call(stage, traffic, ask(server.url))).status).toBe(200)
  })

  it('stops what was already waiting in the queue', async () => {
    const { answer } = limited()
    const server = await serve(answer)
    const stage = setStage({ limits: { concurrency: 1 } })
    const answers = await Promise.all([1, 2, 3].map(() => call(stage, traffic, ask(server.url))))
    expect(server.requests).toHaveLength(1)
    expect(answers.map((exchange) => exchange.status)).toEqual([429, null, null])
  })
})

describe('what is kept', () => {
  it('is nothing for unsaved settings', async () => {
    const server = await serve(json(401, {}))
    const stage = setStage()
    await call(stage, { ...test, integrationId: null }, ask(server.url))
    expect(server.requests).toHaveLength(1)
    expect(stage.reports).toEqual([])
    expect(stage.breakers.size).toBe(0)
  })

  it('holds no secret, neither in the exchange nor in what the diagnosis quotes', async () => {
    const server = await serve((request, response) => {
      json(401, { error: `bad key ${String(request.headers['x-api-key'])}` })(request, response)
    })
    const stage = setStage({
      createRedactor: (secrets) => {
        const text = (raw: string) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '•••'), raw)
        return {
          text,
          exchange: (exchange) => ({
            ...exchange,
            body: exchange.body === null ? null : text(exchange.body),
          }),
        }
      },
    })
    const secret = 'k3y-which-nobody-may-see'
    const exchange = await call(
      stage,
      traffic,
      ask(server.url, { headers: { 'x-api-key': secret }, secrets: [secret] }),
    )
    // The caller's own copy is whole: the diagnosis needs it.
    expect(exchange.body).toContain(secret)
    expect(stage.reports).toHaveLength(1)
    expect(JSON.stringify(stage.reports)).not.toContain(secret)
    expect(JSON.stringify(stage.reports)).toContain('bad key •••')
  })

  it('waits until the recorder has it', async () => {
    const server = await serve(json(500, {}))
    const order: string[] = []
    const stage = setStage({
      recorder: {
        record: async () => {
          await new Promise((resolve) => {
            setImmediate(resolve)
          })
          order.push('durable')
        },
      },
    })
    await call(stage, test, ask(server.url))
    order.push('told')
    expect(order).toEqual(['durable', 'told'])
  })
})
