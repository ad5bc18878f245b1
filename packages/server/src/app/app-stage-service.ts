import { createServer } from 'node:http'
import type { Diagnosis, Exchange, Outcome } from '@cuemark/diagnosis'
import type {
  CheckFacts,
  Http,
  Manifest,
  Proof,
  ServiceClient,
  ServiceId,
  ServiceRequest,
  Settings,
  TestResult,
  TestStep,
} from '@cuemark/services'
import { manifests } from '@cuemark/services'

/** A service for the tests of use cases: one call, one key, and a person who breaks and mends it. */
export interface StageService {
  readonly url: string
  /** The key that is right at present. */
  key: string
  weather: 'fine' | 'down' | 'silent' | 'busy' | 'used_up'
  /** Requests as `key origin-path`, in order. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

export const goodKey = 'good-key-which-nobody-may-see-1234'

const statusIn = (weather: StageService['weather'], keyIsRight: boolean): number => {
  if (weather === 'down') return 503
  if (weather === 'busy') return 429
  if (weather === 'used_up') return 402
  return keyIsRight ? 200 : 401
}

/** How long it asks to be left alone while it is busy. */
export const busyMs = 600_000

export const startStageService = async (): Promise<StageService> => {
  const asked: string[] = []
  const service = { key: goodKey, weather: 'fine' as StageService['weather'] }
  const server = createServer((request, response) => {
    const key = String(request.headers['x-api-key'])
    asked.push(`${request.url ?? ''} ${key}`)
    if (service.weather === 'silent') return
    const status = statusIn(service.weather, key === service.key)
    // Some services repeat the key that they refuse.
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(status === 200 ? { ok: true } : { error: `refused ${key}` }))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return Object.assign(service, {
    url: `http://127.0.0.1:${String(port)}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  })
}

const told = (exchange: Exchange, kind: Diagnosis['kind'], field?: string): Diagnosis => ({
  service: exchange.service,
  kind,
  cause: `${exchange.service ?? 'http'}.${kind}`,
  title: `Stage: ${kind}`,
  explanation: `It answered ${exchange.body ?? 'nothing'}.`,
  remedy: [{ text: 'Mend it.', action: 'replace_key' }],
  scope: 'integration',
  retry: { when: 'never' },
  confidence: 'certain',
  evidence: [{ part: 'body', text: exchange.body ?? '' }],
  ...(field === undefined ? {} : { field }),
  expected: false,
})

export const stageDiagnose = (exchange: Exchange): Diagnosis | null => {
  if (exchange.transportError !== null) return told(exchange, 'network', 'url')
  if (exchange.status === 401) return told(exchange, 'authentication', 'apiKey')
  if (exchange.status === 429) {
    const retry = { when: 'after', delayMs: busyMs, basis: 'header' } as const
    return { ...told(exchange, 'rate_limit'), retry }
  }
  if (exchange.status === 402) return { ...told(exchange, 'quota'), cause: 'seerr.day_used_up' }
  return exchange.status === 200 ? null : told(exchange, 'outage')
}

const stageManifest = (id: ServiceId): Manifest => ({
  ...manifests[id],
  selfHosted: true,
  fields: [
    { name: 'url', label: 'Address', type: 'url', required: true, help: '' },
    { name: 'apiKey', label: 'API key', type: 'secret', required: true, help: '' },
  ],
  limits: { requestsPerSecond: 1000, burst: 1000, concurrency: 4, timeoutMs: 8000, maxBodyBytes: 10_000 },
  check: { healthyEveryMs: 900_000, cost: 'One request.', proves: ['reachable', 'credential', 'read'] },
  inspect: (settings) => ({
    cleaned: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value.trim()])),
    notes: [],
  }),
})

const ask = async (
  http: Http,
  settings: Settings,
  path: string,
  proves: readonly Proof[],
): Promise<Diagnosis | null> => {
  const key = settings['apiKey'] ?? ''
  const request: ServiceRequest = {
    call: path,
    method: 'GET',
    url: `${settings['url'] ?? ''}/${path}`,
    headers: { 'x-api-key': key },
    secrets: [key],
    proves,
    idempotent: true,
  }
  const exchange = await http.send(request)
  const diagnosis = stageDiagnose(exchange)
  await http.settled(request, exchange, diagnosis)
  return diagnosis
}

/** What the calls prove by succeeding; `quota` is read out of what they answer. */
const proves: readonly Proof[] = ['reachable', 'credential', 'read']
const proved: readonly Proof[] = [...proves, 'quota']

const outcome = (diagnosis: Diagnosis | null, proofs: readonly Proof[]): Outcome<CheckFacts> =>
  diagnosis === null ? { ok: true, value: { proved: proofs, facts: [] } } : { ok: false, diagnosis }

const stageClient = (id: ServiceId): ServiceClient => ({
  id,
  test: async ({ http, onStep }, settings): Promise<TestResult> => {
    const diagnosis = await ask(http, settings, 'test', proves)
    const step: TestStep = {
      id: 'key',
      label: 'The key is right',
      state: diagnosis === null ? 'passed' : 'failed',
      detail: diagnosis?.explanation ?? 'It is.',
      ...(diagnosis === null ? {} : { diagnosis }),
    }
    onStep(step)
    return {
      ok: diagnosis === null,
      steps: [step],
      diagnosis,
      field: diagnosis?.field ?? null,
      proved: diagnosis === null ? proved : [],
      facts: [],
    }
  },
  check: async ({ http }, settings) => outcome(await ask(http, settings, 'check', proves), proved),
  proveWith: (proof) =>
    proof === 'write'
      ? async ({ http }, settings) => outcome(await ask(http, settings, 'write', ['write']), ['write'])
      : null,
})

const each = <T>(make: (id: ServiceId) => T): Record<ServiceId, T> => ({
  tmdb: make('tmdb'),
  omdb: make('omdb'),
  trakt: make('trakt'),
  mdblist: make('mdblist'),
  seerr: make('seerr'),
  openai: make('openai'),
  stremio: make('stremio'),
})

export const stageManifests: Readonly<Record<ServiceId, Manifest>> = each(stageManifest)
export const stageClients: Readonly<Record<ServiceId, ServiceClient>> = each(stageClient)
