import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { ServiceRequest } from '@cuemark/services'
import { startOmdb } from '../omdb.ts'
import type { SimulatedService } from '../service.ts'
import { directHttp, transportErrorOf, type DirectHttpOptions } from './direct-http.ts'

const running: SimulatedService[] = []
const omdb = async (scene: string, holdMs = 30_000): Promise<SimulatedService> => {
  const simulation = await startOmdb({ holdMs })
  simulation.set(scene)
  running.push(simulation)
  return simulation
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulation) => simulation.close()))
})

const get = (url: string): ServiceRequest => ({
  call: 'title',
  method: 'GET',
  url,
  headers: {},
  secrets: [],
  proves: [],
  idempotent: true,
})
const options: DirectHttpOptions = { service: 'omdb', timeoutMs: 20_000, maxBodyBytes: 100_000 }

describe('the road of the contract suite', () => {
  it('hands redirects back as they are', async () => {
    const { url } = await omdb('redirect_loop')
    const http = directHttp(options)
    const exchange = await http.send(get(`${url}/?apikey=x`))
    expect([exchange.status, exchange.headers['location'], http.sent.length]).toEqual([
      302,
      '/?apikey=x&again=1',
      1,
    ])
  })

  it('stops reading a body that is too long', async () => {
    const { url } = await omdb('huge_body')
    const exchange = await directHttp(options).send(get(url))
    expect(exchange).toMatchObject({ status: 200, transportError: { code: 'CUEMARK_BODY_TOO_LARGE' } })
    expect(exchange.body?.length).toBe(4096)
  })

  it.each(['timeout', 'slow_drip'])('gives up in the scene %s', async (scene) => {
    const { url } = await omdb(scene)
    const exchange = await directHttp({ ...options, timeoutMs: 50 }).send(get(url))
    expect(exchange.transportError?.code).toBe('TimeoutError')
  })

  it.each([
    ['connection_reset', null, 'ECONNRESET'],
    ['truncated', 200, 'UND_ERR_SOCKET'],
  ])('tells of the scene %s by its innermost code', async (scene, status, code) => {
    const { url } = await omdb(scene)
    const exchange = await directHttp(options).send(get(url))
    expect([exchange.status, exchange.transportError?.code]).toEqual([status, code])
  })

  it('names a port where nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    await new Promise((resolve) => server.close(resolve))
    const exchange = await directHttp(options).send(get(`http://127.0.0.1:${port}/`))
    expect(exchange.transportError?.code).toBe('ECONNREFUSED')
  })

  it('looks inside a bundle of errors', () => {
    const inner = Object.assign(new Error('no route'), { code: 'ENETUNREACH' })
    const outer = new TypeError('fetch failed', { cause: new AggregateError([inner]) })
    expect(transportErrorOf(outer)).toEqual({ code: 'ENETUNREACH', message: 'no route' })
  })
})
