import type { Diagnosis, Exchange, Knowledge } from '@cuemark/diagnosis'
import type { Http, Manifest, ServiceId, ServiceRequest } from '@cuemark/services'
import type { Gateway, GatewayCall, Recorder } from '../app/ports.ts'
import { createCounters } from './counters.ts'
import type { Counters } from './counters.ts'
import { redactDiagnosis } from './redact-diagnosis.ts'
import { retryDelayMs } from './retry.ts'
import { sendOnce } from './send-once.ts'
import type { SendOnceDeps } from './send-once.ts'
import { ownCodes } from './transport-error.ts'
import { createLane } from './lane.ts'
import type { Lane } from './lane.ts'
import { wait } from './wait.ts'
import { createWays } from './way.ts'
import type { BreakerStore, Way, Ways } from './way.ts'

/** What the gateway needs of the one redactor. */
export interface ExchangeRedactor {
  exchange(exchange: Exchange): Exchange
  text(raw: string): string
}

export interface GatewayDeps extends SendOnceDeps {
  readonly random: () => number
  /** Monotonic milliseconds, for durations only. */
  readonly monotonicMs: () => number
  readonly manifests: Readonly<Record<ServiceId, Pick<Manifest, 'limits'>>>
  readonly diagnose: (exchange: Exchange, knowledge: Knowledge) => Diagnosis | null
  readonly createRedactor: (secrets: readonly string[]) => ExchangeRedactor
  readonly recorder: Recorder
  readonly breakers: BreakerStore
}

/** The gateway, with what its own house may ask of it besides. */
export interface CuemarkGateway extends Gateway {
  /** Until when the service asked background work to stay away; null when it may go. */
  heldUntil(integrationId: string): number | null
  readonly counters: Counters
}

interface Road {
  readonly call: GatewayCall
  readonly lane: Lane
  /** Null for unsaved settings: they have a pace, but no memory. */
  readonly way: Way | null
}

const notSent = (
  deps: GatewayDeps,
  call: GatewayCall,
  request: ServiceRequest,
  code: string,
  message: string,
): Exchange => ({
  service: call.service,
  method: request.method,
  url: request.url,
  status: null,
  headers: {},
  body: null,
  transportError: { code, message },
  receivedAt: deps.clock.now(),
})

/**
 * Why a call stays at home; null when it may go. A person's call always goes; a check is the breaker's probe and
 * respects only what the service itself asked for.
 */
const staysHome = ({ call, way }: Road, now: number): string | null => {
  if (way === null || call.priority === 'interactive') return null
  const heldUntil = way.heldUntil(now)
  if (heldUntil !== null)
    return `the service asked not to be called before ${new Date(heldUntil).toISOString()}`
  if (call.origin === 'traffic' && !way.mayPass(now)) return 'the service was down a moment ago'
  return null
}

const neverLeft = (exchange: Exchange): boolean =>
  exchange.transportError?.code === ownCodes.aborted || exchange.transportError?.code === ownCodes.breakerOpen

interface Sender {
  readonly deps: GatewayDeps
  readonly counters: Counters
  /** How long the last attempt behind an exchange took, until it is settled. */
  readonly durations: WeakMap<Exchange, number>
}

/** The gateway's own reading, for pace and repeats; what is recorded is the client's, who knows more. */
const diagnosisOf = (deps: GatewayDeps, request: ServiceRequest, exchange: Exchange): Diagnosis | null =>
  deps.diagnose(exchange, { call: request.call, credentialSent: request.secrets.length > 0 })

/** Who gives a request a time of its own counts from the asking, not from its turn. */
const withoutWait = (request: ServiceRequest, waitedMs: number): ServiceRequest =>
  request.timeoutMs === undefined
    ? request
    : { ...request, timeoutMs: Math.max(1, request.timeoutMs - Math.max(0, waitedMs)) }

const attempt = async (sender: Sender, road: Road, request: ServiceRequest): Promise<Exchange> => {
  const { deps, durations } = sender
  const { call } = road
  const counters = sender.counters.of(call.service)
  const askedAt = deps.clock.now()
  const keptHome = (): Exchange | null => {
    const because = staysHome(road, deps.clock.now())
    if (because === null) return null
    counters.refused += 1
    return notSent(deps, call, request, ownCodes.breakerOpen, because)
  }
  const go = async (): Promise<Exchange> => {
    // Asked again when its turn comes: the call before may have been told to wait.
    const refused = keptHome()
    if (refused !== null) return refused
    road.way?.noteAttempt(deps.clock.now())
    counters.requests += 1
    const startedMs = deps.monotonicMs()
    const { limits } = deps.manifests[call.service]
    const exchange = await sendOnce(
      deps,
      { service: call.service, limits, signal: call.signal },
      withoutWait(request, deps.clock.now() - askedAt),
    )
    const durationMs = Math.max(0, Math.round(deps.monotonicMs() - startedMs))
    counters.totalMs += durationMs
    durations.set(exchange, durationMs)
    // Before the next in the queue gets its turn.
    road.way?.noteHold(diagnosisOf(deps, request, exchange), deps.clock.now())
    return exchange
  }
  try {
    return keptHome() ?? (await road.lane.run(call.priority, call.signal, go))
  } catch (error) {
    if (call.signal?.aborted !== true) throw error
    counters.cancelled += 1
    return notSent(deps, call, request, ownCodes.aborted, 'the request was cancelled')
  }
}

