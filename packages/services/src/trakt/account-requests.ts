import type { Diagnosis, EvidenceItem, Exchange, Outcome, Proof } from '@cuemark/diagnosis'
import { joinAddress } from '../address.ts'
import { ask, unexpectedShape } from '../call.ts'
import type { Call } from '../call.ts'
import { diagnosisOfCause } from '../cause-diagnosis.ts'
import type { ServiceRequest } from '../client.ts'
import type { TraktApp, TraktDeps, TraktSession } from './account-client.ts'
import { traktApiCauses } from './failures-causes-api.ts'
import { traktOauthCauses } from './failures-causes-oauth.ts'

const causes = { ...traktOauthCauses, ...traktApiCauses }

/** A fault found before anything was sent, in the words the rules have for it. */
export const ownFault = (cause: string, sign: string): Diagnosis => {
  const evidence: EvidenceItem = { part: 'knowledge', text: sign }
  return diagnosisOfCause('trakt', causes, cause, [evidence])
}

/** What a header can carry and Trakt gives out: no blanks, no control characters (trakt.md §15). */
const isClean = (value: string): boolean => /^[\x21-\x7e]+$/.test(value)

/** Why a request of this app would be refused whatever is in it; null when nothing stands against it. */
export const appFault = ({ clientId, clientSecret }: TraktApp): Diagnosis | null => {
  if (clientId.trim() === '') return ownFault('trakt.oauth.client_id_missing', 'the client ID is empty')
  if (!isClean(clientId)) {
    return ownFault('trakt.oauth.client_unknown', 'the client ID holds a blank or a stray character')
  }
  if (clientSecret !== null && clientSecret !== '' && !isClean(clientSecret)) {
    return ownFault('trakt.oauth.secret_wrong', 'the client secret holds a blank or a stray character')
  }
  return null
}

