import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { becomeAdministrator, startCuemark } from './cuemark.ts'
import { freePortFrom } from './ports.ts'

interface Asked {
  readonly line: string
  readonly csrf: string | undefined
  readonly cookie: string | undefined
  readonly body: string
}

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** A server that only knows the part of the API which the demo uses. Sessions can be made to end. */
async function startFake(): Promise<{ url: string; asked: Asked[]; endSessions: () => void }> {
  const asked: Asked[] = []
  let session = 0
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const line = `${request.method ?? ''} ${request.url ?? ''}`
    const { cookie, 'x-csrf-token': csrf } = request.headers
    asked.push({ line, csrf: csrf?.toString(), cookie, body: await text(request) })
    const say = (status: number, value: unknown, headers: Record<string, string> = {}): void => {
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(value))
    }
    if (line === 'GET /api/v1/session') say(200, { csrfToken: 'guest' }, { 'set-cookie': 'guest=1; Path=/' })
    else if (line === 'POST /api/v1/setup' || line === 'POST /api/v1/session') {
      session += 1
      say(200, { csrfToken: `csrf-${session}` }, { 'set-cookie': `session=${session}; HttpOnly` })
    } else if (cookie?.includes(`session=${session}`) !== true) say(401, { code: 'not_signed_in' })
    else say(200, { integration: { id: 'i-1' } })
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  closing.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    endSessions: () => {
      session += 1
    },
  }
}

const credentials = { name: 'demo', password: 'a long password' }

describe('the administrator of the demo', () => {
  it('is made first, then connects services with the session and its token', async () => {
    const { url, asked } = await startFake()
    const administrator = await becomeAdministrator(url, credentials)
    await administrator.connect('omdb', { apiKey: 'c0ffee42' })
    expect(asked.map(({ line }) => line)).toEqual([
      'GET /api/v1/session',
      'POST /api/v1/setup',
      'POST /api/v1/integrations',
    ])
    expect(asked[1]).toMatchObject({ csrf: 'guest', cookie: 'guest=1' })
    expect(asked[2]).toMatchObject({ csrf: 'csrf-1', cookie: 'guest=1; session=1' })
    expect(administrator.integrations.get('omdb')).toBe('i-1')
  })

  it('signs in again when the session has ended, and repeats what was asked', async () => {
    const { url, asked, endSessions } = await startFake()
    const administrator = await becomeAdministrator(url, credentials)
    await administrator.connect('omdb', {})
    endSessions()
    asked.length = 0
    await administrator.look('omdb')
    expect(asked.map(({ line }) => line)).toEqual([
      'POST /api/v1/integrations/i-1/test',
      'GET /api/v1/session',
      'POST /api/v1/session',
      'POST /api/v1/integrations/i-1/test',
    ])
  })
})

it('Cuemark that cannot start is reported with what it said', async () => {
  const port = await freePortFrom(38_624)
  await expect(startCuemark(port, { CUEMARK_HOST: 'no such host' })).rejects.toThrow(/Cuemark ended \(\d+\)/)
})
