import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
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

/** A check is never repeated by hand here, so that each fault is seen once. */
const test = { ...traffic, origin: 'test', priority: 'interactive' } as const

describe('what comes back over the wire', () => {
  it('reads an answer whole, with its own name on the request', async () => {
    const server = await serve(json(200, { ok: true }))
    const stage = setStage()
    const exchange = await call(stage, test, ask(`${server.url}/3/authentication`))
    expect(exchange).toMatchObject({
      service: 'tmdb',
      status: 200,
      body: '{"ok":true}',
      transportError: null,
    })
    expect(exchange.headers['content-type']).toBe('application/json')
    expect(server.requests[0]?.headers['user-agent']).toMatch(/^Cuemark\/0\.0\.0 \(\+https:/)
  })

  it('unpacks a compressed answer and bounds what it unpacks to', async () => {
    const packed = gzipSync('x'.repeat(1_000_000))
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed)
    })
    const stage = setStage()
    expect(packed.length).toBeLessThan(10_000)
    const exchange = await call(stage, test, ask(server.url))
    expect(exchange.transportError?.code).toBe('CUEMARK_BODY_TOO_LARGE')
    const roomy = setStage({ limits: { maxBodyBytes: 2_000_000 } })
    expect((await call(roomy, test, ask(server.url))).body).toHaveLength(1_000_000)
  })

  it('cuts an endless body off and keeps its start as evidence', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' })
      const pour = () => {
        while (!response.destroyed && response.write('spam '.repeat(1000)));
      }
      response.on('drain', pour)
      pour()
    })
    const exchange = await call(setStage(), test, ask(server.url))
    expect(exchange.status).toBe(200)
    expect(exchange.transportError?.code).toBe('CUEMARK_BODY_TOO_LARGE')
    expect(exchange.body?.length).toBeLessThanOrEqual(4096)
  })

  it('gives up on a silent server when the time is over', async () => {
    const server = await serve(() => undefined)
    const stage = setStage()
    const answer = call(stage, test, ask(server.url))
    await server.seen(1)
    stage.clock.advance(8000)
    expect(await answer).toMatchObject({ status: null, transportError: { code: 'TimeoutError' } })
  })

  it('gives up sooner where the request asks for it, and never later than the service allows', async () => {
    const server = await serve(() => undefined)
    const stage = setStage()
    const hurried = call(stage, test, ask(server.url, { timeoutMs: 3000 }))
    await server.seen(1)
    stage.clock.advance(3000)
    expect((await hurried).transportError?.code).toBe('TimeoutError')
    const patient = call(stage, test, ask(server.url, { timeoutMs: 60_000 }))
    await server.seen(2)
    stage.clock.advance(8000)
    expect((await patient).transportError?.code).toBe('TimeoutError')
  })

  it('counts a slow drip against the same time', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"slow":')
    })
    const stage = setStage()
    const answer = call(stage, test, ask(server.url))
    await server.seen(1)
    stage.clock.advance(7999)
    expect(stage.clock.waiting).toBe(1)
    stage.clock.advance(1)
    expect((await answer).transportError?.code).toBe('TimeoutError')
  })

  it('names a reset, a refused port and a cut body', async () => {
    const reset = await serve((request) => request.socket.resetAndDestroy())
    const cut = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"a":', () => response.destroy())
    })
    const stage = setStage()
    expect((await call(stage, test, ask(reset.url))).transportError?.code).toBe('ECONNRESET')
    const half = await call(stage, test, ask(cut.url))
    expect(half.status).toBe(200)
    expect(half.transportError?.code).toBe('UND_ERR_SOCKET')
    const gone = await serve(json(200, {}))
    await gone.close()
    servers.pop()
    expect((await call(stage, test, ask(gone.url))).transportError?.code).toBe('ECONNREFUSED')
  })

  it('names TLS faults', async () => {
    const secure = await serve(json(200, {}), true)
    const plain = await serve(json(200, {}))
    const stage = setStage()
    const untrusted = await call(stage, test, ask(secure.url))
    expect(untrusted.transportError?.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
    const noTls = await call(stage, test, ask(plain.url.replace('http:', 'https:')))
    expect(noTls.transportError?.code).toMatch(/^ERR_SSL_/)
  })

  it('names an answer that is not HTTP', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const exchange = await call(setStage(), test, ask(`http://127.0.0.1:${String(port)}`))
    server.close()
    expect(exchange.transportError?.code).toBe('HPE_INVALID_CONSTANT')
  })

  it('does not follow a redirect, so that no credential travels', async () => {
    const elsewhere = await serve(json(200, {}))
    const server = await serve((_request, response) => {
      response.writeHead(302, { location: elsewhere.url }).end()
    })
    const exchange = await call(setStage(), test, ask(server.url, { headers: { 'x-api-key': 'k' } }))
    expect(exchange).toMatchObject({ status: 302, headers: { location: elsewhere.url } })
    expect(elsewhere.requests).toHaveLength(0)
  })
})

describe('what never goes out', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://2852039166/',
  ])('refuses %s', async (url) => {
    const exchange = await call(setStage(), test, ask(url))
    expect(exchange.transportError?.code).toBe('CUEMARK_ADDRESS_REFUSED')
  })

  it('names an address without a scheme, a strange scheme and a malformed one', async () => {
    const stage = setStage()
    expect((await call(stage, test, ask('seerr:5055'))).transportError).toEqual({
      code: null,
      message: 'unknown scheme',
    })
    expect((await call(stage, test, ask('file:///etc/passwd'))).transportError?.message).toBe(
      'unknown scheme',
    )
    expect((await call(stage, test, ask('not an address'))).transportError?.code).toBe('ERR_INVALID_URL')
  })

  it('answers a header that cannot be sent as a failure, not as an exception', async () => {
    const server = await serve(json(200, {}))
    const exchange = await call(setStage(), test, ask(server.url, { headers: { 'x-api-key': 'a\nb' } }))
    expect(exchange.transportError?.message).toMatch(/invalid header value/)
    expect(server.requests).toHaveLength(0)
  })
})