const hostOf = (address: string): { readonly scheme: string; readonly host: string } => {
  const found = /^([a-z]+):\/\/([^/?#]+)/i.exec(address)
  return { scheme: found?.[1]?.toLowerCase() ?? '', host: found?.[2]?.toLowerCase() ?? '' }
}

/** Trakt's own name with or without a port; a proxy or a test has another. */
const isTrakt = (host: string): boolean => /(?:^|\.)trakt\.tv(?::\d+)?$/.test(host)

/**
 * Only the environment can set the hosts, and it cannot set them to a host of Trakt that is known not to do this work:
 * sign-ins on the API host were the commonest cause of a 400 (trakt.md §1).
 */
export const hostFault = ({ traktApiUrl, traktAuthUrl }: TraktDeps['hosts']): Diagnosis | null => {
  const auth = hostOf(traktAuthUrl)
  const api = hostOf(traktApiUrl)
  if (isTrakt(auth.host) && auth.host !== 'auth.trakt.tv') {
    return ownFault('trakt.oauth.wrong_host', `sign-in is set to ${auth.host}`)
  }
  if ([auth, api].some(({ scheme, host }) => isTrakt(host) && scheme !== 'https')) {
    return ownFault('trakt.plain_http', 'an address of Trakt is set without https')
  }
  if (api.host === 'api-v2launch.trakt.tv') return ownFault('trakt.old_host', `the API is set to ${api.host}`)
  return null
}

/** Fields that must be there and are secret, by their name in the request. */
export const emptyField = (fields: Readonly<Record<string, string>>): Diagnosis | null => {
  const empty = Object.entries(fields).find(([, value]) => value.trim() === '')
  return empty === undefined ? null : ownFault('trakt.oauth.bad_request', `${empty[0]} is empty`)
}

/** Wanted on every request, also on those of the sign-in and on GET; the gateway adds the User-Agent (trakt.md §7). */
const requiredHeaders = (clientId: string): Readonly<Record<string, string>> => ({
  accept: 'application/json',
  'content-type': 'application/json',
  'trakt-api-key': clientId,
  'trakt-api-version': '2',
})

export interface SignInRequest<T> {
  readonly call: string
  readonly path: string
  /** What stands in the body beside client id and secret. */
  readonly body: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
  /** False only where the client secret is not wanted: asking for a device code. */
  readonly withSecret: boolean
  readonly idempotent: boolean
  readonly proves: readonly Proof[]
  readonly parse: (exchange: Exchange) => T | null
}

/** One request to the sign-in host: JSON, credentials in the body, nothing empty, or nothing is sent (trakt.md §3). */
export const askSignIn = async <T>(
  { http, hosts }: TraktDeps,
  app: TraktApp,
  asked: SignInRequest<T>,
): Promise<Outcome<T>> => {
  const fault = hostFault(hosts) ?? appFault(app) ?? emptyField(asked.body)
  if (fault !== null) return { ok: false, diagnosis: fault }
  const secret = asked.withSecret && app.clientSecret !== null ? app.clientSecret : ''
  const { outcome } = await ask(http, {
    request: {
      call: asked.call,
      method: 'POST',
      url: joinAddress(hosts.traktAuthUrl, asked.path),
      headers: requiredHeaders(app.clientId),
      body: JSON.stringify({
        ...asked.body,
        client_id: app.clientId,
        // Where the app has none, PKCE stands in for it and the field is left out.
        ...(secret === '' ? {} : { client_secret: secret }),
      }),
      secrets: [app.clientId, secret, ...asked.secrets].filter((text) => text !== ''),
      proves: asked.proves,
      idempotent: asked.idempotent,
    },
    parse: asked.parse,
    knowledge: { call: asked.call, credentialSent: true, addressTyped: false },
  })
  return outcome
}

export interface ApiRequest<T> extends Pick<ServiceRequest, 'call' | 'method'> {
  readonly path: string
  readonly parameters?: readonly (readonly [string, string])[]
  /** JSON as it is sent. */
  readonly body?: string
  readonly proves: readonly Proof[]
  readonly parse: (exchange: Exchange) => T | null
  readonly accept?: Call<T>['accept']
}

const sessionFault = ({ app, accessToken }: TraktSession): Diagnosis | null =>
  appFault(app) ??
  (isClean(accessToken)
    ? null
    : ownFault('trakt.token_invalid', 'the access token is empty or holds a stray character'))

/** One request of a person to the API. */
export const askApi = async <T>(
  { http, hosts }: TraktDeps,
  session: TraktSession,
  asked: ApiRequest<T>,
): Promise<{ readonly outcome: Outcome<T>; readonly exchange: Exchange | null }> => {
  const fault = hostFault(hosts) ?? sessionFault(session)
  if (fault !== null) return { outcome: { ok: false, diagnosis: fault }, exchange: null }
  const { app, accessToken } = session
  const knowledge = { call: asked.call, credentialSent: true, addressTyped: false }
  return ask(http, {
    request: {
      call: asked.call,
      method: asked.method,
      url: joinAddress(hosts.traktApiUrl, asked.path, asked.parameters),
      headers: { ...requiredHeaders(app.clientId), authorization: `Bearer ${accessToken}` },
      ...(asked.body === undefined ? {} : { body: asked.body }),
      secrets: [app.clientId, accessToken],
      proves: asked.proves,
      // An account may write once a second, and one call too many blocks it for minutes (trakt.md §10): whoever writes
      // keeps to that pace, and no repeat on the way comes in between.
      idempotent: asked.method === 'GET',
    },
    parse: asked.parse,
    ...(asked.accept === undefined ? {} : { accept: asked.accept }),
    // What is normal for one title (not found, already there) is no answer to a question that has none. What never
    // left says itself why.
    ...(asked.method === 'GET'
      ? {
          refine: (diagnosis: Diagnosis, exchange: Exchange) =>
            diagnosis.expected && exchange.transportError === null
              ? unexpectedShape(exchange, knowledge)
              : diagnosis,
        }
      : {}),
    knowledge,
  })
}
