import type { Diagnosis, Exchange } from '@cuemark/diagnosis'
import type { Hosts, Http, TraktDeps } from '@cuemark/services'
import type { AccountRow } from '../ports-accounts.ts'
import type { Gateway } from '../ports.ts'

export interface WayDeps {
  readonly gateway: Gateway
  readonly hosts: Hosts
}

/** The way to Trakt for one account, which knows what became of the last request. */
export interface Way extends TraktDeps {
  /** True where the last request may have done its work although its answer does not say so. */
  mayHaveActed(): boolean
}

/** The gateway kept it, or no connection came about: nothing has reached Trakt. */
const neverLeft: ReadonlySet<string | null> = new Set([
  'CUEMARK_BREAKER_OPEN',
  'CUEMARK_ADDRESS_REFUSED',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * A POST that timed out or got a 5xx may have been stored (trakt.md §12), and so may one whose good answer cannot be
 * read. A refusal with a status below 500 is certain.
 */
function mayHaveActed(exchange: Exchange | null): boolean {
  if (exchange === null) return false
  const { transportError, status } = exchange
  if (transportError !== null) return !neverLeft.has(transportError.code)
  return status === null || status >= 500 || (status >= 200 && status < 300)
}

export function wayTo(
  { gateway, hosts }: WayDeps,
  account: Pick<AccountRow, 'id' | 'integrationId'>,
  priority: 'interactive' | 'background',
): Way {
  const { id: accountId, integrationId } = account
  const road = gateway.http({
    integrationId,
    accountId,
    service: 'trakt',
    selfHosted: false,
    origin: 'traffic',
    priority,
  })
  let last: Exchange | null = null
  const http: Http = {
    ...road,
    send: async (request) => {
      last = await road.send(request)
      return last
    },
  }
  return { http, hosts, mayHaveActed: () => mayHaveActed(last) }
}

/** For a sign-in that cannot be used just now, where nothing tells why. */
export const notSignedInNow: Diagnosis = {
  service: 'trakt',
  kind: 'outage',
  cause: 'trakt.account.not_now',
  title: 'Trakt: the sign-in cannot be renewed just now',
  explanation: 'Trakt did not answer when the sign-in was to be renewed. It is tried again.',
  remedy: [],
  scope: 'account',
  retry: { when: 'never' },
  confidence: 'likely',
  evidence: [],
  expected: true,
}

/** For an answer that counts fewer items than were sent and names none that is unknown. */
export const countsDiffer: Diagnosis = {
  service: 'trakt',
  kind: 'malformed',
  cause: 'trakt.history.counts_differ',
  title: 'Trakt: the answer does not say what was added',
  explanation: 'Trakt took the request, but its answer counts nothing as added and nothing as unknown.',
  remedy: [],
  scope: 'item',
  retry: { when: 'never' },
  confidence: 'likely',
  evidence: [],
  expected: false,
}
