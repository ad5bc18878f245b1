import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { SeenRequest } from '../service.ts'
import { scenes, type Scene } from '../service.ts'
import type { Call, Respond } from './answer.ts'
import { anotherProgram } from './pages.ts'
import type { Oddity, Script, WireScene } from './script.ts'
import { hold, send, wirePlays } from './wire.ts'

/** The scene that a service plays now, and what it was asked. */

/** A demo runs for days; the log of what was asked must not. */
const keptRequests = 2000

const commonOddities: Readonly<Record<string, Oddity>> = {
  other_program: {
    line: 'Something else answers at this address: good JSON, another program',
    respond: anotherProgram,
  },
}

const isWire = (scene: string): scene is WireScene => Object.hasOwn(wirePlays, scene)
const isSpoken = (scene: string): scene is Exclude<Scene, WireScene> =>
  scenes.some((known) => known === scene) && !isWire(scene)

/** Answers in place of the script while all is well. */
export type Healthy = (call: Call, response: ServerResponse) => Promise<void>

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export interface Stage {
  readonly oddities: Readonly<Record<string, Oddity>>
  readonly requests: SeenRequest[]
  readonly scene: () => string
  readonly set: (scene: string) => void
  /** One for each host; all of them play the same scene. */
  readonly handler: (healthy?: Healthy) => Handler
}

export const createStage = (script: Script, holdMs: number): Stage => {
  const oddities: Readonly<Record<string, Oddity>> = { ...commonOddities, ...script.oddities }
  const requests: SeenRequest[] = []
  let scene = 'healthy'

  const respondOf = (name: string): Respond | undefined =>
    isSpoken(name) ? script.scenes[name] : oddities[name]?.respond

  const play = async (
    request: IncomingMessage,
    response: ServerResponse,
    healthy: Healthy | undefined,
  ): Promise<void> => {
    const body = await text(request)
    const call = callOf(request, body)
    requests.push({
      at: Date.now(),
      method: call.method,
      url: request.url ?? '/',
      headers: call.headers,
      body,
    })
    if (requests.length > keptRequests) requests.shift()
    if (scene === 'healthy' && healthy !== undefined) {
      await healthy(call, response)
      return
    }
    if (isWire(scene)) {
      wirePlays[scene](request, response, { holdMs })
      return
    }
    const answer = respondOf(scene)?.(call) ?? 'silence'
    if (answer === 'silence') hold(request, response, { holdMs })
    else send(response, answer)
  }

  return {
    oddities,
    requests,
    scene: () => scene,
    set: (name) => {
      if (!isWire(name) && respondOf(name) === undefined)
        throw new Error(
          `${script.service} has no scene "${name}". It has: ${[...scenes, ...Object.keys(oddities)].join(', ')}.`,
        )
      scene = name
    },
    handler: (healthy) => (request, response) => {
      // The only way to fail here is a caller that hung up while sending, or a book that is closed already.
      play(request, response, healthy).catch(() => response.destroy())
    },
  }
}

export const callOf = (request: IncomingMessage, body: string): Call => {
  const address = request.url ?? '/'
  const mark = address.indexOf('?')
  const search = mark === -1 ? '' : address.slice(mark + 1)
  return {
    method: request.method ?? 'GET',
    path: mark === -1 ? address : address.slice(0, mark),
    search,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    ),
    body,
  }
}
