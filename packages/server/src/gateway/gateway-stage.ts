import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Diagnosis, Exchange } from '@cuemark/diagnosis'
import type { Limits, ServiceRequest } from '@cuemark/services'
import type { GatewayCall, OutcomeReport } from '../app/ports.ts'
import { ManualClock } from '../clock-manual.ts'
import { createDispatcher } from './dispatcher.ts'
import { createGateway } from './gateway.ts'
import type { CuemarkGateway, GatewayDeps } from './gateway.ts'

/** What the gateway's tests play on: real servers on loopback, a clock that stands still, a list for a recorder. */

/** Made for tests, trusted by nobody, good for a hundred years. */
const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgx54CFO3KG5rIJeCX
H6ujo+bDvv5+CUseAzG9rGdxv0GhRANCAAQ0SZKCYWOxAn4yMxj4xtyz8D8TxBM/
Z5TBmiIJ70dKwAMBqQB/BxayNub8Vn71E+G0OcHdHK9Klg8NYP0vWkwq
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUM1T5+o0wOKAN1P9sC5WlqDyAlf0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTAyMTgwOVoYDzIxMjYxMDI4
MDIxODA5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ0SZKCYWOxAn4yMxj4xtyz8D8TxBM/Z5TBmiIJ70dKwAMBqQB/Bxay
Nub8Vn71E+G0OcHdHK9Klg8NYP0vWkwqo28wbTAdBgNVHQ4EFgQUIP9GkbAdZhwG
wY0/8iFgvYjFcwswHwYDVR0jBBgwFoAUIP9GkbAdZhwGwY0/8iFgvYjFcwswDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAOYwvUar1XGjzedNOu+fSb8UjbjgQH1RKIQ4yQuqPTMRAiEA
m/t3T/n62nCIk8NH5Ey5DdsT8+MU509H0/2VpfCdULM=
-----END CERTIFICATE-----`,
}

export interface StageServer {
  readonly url: string
  readonly requests: readonly IncomingMessage[]
  /** Resolves when the server has seen this many requests. */
  seen(count: number): Promise<void>
  close(): Promise<void>
}

const open = async (
  server: Server,
  scheme: string,
  seenBy: (listener: RequestListener) => void,
): Promise<StageServer> => {
  const requests: IncomingMessage[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  seenBy((request) => {
    requests.push(request)
    for (const waiter of waiting) if (requests.length >= waiter.count) waiter.resolve()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `${scheme}://127.0.0.1:${String(port)}`,
    requests,
    seen: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

export const startServer = (answer: RequestListener, tls = false): Promise<StageServer> => {
  let noted: RequestListener = () => undefined
  const listener = (request: IncomingMessage, response: ServerResponse & { req: IncomingMessage }) => {
    noted(request, response)
    answer(request, response)
  }
  const server = tls ? createTlsServer(selfSigned, listener) : createServer(listener)
  return open(server, tls ? 'https' : 'http', (note) => {
    noted = note
  })
}

export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }

/** Reads only what these tests need: the real rules have their own tests. */
export const plainDiagnose = (exchange: Exchange): Diagnosis | null => {
  const told = (kind: Diagnosis['kind'], retry: Diagnosis['retry']): Diagnosis => ({
    service: exchange.service,
    kind,
    cause: `http.${kind}`,
    title: kind,
    explanation: `The answer was ${exchange.body ?? 'nothing'}.`,
    remedy: [],
    scope: 'service',
    retry,
    confidence: 'certain',
    evidence: [{ part: 'body', text: exchange.body ?? '' }],
    expected: false,
  })
  if (exchange.transportError !== null)
    return told('network', { when: 'after', delayMs: 60_000, basis: 'guess' })
  if (exchange.status === 401) return told('authentication', { when: 'never' })
  if (exchange.status === 429) {
    const seconds = Number(exchange.headers['retry-after'])
    return told('rate_limit', { when: 'after', delayMs: seconds * 1000, basis: 'header' })
  }
  if ((exchange.status ?? 0) >= 500) return told('outage', { when: 'after', delayMs: 60_000, basis: 'guess' })
  return null
}

const stageLimits: Limits = {
  requestsPerSecond: 1000,
  burst: 1000,
  concurrency: 4,
  timeoutMs: 8000,
  maxBodyBytes: 10_000,
}

/** Lets short waits pass at once and notes them; longer ones still stand until the clock is moved. */
export class ImpatientClock extends ManualClock {
  readonly waitsMs: number[] = []
  override after(delayMs: number, run: () => void): () => void {
    if (delayMs >= 2000) return super.after(delayMs, run)
    this.waitsMs.push(delayMs)
    const soon = setImmediate(run)
    return () => {
      clearImmediate(soon)
    }
  }
}

export interface Stage {
  readonly clock: ManualClock
  readonly gateway: CuemarkGateway
  readonly reports: readonly OutcomeReport[]
  /** What a restarted process would find. */
  readonly breakers: Map<string, string>
}

export const setStage = (
  change: { limits?: Partial<Limits>; breakers?: Map<string, string>; clock?: ManualClock } & Partial<
    Pick<GatewayDeps, 'createRedactor' | 'recorder'>
  > = {},
): Stage => {
  const clock = change.clock ?? new ManualClock()
  const breakers = change.breakers ?? new Map<string, string>()
  const reports: OutcomeReport[] = []
  const manifest = { limits: { ...stageLimits, ...change.limits } }
  const gateway = createGateway({
    clock,
    random: () => 0.5,
    monotonicMs: () => clock.now(),
    dispatcher: createDispatcher({ proxy: 'none' }),
    userAgent: 'Cuemark/0.0.0 (+https://github.com/cuemark/cuemark)',
    manifests: {
      tmdb: manifest,
      omdb: manifest,
      trakt: manifest,
      mdblist: manifest,
      seerr: manifest,
      openai: manifest,
      stremio: manifest,
    },
    diagnose: plainDiagnose,
    createRedactor:
      change.createRedactor ?? (() => ({ exchange: (exchange) => exchange, text: (raw) => raw })),
    recorder: change.recorder ?? {
      record: (report) => {
        reports.push(report)
        return Promise.resolve()
      },
    },
    breakers: {
      load: (integrationId) => Promise.resolve(breakers.get(integrationId) ?? null),
      save: (integrationId, text) => {
        breakers.set(integrationId, text)
        return Promise.resolve()
      },
    },
  })
  return { clock, gateway, reports, breakers }
}

export const traffic: GatewayCall = {
  integrationId: 'i1',
  service: 'tmdb',
  selfHosted: false,
  origin: 'traffic',
  priority: 'background',
}

export const ask = (url: string, change: Partial<ServiceRequest> = {}): ServiceRequest => ({
  call: 'authentication',
  method: 'GET',
  url,
  headers: { accept: 'application/json' },
  secrets: [],
  proves: ['reachable', 'credential'],
  idempotent: true,
  ...change,
})

/** Sends and settles, as a client does. */
export const call = async (stage: Stage, how: GatewayCall, request: ServiceRequest): Promise<Exchange> => {
  const http = stage.gateway.http(how)
  const exchange = await http.send(request)
  await http.settled(request, exchange, plainDiagnose(exchange))
  return exchange
}
