import type { Exchange } from '@cuemark/diagnosis'
import { joinAddress } from '../address.ts'
import { objectOf } from '../call.ts'
import type { Call } from '../call.ts'
import type { ServiceClient } from '../client.ts'
import { againstField } from '../field-at-fault.ts'
import { countHeader } from '../budgets.ts'
import { publicAddress, singleCallClient } from '../single-call.ts'
import type { Ready, SingleCallService } from '../single-call.ts'
import { isTmdbToken } from './inspect.ts'
import { tmdb, tmdbBaseUrl } from './manifest.ts'

interface Credential {
  readonly field: 'apiKey' | 'accessToken'
  readonly value: string
}

/** The token first: it travels in a header, the key in the address. */
const credentialsOf = (ready: Ready): readonly Credential[] =>
  (['accessToken', 'apiKey'] as const).flatMap((field) => {
    const value = ready.settings.values[field]
    return value === undefined ? [] : [{ field, value }]
  })

const credentialOf = (ready: Ready): Credential => credentialsOf(ready)[0] ?? { field: 'apiKey', value: '' }

const isGood = (exchange: Exchange): true | null => (objectOf(exchange)?.['success'] === true ? true : null)

/** Each credential in its own style, told by its shape: swapping the two is TMDb's commonest fault (tmdb.md §1). */
const authentication = (ready: Ready, { value }: Credential): Call<true> => {
  const { baseUrl, field } = publicAddress(ready, tmdbBaseUrl)
  const isToken = isTmdbToken(value)
  return {
    request: {
      call: 'authentication',
      method: 'GET',
      url: joinAddress(baseUrl, '/3/authentication', isToken ? [] : [['api_key', value]]),
      headers: {
        accept: 'application/json',
        // Answers may come from a cache in between, which would hide a revoked key (tmdb.md §1).
        'cache-control': 'no-cache',
        ...(isToken ? { authorization: `Bearer ${value}` } : {}),
      },
      secrets: [value],
      proves: ['reachable', 'credential', 'read'],
      idempotent: true,
    },
    parse: isGood,
    knowledge: {
      call: 'authentication',
      credentialSent: true,
      addressTyped: field !== null,
      suspectFields: ready.settings.suspectFields,
    },
  }
}

const nameOf = ({ field }: Credential): string => (field === 'apiKey' ? 'API key' : 'read access token')

/** How old an answer from a cache in between is, in words; empty when it is fresh. */
const cachedFor = (exchange: Exchange): string => {
  const ageSeconds = countHeader(exchange, 'age') ?? 0
  return ageSeconds === 0 ? '' : ` The answer came from a cache and is ${String(ageSeconds)} s old.`
}

const service: SingleCallService<true> = {
  manifest: tmdb,
  baseUrl: (ready) => publicAddress(ready, tmdbBaseUrl).baseUrl,
  sent: (ready) => ({
    credential: credentialOf(ready).field,
    address: publicAddress(ready, tmdbBaseUrl).field,
  }),
  call: (ready) => authentication(ready, credentialOf(ready)),
  steps: [
    {
      id: 'answer',
      label: 'TMDb answers',
      good: (_, exchange) => ({ detail: `TMDb answers.${cachedFor(exchange)}` }),
    },
    { id: 'key', label: 'The credential is right', good: () => ({ detail: 'TMDb accepts it.' }) },
  ],
  findings: (_, __, ready) => ({
    proved: ['reachable', 'credential', 'read'],
    facts: [{ label: 'Signed in with', value: credentialsOf(ready).map(nameOf).join(' and ') }],
    budget: null,
  }),
  more: {
    steps: (ready) =>
      credentialsOf(ready)
        .slice(1)
        .map((second) => ({ id: 'second_key', label: `The ${nameOf(second)} is right` })),
    run: async (run, ready) => {
      const second = credentialsOf(ready)[1]
      if (second === undefined) return null
      const { outcome, durationMs } = await run.ask(authentication(ready, second))
      if (outcome.ok) {
        run.end({ id: 'second_key', state: 'passed', detail: 'TMDb accepts it too.', durationMs })
        return null
      }
      const address = publicAddress(ready, tmdbBaseUrl).field
      const sent = { credential: second.field, address }
      return run.fail('second_key', againstField(outcome.diagnosis, tmdb, sent), durationMs)
    },
  },
}

export const tmdbClient: ServiceClient = singleCallClient(service)
