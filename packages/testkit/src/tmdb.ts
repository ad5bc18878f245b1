import type { StartSimulation } from './service.ts'
import {
  answer,
  bearer,
  html,
  json,
  withHeaders,
  type Answer,
  type Call,
  type Respond,
} from './simulation/answer.ts'
import { loginPage } from './simulation/pages.ts'
import { retryAfter, type Script } from './simulation/script.ts'
import { startScript } from './simulation/start.ts'

/** The Movie Database, version 3 of its API (tmdb.md). */

const goodKey = 'd15c0ba11d15c0ba11d15c0ba11d15c0'
const badKey = 'deadbeefdeadbeefdeadbeefdeadbeef'

const base64url = (value: string): string => Buffer.from(value).toString('base64url')
const token = (audience: string, signature: string): string =>
  [
    base64url(JSON.stringify({ alg: 'HS256' })),
    base64url(
      JSON.stringify({ aud: audience, nbf: 1735689600, sub: 'simulated', scopes: ['api_read'], version: 1 }),
    ),
    signature.repeat(43),
  ].join('.')

/** Made here, valid nowhere else. */
export const tmdbCredentials: Readonly<Record<'goodKey' | 'badKey' | 'goodToken' | 'badToken', string>> = {
  goodKey,
  badKey,
  goodToken: token(goodKey, 'g'),
  badToken: token(badKey, 'b'),
}

const envelope = (status: number, code: number, message: string): Answer =>
  json(status, { success: false, status_code: code, status_message: message })

const invalidKey = (): Answer => envelope(401, 7, 'Invalid API key: You must be granted a valid key.')
const tooMany = (): Answer => envelope(429, 25, 'Your request count (51) is over the allowed limit of (50).')

const authorized = (call: Call): boolean =>
  call.query.get('api_key') === goodKey || bearer(call) === tmdbCredentials.goodToken

const movie = (id: string): Answer =>
  json(200, {
    id: Number(id),
    title: 'The Reel That Ran Out',
    original_language: 'en',
    runtime: 97,
    release_date: '2024-05-01',
    status: 'Released',
    overview: 'A projectionist waits for the dot in the corner.',
    genres: [{ id: 18, name: 'Drama' }],
  })

const healthy: Respond = (call) => {
  if (!call.path.startsWith('/3/')) return envelope(404, 34, 'The resource you requested could not be found.')
  if (!authorized(call)) return invalidKey()
  if (call.path === '/3/authentication')
    return json(200, { success: true, status_code: 1, status_message: 'Success.' })
  if (call.path === '/3/configuration')
    return json(200, { images: { secure_base_url: 'https://image.tmdb.org/t/p/', poster_sizes: ['w500'] } })
  const id = /^\/3\/(?:movie|tv)\/(\d+)$/.exec(call.path)?.[1]
  if (id === undefined) return envelope(404, 34, 'The resource you requested could not be found.')
  return Number(id) > 9_000_000
    ? envelope(404, 6, 'Invalid id: The pre-requisite id is invalid or not found.')
    : movie(id)
}

const script: Script = {
  service: 'tmdb',
  goodSettings: (url) => ({ apiKey: goodKey, baseUrl: url }),
  badSettings: () => ({ apiKey: badKey }),
  scenes: {
    healthy,
    wrong_key: invalidKey,
    revoked: invalidKey,
    // There is no daily quota; the nearest that TMDb says is its rate limit.
    quota: tooMany,
    quota_retry_after: () => withHeaders(tooMany(), retryAfter),
    rate_limit: tooMany,
    rate_limit_retry_after: () => withHeaders(tooMany(), retryAfter),
    server_error: () => envelope(500, 11, 'Internal error: Something went wrong, contact TMDB.'),
    bad_gateway: () => envelope(502, 43, "Couldn't connect to the backend server."),
    html_login: loginPage,
  },
  oddities: {
    suspended: {
      line: 'The key was suspended (code 10)',
      respond: () =>
        envelope(401, 10, 'Suspended API key: Access to your account has been suspended, contact TMDB.'),
    },
    maintenance: {
      line: 'The API is down for planned maintenance (code 46)',
      respond: () => envelope(503, 46, 'The API is undergoing maintenance. Try again later.'),
    },
    backend_slow: {
      line: 'The backend did not answer in time (code 24)',
      respond: () => envelope(504, 24, 'Your request to the backend server timed out. Try again.'),
    },
    no_permission: {
      line: 'The key may not use this service (code 3): 401, and not a wrong key',
      respond: () =>
        envelope(401, 3, 'Authentication failed: You do not have permissions to access the service.'),
    },
    at_capacity: {
      line: 'The load balancer has no free backend: 503 as plain text',
      respond: () => answer(503, 'text/plain', '503 Service Unavailable: Back-end server is at capacity'),
    },
    cdn_refusal: {
      line: 'The content network refuses with 403 and HTML: not the key',
      respond: () =>
        html(403, '<html><head><title>ERROR: The request could not be satisfied</title></head></html>', {
          server: 'CloudFront',
          'x-cache': 'Error from cloudfront',
        }),
    },
  },
}

export const startTmdb: StartSimulation = startScript(script)
