import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { SeenRequest } from '../service.ts'
import type { Answer, Call } from '../simulation/answer.ts'
import { callOf } from '../simulation/stage.ts'
import { listen } from '../simulation/start.ts'
import { send } from '../simulation/wire.ts'
import { answerApi, apiCallName } from './api.ts'
import { outageAnswers, type Fault, type Faults, type HostName } from './faults.ts'
import { signInPage, wrongHostPage } from './sign-in-pages.ts'
import { answerSignIn } from './sign-in.ts'
import type { World } from './world.ts'

/** The two hosts over real HTTP, with what the weather and the faults do to their answers. */

export type Weather = 'clear' | 'outage' | 'down' | 'slow'

export interface TraktRequest extends SeenRequest {
  readonly host: HostName
  /** Null while it is not answered, and where no answer was sent. */
  readonly status: number | null
}

interface KeptRequest extends TraktRequest {
  status: number | null
}

/** A long run must not fill the memory. */
const keptRequests = 5000

interface Waiting {
  readonly name: string
  readonly times: number
  readonly resolve: () => void
}

export class Traffic {
  readonly requests: KeptRequest[] = []
  readonly calls: Map<string, number> = new Map()
  weather: Weather = 'clear'
  #waiting: readonly Waiting[] = []
  #outageAnswers = 0

  keep(request: KeptRequest): void {
    this.requests.push(request)
    if (this.requests.length > keptRequests) this.requests.splice(0, keptRequests / 2)
  }

  nextOutageAnswer(): Answer {
    const make = outageAnswers[this.#outageAnswers++ % outageAnswers.length]
    if (make === undefined) throw new Error('An outage has no answers.')
    return make()
  }

  /** After its answer has left, or its connection has died. */
  count(name: string): void {
    const times = (this.calls.get(name) ?? 0) + 1
    this.calls.set(name, times)
    const isOver = (waiting: Waiting): boolean => waiting.name === name && times >= waiting.times
    for (const { resolve } of this.#waiting.filter(isOver)) resolve()
    this.#waiting = this.#waiting.filter((waiting) => !isOver(waiting))
  }

  called(name: string, times: number): Promise<void> {
    if ((this.calls.get(name) ?? 0) >= times) return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiting = [...this.#waiting, { name, times, resolve }]
    })
  }

  clear(): void {
    this.requests.length = 0
    this.calls.clear()
  }
}

const route = (world: World, host: HostName, call: Call): Answer =>
  host === 'auth'
    ? (signInPage(world, call) ?? answerSignIn(world, call))
    : (wrongHostPage(call) ?? answerApi(world, call))

const later = (response: ServerResponse, delayMs: number, then: () => void): void => {
  const timer = setTimeout(then, delayMs).unref()
  response.once('close', () => clearTimeout(timer))
}

const cut = (response: ServerResponse, { status, headers, body }: Answer): void => {
  const whole = Buffer.from(body.length < 2 ? '{"id":1}' : body)
  response.writeHead(status, { ...headers, 'content-length': whole.length })
  response.write(whole.subarray(0, whole.length / 2), () => response.socket?.destroySoon())
}

/** What goes out, and its status; null where nothing does. Acting comes before the answer is lost. */
const deliver = (
  act: () => Answer,
  fault: Fault | null,
  request: IncomingMessage,
  response: ServerResponse,
): number | null => {
  switch (fault?.type) {
    case undefined: {
      const answer = act()
      send(response, answer)
      return answer.status
    }
    case 'lost_request':
      request.socket.resetAndDestroy()
      return null
    case 'lost_answer':
      act()
      request.socket.resetAndDestroy()
      return null
    case 'cut_answer':
      cut(response, act())
      return null
    case 'delay': {
      const answer = act()
      later(response, fault.delayMs, () => send(response, answer))
      return answer.status
    }
    case 'hold': {
      const answer = act()
      void fault.until.then(() => (response.destroyed ? undefined : send(response, answer)))
      return answer.status
    }
    case 'answer':
      if (fault.acts) act()
      send(response, fault.answer)
      return fault.answer.status
    // No default: the compiler asks for every fault.
  }
}

const weatherFault = (traffic: Traffic, slowMs: number): Fault | null => {
  switch (traffic.weather) {
    case 'clear':
      return null
    case 'outage':
      return { type: 'answer', answer: traffic.nextOutageAnswer(), acts: false }
    case 'down':
      return { type: 'lost_request' }
    case 'slow':
      return { type: 'delay', delayMs: slowMs }
    // No default: the compiler asks for every weather.
  }
}

export interface Host {
  readonly url: string
  close(): Promise<void>
}

export const startHost = async (
  name: HostName,
  port: number,
  { world, traffic, faults }: { readonly world: World; readonly traffic: Traffic; readonly faults: Faults },
): Promise<Host> => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = request.method === 'GET' ? '' : await text(request)
    const call = callOf(request, body)
    const seen: KeptRequest = {
      host: name,
      at: world.now(),
      method: call.method,
      url: request.url ?? '/',
      headers: call.headers,
      body,
      status: null,
    }
    traffic.keep(seen)
    const fault = weatherFault(traffic, world.settings.slowMs) ?? faults.take(name, call)
    seen.status = deliver(() => route(world, name, call), fault, request, response)
    traffic.count(name === 'api' ? apiCallName(call) : `${call.method} ${call.path}`)
  }
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    // The only way to fail here is a caller that hung up while sending.
    answer(request, response).catch(() => response.destroy())
  })
  const url = `http://127.0.0.1:${await listen(server, port)}`
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
