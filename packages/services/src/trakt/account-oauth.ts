import type { Diagnosis, Exchange } from '@cuemark/diagnosis'
import { joinAddress } from '../address.ts'
import { objectOf } from '../call.ts'
import { numberAt, textAt } from '../shape.ts'
import type { Fields } from '../shape.ts'
import type { DeviceCode, TraktAccountClient, TraktDeps, TraktTokens } from './account-client.ts'
import { appFault, askSignIn, emptyField, hostFault } from './account-requests.ts'

/** Where a code is typed when the answer does not say (trakt.md §1). */
const activatePage = 'https://trakt.tv/activate'
/** What other clients assume where the answer tells none (trakt.md §4). */
const usualCodeLifeMs = 600_000
const usualPollIntervalMs = 5000

const positiveMs = (fields: Fields, name: string): number | null => {
  const seconds = numberAt(fields, name)
  return seconds === null || seconds <= 0 ? null : seconds * 1000
}

/** RFC 8628 says `uri` where Trakt says `url`; both are read, since the sign-in server is new. */
const deviceCodeOf = (exchange: Exchange): DeviceCode | null => {
  const fields = objectOf(exchange) ?? {}
  const deviceCode = textAt(fields, 'device_code')
  const userCode = textAt(fields, 'user_code')
  if (deviceCode === null || userCode === null) return null
  const page = textAt(fields, 'verification_url') ?? textAt(fields, 'verification_uri') ?? ''
  return {
    deviceCode,
    userCode,
    // It becomes a link on a page, so it must be one.
    verificationUrl: /^https?:\/\/[^\s"'<>]+$/i.test(page) ? page : activatePage,
    expiresInMs: positiveMs(fields, 'expires_in') ?? usualCodeLifeMs,
    intervalMs: positiveMs(fields, 'interval') ?? usualPollIntervalMs,
  }
}

/** `created_at` is in Unix seconds; milliseconds, as the neighboring fields of other servers have them, are told by size. */
const issuedAtOf = (fields: Fields): number | null => {
  const at = numberAt(fields, 'created_at')
  if (at === null || at <= 0) return null
  return at >= 1_000_000_000_000 ? at : at * 1000
}

const tokensOf = (exchange: Exchange): TraktTokens | null => {
  const fields = objectOf(exchange) ?? {}
  const accessToken = textAt(fields, 'access_token')
  return accessToken === null
    ? null
    : {
        accessToken,
        refreshToken: textAt(fields, 'refresh_token'),
        issuedAt: issuedAtOf(fields),
        expiresInMs: positiveMs(fields, 'expires_in'),
      }
}

const isGood = ({ status, transportError }: Exchange): true | null =>
  transportError === null && status !== null && status >= 200 && status <= 299 ? true : null

/** The part of the account client that signs in and out. Every call goes to the sign-in host (trakt.md §1–6). */
type OauthCalls = Pick<
  TraktAccountClient,
  'deviceCode' | 'pollDevice' | 'authorizeUrl' | 'exchangeCode' | 'refresh' | 'revoke'
>

/** Why a sign-in of this app cannot be started at all; null when nothing stands against it. */
export const signInFault = (
  hosts: TraktDeps['hosts'],
  app: Parameters<TraktAccountClient['deviceCode']>[1],
): Diagnosis | null => hostFault(hosts) ?? appFault(app)

export const traktOauth: OauthCalls = {
  deviceCode: (deps, app, proof) =>
    askSignIn(deps, app, {
      call: 'device_code',
      path: '/oauth/device/code',
      body: proof === undefined ? {} : { code_challenge: proof.codeChallenge, code_challenge_method: 'S256' },
      secrets: [],
      withSecret: false,
      // Asked twice there are two codes, of which one is never entered.
      idempotent: true,
      proves: ['reachable'],
      parse: deviceCodeOf,
    }),
  pollDevice: (deps, app, deviceCode, proof) =>
    askSignIn(deps, app, {
      call: 'device_poll',
      path: '/oauth/device/token',
      // The field is `code`, not the `device_code` of RFC 8628 (trakt.md §4).
      body: { code: deviceCode, ...(proof === undefined ? {} : { code_verifier: proof.codeVerifier }) },
      secrets: [deviceCode, ...(proof === undefined ? [] : [proof.codeVerifier])],
      withSecret: true,
      idempotent: false,
      proves: ['reachable', 'credential'],
      parse: tokensOf,
    }),
  authorizeUrl: (hosts, { app, redirectUri, state, codeChallenge }) => {
    const fault =
      signInFault(hosts, app) ??
      emptyField({ redirect_uri: redirectUri, state, code_challenge: codeChallenge })
    if (fault !== null) throw new Error(`No sign-in page can be opened: ${fault.title}.`)
    // Without `prompt=login`, which went round in circles, and without a scope (trakt.md §2).
    return joinAddress(hosts.traktAuthUrl, '/oauth/authorize', [
      ['response_type', 'code'],
      ['client_id', app.clientId],
      ['redirect_uri', redirectUri],
      ['state', state],
      ['code_challenge', codeChallenge],
      ['code_challenge_method', 'S256'],
    ])
  },
  exchangeCode: (deps, { app, redirectUri, code, codeVerifier }) =>
    askSignIn(deps, app, {
      call: 'code_exchange',
      path: '/oauth/token',
      body: {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      },
      secrets: [code, codeVerifier],
      withSecret: true,
      idempotent: false,
      proves: ['reachable', 'credential', 'sign_in'],
      parse: tokensOf,
    }),
  refresh: (deps, { app, redirectUri, refreshToken }) =>
    askSignIn(deps, app, {
      call: 'token_refresh',
      path: '/oauth/token',
      // The redirect address is mandatory here too (trakt.md §3).
      body: { grant_type: 'refresh_token', refresh_token: refreshToken, redirect_uri: redirectUri },
      secrets: [refreshToken],
      withSecret: true,
      idempotent: false,
      proves: ['reachable', 'credential', 'sign_in'],
      parse: tokensOf,
    }),
  revoke: async (deps, { app, token }) => {
    const asked = await askSignIn(deps, app, {
      call: 'revoke',
      path: '/oauth/revoke',
      body: { token },
      secrets: [token],
      withSecret: true,
      idempotent: true,
      proves: ['reachable'],
      parse: isGood,
    })
    return asked.ok ? { ok: true, value: null } : asked
  },
}
