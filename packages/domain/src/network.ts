/**
 * Is it them, or is it us? When everything that is tried fails at once, the fault is on our side, and one alert
 * says so in place of one for each integration. Plain data, stored between restarts. Times are UTC milliseconds.
 */

/** `public` leads through the internet; `local` stays in the house. One may be down while the other works. */
export type Zone = 'public' | 'local'

interface FailingIntegration {
  readonly integrationId: string
  /** Host with port: several integrations on one host are one witness. */
  readonly host: string
  readonly at: number
  /** The failure itself said that the fault is ours: no resolver, no route. */
  readonly own: boolean
}

export interface ZoneState {
  readonly failing: readonly FailingIntegration[]
  readonly downSinceAt: number | null
}

export interface NetworkState {
  readonly public: ZoneState
  readonly local: ZoneState
  /**
   * Integrations that went on failing after the network was proved to work. Until they answer once, their
   * "no resolver" is their own: a container's name that no longer exists looks the same.
   */
  readonly acquitted: readonly string[]
  /** When the whole network last came back; null while down or never down. */
  readonly upSinceAt: number | null
}

export type NetworkEvent =
  | {
      readonly type: 'failure'
      readonly integrationId: string
      readonly host: string
      readonly zone: Zone
      readonly own: boolean
    }
  | { readonly type: 'answer'; readonly integrationId: string; readonly zone: Zone }
  /** Paused or removed: no witness any more. */
  | { readonly type: 'gone'; readonly integrationId: string }

export interface NetworkPolicy {
  /** So many integrations failing, with no answer in between, are a sign that it is us. */
  readonly integrations: number
  readonly hosts: number
  readonly windowMs: number
}

export const defaultNetworkPolicy: NetworkPolicy = { integrations: 3, hosts: 2, windowMs: 10 * 60_000 }

export const freshNetwork: NetworkState = {
  public: { failing: [], downSinceAt: null },
  local: { failing: [], downSinceAt: null },
  acquitted: [],
  upSinceAt: null,
}

export interface NetworkStep {
  readonly state: NetworkState
  readonly change: 'down' | 'up' | null
}

export function isDown(state: NetworkState): boolean {
  return state.public.downSinceAt !== null || state.local.downSinceAt !== null
}

/** True while the network's own alert stands for this failure. */
export function covers(
  state: NetworkState,
  failure: { readonly integrationId: string; readonly zone: Zone; readonly own: boolean },
): boolean {
  if (state[failure.zone].downSinceAt === null) return false
  return !(failure.own && state.acquitted.includes(failure.integrationId))
}

export function network(
  state: NetworkState,
  event: NetworkEvent,
  now: number,
  policy: NetworkPolicy = defaultNetworkPolicy,
): NetworkStep {
  const next = decide(state, event, now, policy)
  const wasDown = isDown(state)
  const down = isDown(next)
  if (wasDown === down) return { state: next, change: null }
  return down
    ? { state: { ...next, upSinceAt: null }, change: 'down' }
    : { state: { ...next, upSinceAt: now }, change: 'up' }
}

function decide(state: NetworkState, event: NetworkEvent, now: number, policy: NetworkPolicy): NetworkState {
  switch (event.type) {
    case 'failure':
      return { ...state, [event.zone]: fail(state, event, now, policy) }
    case 'answer':
      return answer(state, event)
    default:
      return leave(state, event.integrationId)
  }
}

type FailureEvent = Extract<NetworkEvent, { type: 'failure' }>

function fail(state: NetworkState, event: FailureEvent, now: number, policy: NetworkPolicy): ZoneState {
  const zone = state[event.zone]
  const known = zone.failing.some((one) => one.integrationId === event.integrationId)
  // While down nothing is decided by the exact moments, and the state need not be written for each failure.
  if (zone.downSinceAt !== null && known) return zone
  const own = event.own && !state.acquitted.includes(event.integrationId)
  const others = zone.failing.filter(
    (one) =>
      one.integrationId !== event.integrationId &&
      (zone.downSinceAt !== null || now - one.at < policy.windowMs),
  )
  const failing = [...others, { integrationId: event.integrationId, host: event.host, at: now, own }]
  if (zone.downSinceAt !== null) return { ...zone, failing }
  const hosts = new Set(failing.map((one) => one.host)).size
  const isOurs = own || (failing.length >= policy.integrations && hosts >= policy.hosts)
  return { failing, downSinceAt: isOurs ? now : null }
}

/** Any answer at all shows that its way works. */
function answer(state: NetworkState, event: Extract<NetworkEvent, { type: 'answer' }>): NetworkState {
  const { integrationId } = event
  const zone = state[event.zone]
  const wasAcquitted = state.acquitted.includes(integrationId)
  if (zone.failing.length === 0 && zone.downSinceAt === null && !wasAcquitted) return state
  const newly = zone.failing.filter((one) => one.own).map((one) => one.integrationId)
  const acquitted = new Set([...state.acquitted, ...newly])
  acquitted.delete(integrationId)
  return { ...state, [event.zone]: { failing: [], downSinceAt: null }, acquitted: [...acquitted] }
}

function leave(state: NetworkState, integrationId: string): NetworkState {
  const without = (zone: ZoneState): ZoneState => {
    const failing = zone.failing.filter((one) => one.integrationId !== integrationId)
    return { failing, downSinceAt: failing.length === 0 ? null : zone.downSinceAt }
  }
  return {
    ...state,
    public: without(state.public),
    local: without(state.local),
    acquitted: state.acquitted.filter((id) => id !== integrationId),
  }
}

/** Names that only the own network knows, and addresses that are never routed over the internet (RFC 1918, 4193, 6598). */
const localName = /^[^.]+$|\.(?:local|lan|home|internal|home\.arpa|localhost)$/
const localIpv4 =
  /^(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./
const localIpv6 = /^(?:::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/

/** Where a host lies, by its name or address alone, without port or brackets. */
export function zoneOf(hostname: string): Zone {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  if (name.includes(':')) return localIpv6.test(name) ? 'local' : 'public'
  return localName.test(name) || localIpv4.test(name) ? 'local' : 'public'
}
