import { request, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { SimulatedService } from '../service.ts'
import type { Script } from './script.ts'
import { createStage, type Healthy } from './stage.ts'
import { closeServer, createHttpServer, defaultHoldMs, listen, serviceOf } from './start.ts'

/** A script that stands before a book: while all is well the book answers, and in every other scene the script. */

export interface FrontHost {
  /** 0 takes any free port. */
  readonly port: number
  /** Base of the book's host behind it. */
  readonly behindUrl: string
}

export interface Front {
  readonly service: SimulatedService
  /** One for each host, in the order in which they were given; the service's own is the first. */
  readonly urls: readonly string[]
}

/** They speak of one connection, and the next has its own (RFC 9110, 7.6.1). */
const ofOneConnection: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding'])

const withoutConnection = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneConnection.has(name)))

const passOn =
  (behindUrl: string): Healthy =>
  async ({ method, path, search, headers, body }, response) => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const passed = request(`${behindUrl}${path}${search === '' ? '' : `?${search}`}`, {
        method,
        headers: { ...withoutConnection(headers), 'content-length': Buffer.byteLength(body) },
        // A kept connection may end just as it is used again.
        agent: false,
      })
      passed.once('response', resolve)
      passed.once('error', reject)
      passed.end(body)
    })
    response.writeHead(answer.statusCode ?? 502, withoutConnection(answer.headers))
    await pipeline(answer, response)
  }

/** Starts a host on loopback for each of the book's; all of them play the same scene. */
export async function startFront(script: Script, hosts: readonly FrontHost[]): Promise<Front> {
  const stage = createStage(script, defaultHoldMs)
  const servers: Server[] = []
  const urls: string[] = []
  for (const { port, behindUrl } of hosts) {
    const server = createHttpServer({}, stage.handler(passOn(behindUrl)))
    servers.push(server)
    urls.push(`http://127.0.0.1:${await listen(server, port)}`)
  }
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(closeServer))
  }
  return { service: serviceOf(script, stage, urls[0] ?? '', close), urls }
}
