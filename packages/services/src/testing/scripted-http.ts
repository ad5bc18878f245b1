import type { Diagnosis, Exchange } from '@cuemark/diagnosis'
import type { Hosts, Http, ServiceClient, ServiceRequest, TestDeps, TestResult, TestStep } from '../client.ts'
import type { Settings } from '../manifest.ts'

/** An answer as a test writes it down; what is left out is an empty good answer. */
export interface Answer {
  readonly status?: number | null
  readonly headers?: Readonly<Record<string, string>>
  /** Anything but text is sent as JSON. */
  readonly body?: unknown
  readonly transportCode?: string
}

/** An `Http` in memory that answers from a script and remembers what went through it. */
export interface ScriptedHttp extends Http {
  readonly requests: ServiceRequest[]
  readonly settlements: { request: ServiceRequest; diagnosis: Diagnosis | null }[]
}

/** Midday of some day; the next midnight is twelve hours off. */
export const receivedAt = 1_795_262_400_000

const exchangeOf = (request: ServiceRequest, answer: Answer): Exchange => {
  const text = typeof answer.body === 'string' ? answer.body : null
  const isText = text !== null || answer.body === undefined
  const transportError =
    answer.transportCode === undefined ? null : { code: answer.transportCode, message: 'as scripted' }
  return {
    service: null,
    method: request.method,
    url: request.url,
    status: transportError === null ? (answer.status ?? 200) : (answer.status ?? null),
    headers: { ...(isText ? {} : { 'content-type': 'application/json' }), ...answer.headers },
    body: isText ? text : JSON.stringify(answer.body),
    transportError,
    receivedAt,
  }
}

export const scriptedHttp = (service: string, script: (request: ServiceRequest) => Answer): ScriptedHttp => {
  const requests: ServiceRequest[] = []
  const settlements: ScriptedHttp['settlements'] = []
  return {
    requests,
    settlements,
    send: (request) => {
      requests.push(request)
      return Promise.resolve({ ...exchangeOf(request, script(request)), service })
    },
    settled: (request, _, diagnosis) => {
      settlements.push({ request, diagnosis })
      return Promise.resolve()
    },
  }
}

export const hosts: Hosts = {
  traktApiUrl: 'https://api.trakt.example',
  traktAuthUrl: 'https://auth.trakt.example',
  stremioApiUrl: 'https://api.stremio.example',
  stremioLinkUrl: 'https://link.stremio.example',
}

/** A clock that moves on by `stepMs` with every look at it. */
export const tickingClock = (stepMs: number): (() => number) => {
  let now = 0
  return () => {
    now += stepMs
    return now
  }
}

export interface Tested {
  readonly result: TestResult
  readonly steps: readonly TestStep[]
  /** `id:state` of every step in order. */
  readonly story: readonly string[]
  readonly http: ScriptedHttp
}

/** Runs a test connection against a script. */
export const testAgainst = async (
  client: ServiceClient,
  settings: Settings,
  script: (request: ServiceRequest) => Answer,
  stepMs = 5,
): Promise<Tested> => {
  const http = scriptedHttp(client.id, script)
  const steps: TestStep[] = []
  const deps: TestDeps = { http, hosts, now: tickingClock(stepMs), onStep: (step) => steps.push(step) }
  const result = await client.test(deps, settings)
  return { result, steps, story: steps.map((step) => `${step.id}:${step.state}`), http }
}