const send = async (sender: Sender, road: Road, request: ServiceRequest): Promise<Exchange> => {
  const { deps } = sender
  const counters = sender.counters.of(road.call.service)
  for (let attempts = 1; ; attempts += 1) {
    const exchange = await attempt(sender, road, request)
    if (neverLeft(exchange)) return exchange
    const delayMs = retryDelayMs({
      diagnosis: diagnosisOf(deps, request, exchange),
      idempotent: request.idempotent,
      origin: road.call.origin,
      attempt: attempts,
      timedOut: exchange.transportError?.code === 'TimeoutError',
      now: deps.clock.now(),
      random: deps.random(),
    })
    if (delayMs === null || road.way?.retries.spend() === false) return exchange
    counters.retries += 1
    await wait(deps.clock, delayMs, road.call.signal)
  }
}

const settle = async (
  sender: Sender,
  road: Road,
  request: ServiceRequest,
  exchange: Exchange,
  diagnosis: Diagnosis | null,
): Promise<void> => {
  const { deps, durations } = sender
  const { call, way } = road
  if (neverLeft(exchange)) return
  if (diagnosis !== null && !diagnosis.expected) sender.counters.of(call.service).failures += 1
  if (call.integrationId === null || way === null) return
  const now = deps.clock.now()
  way.noteHold(diagnosis, now)
  if (diagnosis === null) way.retries.earn()
  await way.learn(diagnosis, now)
  const redactor = deps.createRedactor(request.secrets)
  await deps.recorder.record({
    integrationId: call.integrationId,
    accountId: call.accountId ?? null,
    signIn: call.signIn ?? false,
    service: call.service,
    call: request.call,
    exchange: redactor.exchange(exchange),
    durationMs: durations.get(exchange) ?? null,
    diagnosis: diagnosis === null ? null : redactDiagnosis(diagnosis, (raw) => redactor.text(raw)),
    proofs: diagnosis === null ? request.proves : [],
    origin: call.origin,
  })
}

const createRoads = (deps: GatewayDeps, ways: Ways): ((call: GatewayCall) => Promise<Road>) => {
  const unsaved = new Map<ServiceId, Lane>()
  return async (call) => {
    const { limits } = deps.manifests[call.service]
    if (call.integrationId !== null) {
      const way = await ways.of(call.integrationId, limits)
      await way.hear()
      return { call, lane: way.lane(call.accountId ?? null), way }
    }
    const lane = unsaved.get(call.service) ?? createLane(limits, deps.clock)
    unsaved.set(call.service, lane)
    return { call, lane, way: null }
  }
}

export const createGateway = (deps: GatewayDeps): CuemarkGateway => {
  const ways = createWays({ store: deps.breakers, clock: deps.clock })
  const roadOf = createRoads(deps, ways)
  const counters = createCounters()
  const sender: Sender = { deps, counters, durations: new WeakMap() }
  const closing = new AbortController()
  const http = (asked: GatewayCall): Http => {
    const signals = asked.signal === undefined ? [closing.signal] : [closing.signal, asked.signal]
    const call = { ...asked, signal: AbortSignal.any(signals) }
    return {
      known: { addressProven: asked.addressProven ?? false },
      send: async (request) => send(sender, await roadOf(call), request),
      settled: async (request, exchange, diagnosis) =>
        settle(sender, await roadOf(call), request, exchange, diagnosis),
    }
  }
  return {
    http,
    heldUntil: (integrationId) => ways.known(integrationId)?.heldUntil(deps.clock.now()) ?? null,
    reset: (integrationId) => {
      // Forgetting in memory is what counts now; a store that refuses is met by the next outcome's write.
      ways
        .known(integrationId)
        ?.forget()
        .catch(() => undefined)
    },
    counters,
    // Whoever still waits gets an answer that says "cancelled", which is recorded nowhere.
    close: async () => {
      closing.abort()
      await ways.idle()
      await deps.dispatcher.close()
    },
  }
}
