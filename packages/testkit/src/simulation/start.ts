import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { text } from 'node:stream/consumers'
import { serverCertificate } from '../certificates.ts'
import type { SeenRequest, SimulatedService, SimulationOptions, StartSimulation } from '../service.ts'
import { scenes, type Scene } from '../service.ts'
import type { Call, Respond } from './answer.ts'
import { anotherProgram } from './pages.ts'
import type { Oddity, Script, WireScene } from './script.ts'
import { hold, send, wirePlays } from './wire.ts'

const defaultHoldMs = 30_000
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

/** Turns a script into a function that plays it on loopback. */
export const startScript =
  (script: Script): StartSimulation =>
  async (options = {}) => {
    const stage = createStage(script, options.holdMs ?? defaultHoldMs)
    const server = createHttpServer(options, stage.handle)
    const port = await listen(server, options.port ?? 0)
    const secure = (options.tls ?? 'none') !== 'none'
    const url = `${secure ? 'https' : 'http'}://127.0.0.1:${port}`
    const service: SimulatedService = {
      service: script.service,
      url,
      goodSettings: script.goodSettings(url),
      badSettings: script.badSettings(url),
      get scene() {
        return stage.scene()
      },
      set: stage.set,
      oddities: Object.fromEntries(Object.entries(stage.oddities).map(([name, { line }]) => [name, line])),
      requests: stage.requests,
      clearRequests: () => {
        stage.requests.length = 0
      },
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    }
    return service
  }

interface Stage {
  readonly oddities: Readonly<Record<string, Oddity>>
  readonly requests: SeenRequest[]
  readonly scene: () => string
  readonly set: (scene: string) => void
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
}

const createStage = (script: Script, holdMs: number): Stage => {
  const oddities: Readonly<Record<string, Oddity>> = { ...commonOddities, ...script.oddities }
  const requests: SeenRequest[] = []
  let scene = 'healthy'

  const respondOf = (name: string): Respond | undefined =>
    isSpoken(name) ? script.scenes[name] : oddities[name]?.respond

  const play = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
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
    handle: (request, response) => {
      // The only way to fail here is a caller that hung up while sending.
      play(request, response).catch(() => response.destroy())
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

const createHttpServer = (options: SimulationOptions, handle: Stage['handle']): Server => {
  const tls = options.tls ?? 'none'
  // Kept open long, so that a connection never ends by itself in the middle of a test.
  const keepAlive = { keepAliveTimeout: 120_000 }
  return tls === 'none'
    ? createServer(keepAlive, handle)
    : createSecureServer({ ...keepAlive, ...serverCertificate(tls) }, handle)
}

export const listen = async (server: Server, port: number): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The simulation has no port.')
  return address.port
}
