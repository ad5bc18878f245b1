import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'
import type { WireScene } from './script.ts'

export interface WireOptions {
  readonly holdMs: number
}

type Play = (request: IncomingMessage, response: ServerResponse, options: WireOptions) => void

const dripEveryMs = 40
const hugeBytes = 64 * 1024 * 1024
const jsonType = { 'content-type': 'application/json; charset=utf-8' }

export const send = (response: ServerResponse, answer: Answer): void => {
  const body = Buffer.from(answer.body)
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length })
  response.end(body)
}

/** Keeps the request open without a byte, then hangs up. */
export const hold: Play = (_request, response, { holdMs }) => {
  const timer = setTimeout(() => response.destroy(), holdMs).unref()
  response.once('close', () => clearTimeout(timer))
}

/** White space is allowed before a JSON value, so the drip could always still become a good answer. */
const drip: Play = (_request, response, { holdMs }) => {
  response.writeHead(200, jsonType)
  response.write(' ')
  const dripping = setInterval(() => response.write(' '), dripEveryMs).unref()
  const ending = setTimeout(() => response.destroy(), holdMs).unref()
  response.once('close', () => {
    clearInterval(dripping)
    clearTimeout(ending)
  })
}

/** Sends only as fast as it is read, and stops when the reader hangs up. */
const pour: Play = (_request, response) => {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  let left = hugeBytes
  response.writeHead(200, jsonType)
  response.write('{"padding":"')
  const pourOn = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length
      if (!response.write(chunk)) {
        response.once('drain', pourOn)
        return
      }
    }
    if (!response.destroyed) response.end('"}')
  }
  pourOn()
}

const truncate: Play = (_request, response) => {
  const start = '{"success":true,"id":1,"status_code":1,"items":[{"id":'
  response.writeHead(200, { ...jsonType, 'content-length': start.length + 400 })
  response.write(start, () => response.socket?.destroySoon())
}

const loop: Play = (request, response) => {
  const [path = '/', search = ''] = (request.url ?? '/').split('?')
  const query = new URLSearchParams(search)
  query.set('again', String(Number(query.get('again') ?? '0') + 1))
  send(response, { status: 302, headers: { location: `${path}?${query.toString()}` }, body: '' })
}

export const wirePlays: Readonly<Record<WireScene, Play>> = {
  timeout: hold,
  nonsense: (_request, response) =>
    send(response, { status: 200, headers: jsonType, body: '}{ 7;; "reel" ?' }),
  slow_drip: drip,
  huge_body: pour,
  redirect_loop: loop,
  connection_reset: (_request, response) => response.socket?.resetAndDestroy(),
  truncated: truncate,
}
