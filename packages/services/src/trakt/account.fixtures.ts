import type { Outcome } from '@cuemark/diagnosis'
import type { ServiceRequest } from '../client.ts'
import { traktId, traktSecret } from '../testing/credentials.ts'
import { hosts, scriptedHttp } from '../testing/scripted-http.ts'
import type { Answer, ScriptedHttp } from '../testing/scripted-http.ts'
import type { TraktApp, TraktDeps, TraktItem, TraktSession } from './account-client.ts'
import { traktAccount } from './account.ts'

/** Made up, in the shapes that Trakt gives out. */
export const app: TraktApp = { clientId: traktId, clientSecret: traktSecret }
export const publicApp: TraktApp = { clientId: traktId, clientSecret: null }
export const session: TraktSession = { app, accessToken: 'a1'.repeat(32) }
export const redirectUri = 'https://cuemark.example/sign-in/back'

export interface Desk {
  readonly http: ScriptedHttp
  readonly deps: TraktDeps
}

/** A Trakt that answers from a script. */
export const answering = (script: Answer | ((request: ServiceRequest) => Answer)): Desk => {
  const http = scriptedHttp('trakt', typeof script === 'function' ? script : () => script)
  return { http, deps: { http, hosts } }
}

/** The body of the one request that went out. */
export const sentBody = ({ http }: Desk): unknown => JSON.parse(http.requests[0]?.body ?? 'null')

/** Only the application sends these, never what stands in front of it (trakt.md §7). */
export const ofApplication = { 'x-request-id': 'one', 'x-runtime': '0.01' }

/** What Cloudflare sends in Trakt's name. */
export const cloudflarePage: Answer = {
  status: 403,
  headers: { server: 'cloudflare', 'cf-ray': 'one', 'content-type': 'text/html' },
  body: '<html><title>Attention Required</title>Sorry, you have been blocked</html>',
}

export const tokenAnswer = {
  access_token: 'new-access',
  token_type: 'bearer',
  expires_in: 604_800,
  refresh_token: 'new-refresh',
  scope: 'public',
  created_at: 1_795_262_400,
}

export const stepNames = ['deviceCode', 'pollDevice', 'exchangeCode', 'refresh', 'revoke'] as const
export type Step = (typeof stepNames)[number]

/** Every request of a sign-in, by any app. */
export const steps: Readonly<Record<Step, (desk: Desk, by: TraktApp) => Promise<Outcome<unknown>>>> = {
  deviceCode: ({ deps }, by) => traktAccount.deviceCode(deps, by),
  pollDevice: ({ deps }, by) => traktAccount.pollDevice(deps, by, 'the-device-code'),
  exchangeCode: ({ deps }, by) =>
    traktAccount.exchangeCode(deps, { app: by, redirectUri, code: 'the-code', codeVerifier: 'the-verifier' }),
  refresh: ({ deps }, by) =>
    traktAccount.refresh(deps, { app: by, redirectUri, refreshToken: 'the-refresh-token' }),
  revoke: ({ deps }, by) => traktAccount.revoke(deps, { app: by, token: 'the-token' }),
}

export const movie: TraktItem = { type: 'movie', ids: { imdb: 'tt0133093', tmdb: 603 } }
export const episode: TraktItem = { type: 'episode', ids: { tvdb: 349_232 } }
export const pilot: Extract<TraktItem, { type: 'show_episode' }> = {
  type: 'show_episode',
  show: { imdb: 'tt0903747' },
  season: 1,
  number: 1,
}
/** Midday of some day. */
export const at = 1_795_262_400_000

/** Null when it succeeded. */
export const failureOf = (outcome: Outcome<unknown>): string | null =>
  outcome.ok ? null : outcome.diagnosis.cause
