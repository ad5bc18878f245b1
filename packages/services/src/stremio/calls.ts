import type { Exchange, Proof } from '@cuemark/diagnosis'
import { joinAddress } from '../address.ts'
import { objectOf } from '../call.ts'
import type { Call } from '../call.ts'
import type { ServiceRequest } from '../client.ts'
import { isFields } from '../shape.ts'
import type { StremioDeps } from './account-client.ts'

/** What stands in the envelope; undefined where the answer is no envelope with a result. */
const resultOf = (exchange: Exchange): unknown => {
  const fields = objectOf(exchange)
  // The real client rejects an answer with both (stremio.md §2).
  if (fields === null || fields['error'] !== undefined) return undefined
  return fields['result']
}

interface Asked<T> {
  readonly method: string
  readonly authKey: string | null
  readonly body: Readonly<Record<string, unknown>>
  readonly proves: readonly Proof[]
  readonly parse: (result: unknown) => T | null
}

/** One call of the account API: always a POST with JSON, the session in the body. */
export const apiCall = <T>(hosts: StremioDeps['hosts'], asked: Asked<T>): Call<T> => ({
  request: {
    call: asked.method,
    method: 'POST',
    url: joinAddress(hosts.stremioApiUrl, `/api/${asked.method}`, []),
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ ...(asked.authKey === null ? {} : { authKey: asked.authKey }), ...asked.body }),
    secrets: asked.authKey === null ? [] : [asked.authKey],
    proves: asked.proves,
    idempotent: true,
  },
  parse: (exchange) => {
    const result = resultOf(exchange)
    return result === undefined ? null : asked.parse(result)
  },
  knowledge: { call: asked.method, credentialSent: asked.authKey !== null, addressTyped: false },
})

/** A request to the host of link codes, which are read without a session. */
export const linkRequest = (
  hosts: StremioDeps['hosts'],
  kind: 'create' | 'read',
  code: string | null,
): ServiceRequest => ({
  call: `link_${kind}`,
  method: 'GET',
  url: joinAddress(hosts.stremioLinkUrl, `/api/v2/${kind}`, [
    ['type', kind === 'create' ? 'Create' : 'Read'],
    ...(code === null ? [] : [['code', code] as const]),
  ]),
  headers: { accept: 'application/json' },
  secrets: code === null ? [] : [code],
  proves: ['reachable'],
  idempotent: kind === 'read',
})

/** The live envelope of link codes is not established: a bare object and one in `result` are read alike. */
export const unwrapped = (exchange: Exchange): Readonly<Record<string, unknown>> | null => {
  const fields = objectOf(exchange)
  if (fields === null) return null
  const inner = fields['result']
  return isFields(inner) ? inner : fields
}
