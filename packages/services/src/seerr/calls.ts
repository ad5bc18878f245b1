import type { Exchange } from '@cuemark/diagnosis'
import { joinAddress } from '../address.ts'
import { objectOf } from '../call.ts'
import type { Call } from '../call.ts'
import type { ServiceRequest } from '../client.ts'
import type { ReadySettings } from '../ready-settings.ts'
import { numberAt, textAt } from '../shape.ts'

export interface SeerrStatus {
  readonly version: string
}

export interface SeerrUser {
  readonly id: number
  readonly name: string | null
  /** Bit mask of rights; null when it was not told. */
  readonly permissions: number | null
}

const get = (settings: ReadySettings, call: string, path: string): ServiceRequest => ({
  call,
  method: 'GET',
  url: joinAddress(settings.values['url'] ?? '', path),
  headers: { accept: 'application/json' },
  secrets: [],
  proves: ['reachable'],
  idempotent: true,
})

/** Sent without the key: it answers to a wrong one just as well, so it only shows that this is a Seerr. */
export const statusCall = (settings: ReadySettings): Call<SeerrStatus> => ({
  request: get(settings, 'status', '/api/v1/status'),
  parse: (exchange) => {
    const fields = objectOf(exchange)
    const version = fields === null ? null : textAt(fields, 'version')
    return fields === null || version === null || !('commitTag' in fields) ? null : { version }
  },
  knowledge: { call: 'status', credentialSent: false, addressTyped: true },
})

/** Whether the server was ever set up; answered to anybody. */
export const publicSettingsCall = (settings: ReadySettings): Call<{ readonly isSetUp: boolean }> => ({
  request: get(settings, 'settings_public', '/api/v1/settings/public'),
  parse: (exchange) => {
    const initialized = objectOf(exchange)?.['initialized']
    return typeof initialized === 'boolean' ? { isSetUp: initialized } : null
  },
  knowledge: { call: 'settings_public', credentialSent: false, addressTyped: true },
})

const readUser = (exchange: Exchange): SeerrUser | null => {
  const fields = objectOf(exchange)
  const id = fields === null ? null : numberAt(fields, 'id')
  if (fields === null || id === null) return null
  const name = textAt(fields, 'displayName') ?? textAt(fields, 'username') ?? textAt(fields, 'plexUsername')
  return { id, name, permissions: numberAt(fields, 'permissions') }
}

/** Who the key speaks for; in the acting user's name when one is given. */
export const userCall = (settings: ReadySettings, actingUser: string | null): Call<SeerrUser> => {
  const apiKey = settings.values['apiKey'] ?? ''
  const request = get(settings, 'auth_me', '/api/v1/auth/me')
  return {
    request: {
      ...request,
      headers: {
        ...request.headers,
        'x-api-key': apiKey,
        ...(actingUser === null ? {} : { 'x-api-user': actingUser }),
      },
      secrets: [apiKey],
      proves: ['reachable', 'credential', 'read'],
    },
    parse: readUser,
    knowledge: {
      call: 'auth_me',
      credentialSent: true,
      addressTyped: true,
      actingUser: actingUser !== null,
      suspectFields: settings.suspectFields,
    },
  }
}
