import { routes as contractRoutes } from '@cuemark/contract'
import { describe, expect, it } from 'vitest'
import { routes, routeIds } from './generated/routes.ts'
import { createClient, UnreachableError } from './index.ts'

interface Seen {
  readonly method: string
  readonly url: string
  readonly token: string | null
  readonly body: unknown
}

/** A server that answers what a test says, and keeps what it was asked. */
function serving(answer: (request: Seen) => Response) {
  const seen: Seen[] = []
  const client = createClient({
    baseUrl: 'http://cuemark.test/',
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const text = await request.text()
      const one: Seen = {
        method: request.method,
        url: request.url,
        token: request.headers.get('x-csrf-token'),
        body: text === '' ? null : JSON.parse(text),
      }
      seen.push(one)
      return answer(one)
    },
  })
  return { client, seen }
}
const session = (csrfToken: string): Response =>
  Response.json({ state: 'signed_in', codeNeeded: false, person: null, csrfToken, liveId: null })
const problem = (code: string, status: number): Response =>
  Response.json(
    { type: 'x', title: 'T', status, code, detail: 'Why.' },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )

describe('the route table of the client', () => {
  it('is the one of the contract', () => {
    const plain = Object.fromEntries(
      Object.entries(contractRoutes).map(([id, { method, path, answer }]) => [id, { method, path, answer }]),
    )
    expect(routes).toEqual(plain)
    expect(routeIds).toEqual(Object.keys(contractRoutes))
  })
})

describe('a call', () => {
  it('puts parameters and query where they belong', async () => {
    const { client, seen } = serving(() => Response.json({ items: [], nextCursor: null }))
    await client.listChecks({ params: { id: 'a/b' }, query: { limit: 5 } })
    await client.listAlerts({ query: { view: 'history', cursor: undefined } })
    expect(seen.map(({ url }) => url)).toEqual([
      'http://cuemark.test/api/v1/integrations/a%2Fb/checks?limit=5',
      'http://cuemark.test/api/v1/alerts?view=history',
    ])
  })

  it('learns the token for changes once and sends it with each', async () => {
    const { client, seen } = serving(({ url }) =>
      url.endsWith('/session') ? session('t1') : Response.json({}),
    )
    await client.pauseIntegration({ params: { id: 'i' } })
    await client.snoozeAlert({ params: { id: 'a' }, body: { until: null } })
    expect(seen.map(({ method, token }) => [method, token])).toEqual([
      ['GET', null],
      ['POST', 't1'],
      ['POST', 't1'],
    ])
    expect(seen.at(-1)?.body).toEqual({ until: null })
  })

  it('renews a token that is out of date, and repeats the change once', async () => {
    let current = 't1'
    const { client, seen } = serving(({ url, token }) => {
      if (url.endsWith('/session')) return session(current)
      return token === current ? Response.json({}) : problem('csrf_failed', 403)
    })
    await client.session()
    current = 't2'
    await client.pauseIntegration({ params: { id: 'i' } })
    expect(seen.map(({ token }) => token)).toEqual([null, 't1', null, 't2'])
  })

  it('throws the problem of a refusal', async () => {
    const { client } = serving(() => problem('not_found', 404))
    await expect(client.getAlert({ params: { id: 'a' } })).rejects.toMatchObject({
      name: 'ApiError',
      message: 'Why.',
      problem: { code: 'not_found', status: 404 },
    })
  })

  it("does not take a proxy's page for an answer", async () => {
    const { client } = serving(() => new Response('<html>Bad gateway</html>', { status: 502 }))
    await expect(client.overview()).rejects.toMatchObject({ name: 'UnreachableError', status: 502 })
    const lying = serving(() => new Response('<html>Welcome</html>', { status: 200 }))
    await expect(lying.client.overview()).rejects.toBeInstanceOf(UnreachableError)
  })

  it('says that nothing answers', async () => {
    const { client } = serving(() => {
      throw new TypeError('fetch failed')
    })
    await expect(client.overview()).rejects.toMatchObject({ name: 'UnreachableError', status: null })
  })

  it('gives nothing where there is no content', async () => {
    const { client } = serving(({ url }) =>
      url.endsWith('/session') ? session('t1') : new Response(null, { status: 204 }),
    )
    expect(await client.removeIntegration({ params: { id: 'i' } })).toBeUndefined()
  })
})

describe('an answer in lines', () => {
  const streaming = (parts: readonly string[]) =>
    serving(({ url }) => {
      if (url.endsWith('/session')) return session('t1')
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (controller) => {
          for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
          controller.close()
        },
      })
      return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } })
    }).client.testIntegration({ params: { id: 'i' } })

  it('is read value by value, however it is cut on the way', async () => {
    const lines: unknown[] = []
    for await (const line of streaming(['{"type":"st', 'ep","n":1}\n{"type":"step","n":2}\n', '\n']))
      lines.push(line)
    expect(lines).toEqual([
      { type: 'step', n: 1 },
      { type: 'step', n: 2 },
    ])
  })

  it('is an error when its last line is cut off', async () => {
    const lines: unknown[] = []
    const reading = async (): Promise<void> => {
      for await (const line of streaming(['{"n":1}\n{"n":'])) lines.push(line)
    }
    await expect(reading()).rejects.toBeInstanceOf(UnreachableError)
    expect(lines).toEqual([{ n: 1 }])
  })
})
