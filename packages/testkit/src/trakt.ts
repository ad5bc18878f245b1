import type { StartSimulation } from './service.ts'
import { html, json, withHeaders, type Answer, type Respond } from './simulation/answer.ts'
import {
  cloudflareBlock,
  cloudflareOrigin,
  cloudflareRefusal,
  cloudflareTooMany,
  loginPage,
} from './simulation/pages.ts'
import { retryAfter, retryAfterSeconds, type Script } from './simulation/script.ts'
import { startScript } from './simulation/start.ts'
import { application, empty, hasOwnUserAgent } from './simulation/trakt-front.ts'
import { signIn } from './simulation/trakt-sign-in.ts'

/** Trakt: its API and its sign-in server on one address (trakt.md). */

/** Made here, valid nowhere else. */
export const traktCredentials: Readonly<Record<'goodId' | 'badId' | 'goodSecret' | 'badSecret', string>> = {
  goodId: 'c0ffee00'.repeat(8),
  badId: 'deadbeef'.repeat(8),
  goodSecret: '5ec2e700'.repeat(8),
  badSecret: 'bad5ec2e'.repeat(8),
}

const invalidId = (): Answer => empty(403)

const movies = [
  { watchers: 12, movie: { title: 'The Reel That Ran Out', year: 2024, ids: { trakt: 1, slug: 'reel' } } },
]
const lists: readonly (readonly [RegExp, unknown])[] = [
  [/^\/(?:movies|shows)\/(?:trending|popular|anticipated)$/, movies],
  [/^\/(?:movies|shows)\/[\w-]+$/, { title: 'The Reel That Ran Out', year: 2024, ids: { trakt: 1 } }],
  [/^\/genres\/(?:movies|shows)$/, [{ name: 'Drama', slug: 'drama' }]],
  [
    /^\/certifications\/(?:movies|shows)$/,
    { us: [{ name: 'PG', slug: 'pg', description: 'Parental Guidance' }] },
  ],
  [/^\/(?:languages|countries)(?:\/(?:movies|shows))?$/, [{ name: 'English', code: 'en' }]],
  [/^\/networks$/, [{ name: 'Booth', country: 'us', ids: { trakt: 1, tmdb: 1 } }]],
  [/^\/search\/[\w,]+/, []],
]

const healthy: Respond = (call) => {
  if (!hasOwnUserAgent(call)) return cloudflareRefusal()
  if (call.path.startsWith('/oauth/')) return signIn(call, traktCredentials, application)
  if (call.headers['trakt-api-key'] !== traktCredentials.goodId) return invalidId()
  if (call.headers['trakt-api-version'] !== '2') return empty(412)
  const found = call.method === 'GET' ? lists.find(([path]) => path.test(call.path)) : undefined
  if (found !== undefined) return json(200, found[1], { ...application, 'x-pagination-page': '1' })
  const needsPerson = /^\/(?:users|sync|scrobble|checkin|calendars\/my)\b/.test(call.path)
  return needsPerson ? empty(401, { 'www-authenticate': 'Bearer realm="Trakt"' }) : empty(404)
}

const rateLimited = (headers: Readonly<Record<string, string>> = {}): Answer => {
  const until = new Date(Date.now() + retryAfterSeconds * 1000).toISOString()
  return json(
    429,
    'UNAUTHED_API_GET_LIMIT rate limit exceeded. Please wait 17 seconds then retry your request.',
    {
      ...application,
      'x-ratelimit': JSON.stringify({
        name: 'UNAUTHED_API_GET_LIMIT',
        period: 300,
        limit: 1000,
        remaining: 0,
        until,
      }),
      ...headers,
    },
  )
}

const accountLimit = (): Answer =>
  empty(420, { 'x-upgrade-url': 'https://trakt.tv/vip', 'x-vip-user': 'false', 'x-account-limit': '5' })

/** The app is gone: every call is refused, and the sign-in server does not know it either. */
const appGone: Respond = (call) =>
  call.path.startsWith('/oauth/')
    ? json(401, { error: 'invalid_client', error_description: 'client_id is required' }, application)
    : invalidId()

export const traktScript: Script = {
  service: 'trakt',
  // The address is never a person's setting: it comes from the environment.
  goodSettings: () => ({ clientId: traktCredentials.goodId, clientSecret: traktCredentials.goodSecret }),
  badSettings: () => ({ clientId: traktCredentials.badId, clientSecret: traktCredentials.badSecret }),
  scenes: {
    healthy,
    wrong_key: invalidId,
    revoked: appGone,
    quota: accountLimit,
    quota_retry_after: () => withHeaders(accountLimit(), retryAfter),
    rate_limit: () => rateLimited(),
    rate_limit_retry_after: () => rateLimited(retryAfter),
    server_error: () => empty(500),
    bad_gateway: () => cloudflareOrigin(502),
    html_login: loginPage,
  },
  oddities: {
    app_removed: {
      line: 'The API app was deleted: 403 everywhere, and the sign-in server does not know it',
      respond: appGone,
    },
    cloudflare_block: {
      line: 'The wall in front blocks this server: 403 HTML, not the app',
      respond: cloudflareBlock,
    },
    cloudflare_hurry: {
      line: 'The wall in front limits us: 429 HTML without any header of Trakt',
      respond: () => cloudflareTooMany(),
    },
    no_user_agent: { line: 'Refused for a missing User-Agent, as a text', respond: cloudflareRefusal },
    locked: {
      line: 'The account is locked; only Trakt can unlock it',
      respond: () => empty(423, { 'x-account-locked': 'true', 'x-account-deactivated': 'false' }),
    },
    deactivated: {
      line: 'The account is deactivated',
      respond: () => empty(423, { 'x-account-locked': 'false', 'x-account-deactivated': 'true' }),
    },
    vip_only: {
      line: 'Only VIP members may do this',
      respond: () => empty(426, { 'x-upgrade-url': 'https://trakt.tv/vip' }),
    },
    overloaded: { line: 'Overloaded: 503, try again after 30 seconds', respond: () => empty(503) },
    cloudflare_unknown: {
      line: 'Cloudflare cannot read the answer of Trakt: 520',
      respond: () => cloudflareOrigin(520),
    },
    website: {
      line: 'The website answers instead of the API',
      respond: () => html(200, '<!DOCTYPE html><html><head><title>Trakt</title></head><body></body></html>'),
    },
  },
}

export const startTrakt: StartSimulation = startScript(traktScript)
