import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { SimulatedService } from '@cuemark/testkit'

/** How a chatty proxy answers: each of these gives back everything it was sent, secrets included. */
export const echoes = [
  'json_401',
  'json_403',
  'json_200',
  'html_500',
  'text_429',
  'redirect',
  'cut_off',
] as const
export type Echo = (typeof echoes)[number]

export interface EchoingFront {
  readonly url: string
  /** `pass` hands every request on to the simulated service. */
  set(mode: Echo | 'pass'): void
  /** Everything it echoed so far. */
  readonly echoed: readonly string[]
  close(): Promise<void>
}

interface Heard {
  readonly url: string
  readonly told: string
}

const echoOf: Record<Echo, (response: ServerResponse, heard: Heard) => void> = {
  json_401: (response, { told }) =>
    response
      .writeHead(401, {
        'content-type': 'application/json',
        'www-authenticate': `Bearer error="${told.slice(0, 400)}"`,
      })
      .end(
        JSON.stringify({
          success: false,
          status_code: 7,
          message: told,
          error: { message: told, code: told },
        }),
      ),
  json_403: (response, { told }) =>
    response
      .writeHead(403, { 'content-type': 'application/json', 'x-echo': told.slice(0, 900) })
      .end(JSON.stringify({ Response: 'False', Error: `Refused: ${told}` })),
  json_200: (response, { told }) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ version: told, id: told })),
  html_500: (response, { told }) =>
    response
      .writeHead(500, { 'content-type': 'text/html' })
      .end(`<html><head><title>${told.slice(0, 200)}</title></head><body><pre>${told}</pre></body></html>`),
  text_429: (response, { told }) =>
    response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '1' }).end(`Too many: ${told}`),
  redirect: (response, { url }) =>
    response
      .writeHead(302, {
        location: `https://portal.invalid/sign-in?back=${encodeURIComponent(url)}&to=${url}`,
      })
      .end(),
  cut_off: (response, { told }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' })
    response.write(`{"echo":"${told}`, () => response.destroy())
  },
}

async function passOn(request: IncomingMessage, body: string, to: string): Promise<Response> {
  const { host: _host, connection: _connection, 'content-length': _length, ...rest } = request.headers
  const headers = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  )
  return fetch(`${to}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers,
    redirect: 'manual',
    ...(body === '' ? {} : { body }),
  })
}

const credential = /api_?key=|authorization|x-api-key|trakt-api-key/

/** Stands in front of a simulated service, and can be made to tell everybody what it was told. */
export async function startEchoingFront(service: SimulatedService): Promise<EchoingFront> {
  let mode: Echo | 'pass' = 'pass'
  const echoed: string[] = []
  const play = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    // Calls without a credential have nothing to tell, and must pass for those with one to come.
    const isTelling = credential.test(`${request.url ?? ''} ${Object.keys(request.headers).join(' ')}`)
    if (mode === 'pass' || !isTelling) {
      const answer = await passOn(request, body, service.url)
      const type = answer.headers.get('content-type')
      response
        .writeHead(answer.status, type === null ? {} : { 'content-type': type })
        .end(await answer.text())
      return
    }
    // Quotes would end the header it is put into; they carry nothing.
    const heard = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}`)
    const told = [`${request.method} ${request.url}`, ...heard, body].join(' | ').replaceAll(/["\\<>]/g, '')
    echoed.push(told)
    echoOf[mode](response, { url: request.url ?? '/', told })
  }
  const server = createServer((request, response) => {
    play(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The front has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    echoed,
    set: (next) => {
      mode = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
