import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { serverCertificate } from '../certificates.ts'
import type { SimulatedService, SimulationOptions, StartSimulation } from '../service.ts'
import type { Script } from './script.ts'
import { createStage, type Handler, type Stage } from './stage.ts'

export const defaultHoldMs = 30_000
// Kept open long, so that a connection never ends by itself in the middle of a test.
const keepAlive = { keepAliveTimeout: 120_000 }

/** Turns a script into a function that plays it on loopback. */
export const startScript =
  (script: Script): StartSimulation =>
  async (options = {}) => {
    const stage = createStage(script, options.holdMs ?? defaultHoldMs)
    const server = createHttpServer(options, stage.handler())
    const port = await listen(server, options.port ?? 0)
    const secure = (options.tls ?? 'none') !== 'none'
    const url = `${secure ? 'https' : 'http'}://127.0.0.1:${port}`
    return serviceOf(script, stage, url, () => closeServer(server))
  }

export const serviceOf = (
  script: Script,
  stage: Stage,
  url: string,
  close: () => Promise<void>,
): SimulatedService => ({
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
  close,
})

export const createHttpServer = (options: SimulationOptions, handler: Handler): Server => {
  const tls = options.tls ?? 'none'
  return tls === 'none'
    ? createServer(keepAlive, handler)
    : createSecureServer({ ...keepAlive, ...serverCertificate(tls) }, handler)
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

export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
