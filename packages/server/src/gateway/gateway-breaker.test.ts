import { afterEach, describe, expect, it } from 'vitest'
import { ImpatientClock, ask, call, json, setStage, startServer, traffic } from './gateway-stage.ts'
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

describe('the breaker', () => {
  const outages = async (stage: ReturnType<typeof setStage>, url: string, count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      await call(stage, traffic, ask(url, { idempotent: false }))
    }
  }

  it('opens after five outages in a row, and its refusals are no new failures', async () => {
    const server = await serve(json(503, {}))
    const stage = setStage()
    await outages(stage, server.url, 8)
    expect(server.requests).toHaveLength(5)
    expect(stage.reports).toHaveLength(5)
    expect(stage.gateway.counters.of('tmdb')).toMatchObject({ requests: 5, failures: 5, refused: 3 })
  })

  it('survives a restart, lets checks through, and closes on a good answer', async () => {
    let status = 503
    const server = await serve((request, response) => {
      json(status, {})(request, response)
    })
    const before = setStage()
    await outages(before, server.url, 5)
    const after = setStage({ breakers: before.breakers, clock: before.clock })
    await outages(after, server.url, 1)
    expect(server.requests).toHaveLength(5)
    status = 200
    expect((await call(after, check, ask(server.url))).status).toBe(200)
    expect((await call(after, traffic, ask(server.url))).status).toBe(200)
  })

  it('tries again after its time, and stays open longer when that fails too', async () => {
    const server = await serve(json(503, {}))
    const stage = setStage()
    await outages(stage, server.url, 5)
    stage.clock.advance(30_000)
    await outages(stage, server.url, 2)
    expect(server.requests).toHaveLength(6)
    stage.clock.advance(30_000)
    await outages(stage, server.url, 1)
    expect(server.requests).toHaveLength(6)
    stage.clock.advance(30_000)
    await outages(stage, server.url, 1)
    expect(server.requests).toHaveLength(7)
  })

  it('takes a refused key for a working service', async () => {
    const server = await serve(json(401, {}))
    const stage = setStage()
    await outages(stage, server.url, 8)
    expect(server.requests).toHaveLength(8)
  })
})

describe('repeating', () => {
  const flaky = (failures: number) => {
    let left = failures
    return serve((request, response) => {
      left -= 1
      json(left >= 0 ? 503 : 200, {})(request, response)
    })
  }

  it('asks once more after a short wait, and only the last answer counts', async () => {
    const server = await flaky(1)
    const clock = new ImpatientClock()
    const stage = setStage({ clock })
    const answer = await call(stage, traffic, ask(server.url))
    expect(answer.status).toBe(200)
    expect(server.requests).toHaveLength(2)
    expect(clock.waitsMs).toEqual([375])
    expect(stage.reports).toMatchObject([{ diagnosis: null, proofs: ['reachable', 'credential'] }])
  })

  it('stops after two attempts', async () => {
    const server = await flaky(9)
    const clock = new ImpatientClock()
    const stage = setStage({ clock })
    const answer = await call(stage, traffic, ask(server.url))
    expect(answer.status).toBe(503)
    expect(server.requests).toHaveLength(2)
    expect(stage.reports).toHaveLength(1)
  })

  it('runs out of repeats when nothing answers well any more', async () => {
    const server = await flaky(1000)
    const stage = setStage({ clock: new ImpatientClock() })
    // A check passes the open breaker, so only the budget bounds the repeats.
    for (let index = 0; index < 20; index += 1) await call(stage, check, ask(server.url))
    expect(stage.gateway.counters.of('tmdb').retries).toBe(10)
  })

  it('never repeats a test, nor what could happen twice', async () => {
    const server = await flaky(9)
    const stage = setStage()
    await call(stage, test, ask(server.url))
    await call(stage, traffic, ask(server.url, { method: 'POST', idempotent: false }))
    expect(server.requests).toHaveLength(2)
  })
})
