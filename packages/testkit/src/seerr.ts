import type { StartSimulation } from './service.ts'
import { html, json, withHeaders, type Answer, type Call, type Respond } from './simulation/answer.ts'
import { loginPage, proxyBadGateway, proxyTooMany } from './simulation/pages.ts'
import { retryAfter, type Script } from './simulation/script.ts'
import { startScript } from './simulation/start.ts'
import {
  csrfRefused,
  forbidden,
  noKey,
  notFound,
  protectedAnswer,
  publicAnswer,
  quotaExceeded,
  seerrCredentials,
  status,
  userQuota,
} from './simulation/seerr-answers.ts'

/** Seerr 3.1, and its ancestors Jellyseerr and Overseerr, which answer alike (seerr.md §2). */

export { seerrCredentials } from './simulation/seerr-answers.ts'

const subPath = '/requests'

const isApi = (call: Call): boolean => call.path.startsWith('/api/v1/') || call.path === '/api/v1'

/** Everything outside the API is the web interface: it sends strangers to its own sign-in page. */
const webInterface: Respond = (call) =>
  call.path === '/login' || call.path === '/setup'
    ? html(200, '<!DOCTYPE html><html><head><title>Sign In - Seerr</title></head><body></body></html>')
    : { status: 307, headers: { location: '/login' }, body: '' }

const identify = (call: Call): 'nobody' | 'refused' | 'mute' | 'accepted' => {
  const key = call.headers['x-api-key']
  if (key === undefined) return 'nobody'
  if (key !== seerrCredentials.goodKey) return 'refused'
  const user = call.headers['x-api-user']
  if (user === undefined) return 'accepted'
  // A user that is no number is never answered at all (measured, seerr.md §1).
  if (!/^\d+$/.test(user)) return 'mute'
  return ['1', '2'].includes(user) ? 'accepted' : 'refused'
}

const apiAnswer = (call: Call, protectedCall: Respond): Answer | 'silence' => {
  if (call.path.includes('//'))
    return { status: 308, headers: { location: call.path.replace(/\/+/g, '/') }, body: '' }
  const open = publicAnswer(call, true)
  if (open !== null) return open
  if (call.path.startsWith('/api/v1/api/')) return notFound(call)
  const who = identify(call)
  if (who === 'nobody') return noKey(call)
  if (who === 'refused') return forbidden()
  return who === 'mute' ? 'silence' : protectedCall(call)
}

const seerr =
  (protectedCall: Respond): Respond =>
  (call) =>
    isApi(call) ? apiAnswer(call, protectedCall) : webInterface(call)

const healthy = seerr(protectedAnswer)
const refusing = seerr(forbidden)

/** Reads go on; the user's own allowance of requests is used up. */
const outOfQuota = (headers: Readonly<Record<string, string>>): Respond =>
  seerr((call) => {
    if (/^\/api\/v1\/user\/\d+\/quota$/.test(call.path)) return userQuota(5)
    if (call.method === 'POST') return withHeaders(quotaExceeded(), headers)
    return protectedAnswer(call)
  })

const script: Script = {
  service: 'seerr',
  goodSettings: (url) => ({ url, apiKey: seerrCredentials.goodKey }),
  badSettings: () => ({ apiKey: seerrCredentials.badKey }),
  scenes: {
    healthy,
    wrong_key: refusing,
    revoked: refusing,
    quota: outOfQuota({}),
    quota_retry_after: outOfQuota(retryAfter),
    // Seerr limits nobody; the proxy in front of it may.
    rate_limit: () => proxyTooMany(),
    rate_limit_retry_after: () => proxyTooMany(retryAfter),
    server_error: () => json(500, { message: 'SQLITE_BUSY: database is locked' }),
    bad_gateway: proxyBadGateway,
    html_login: loginPage,
  },
  oddities: {
    not_initialized: {
      line: 'The server is not set up yet: a good key is refused like a wrong one',
      respond: (call) => publicAnswer(call, false) ?? refusing(call),
    },
    csrf: {
      line: 'Its CSRF protection is on: reads pass, every write is 403',
      respond: seerr((call) => (call.method === 'GET' ? protectedAnswer(call) : csrfRefused())),
    },
    user_missing: {
      line: 'The acting user does not exist: refused like a wrong key',
      respond: (call) => (call.headers['x-api-user'] === undefined ? healthy(call) : refusing(call)),
    },
    member_key: {
      line: 'The key belongs to a user without the rights needed',
      respond: seerr((call) => (call.path === '/api/v1/auth/me' ? protectedAnswer(call, 0) : forbidden())),
    },
    behind_login: { line: 'A login portal in front answers 200 with its own page', respond: loginPage },
    login_redirect: {
      line: 'A login portal in front sends everybody to another host',
      respond: () => ({
        status: 302,
        headers: { location: 'https://portal.invalid/sign-in?rd=seerr' },
        body: '',
      }),
    },
    key_stripped: {
      line: 'The proxy removes the key header: 401, as if none was sent',
      respond: (call) => {
        const { 'x-api-key': _removed, ...headers } = call.headers
        return healthy({ ...call, headers })
      },
    },
    sub_path: {
      line: `Seerr lives below ${subPath}; elsewhere the proxy knows nothing`,
      respond: (call) =>
        call.path.startsWith(`${subPath}/`)
          ? healthy({ ...call, path: call.path.slice(subPath.length) })
          : html(404, '<html><head><title>404 Not Found</title></head><body>nginx</body></html>', {
              server: 'nginx',
            }),
    },
    tmdb_unreachable: {
      line: 'Seerr itself cannot reach TMDb: its network, not ours',
      respond: seerr((call) =>
        call.path.startsWith('/api/v1/movie/') || call.method === 'POST'
          ? json(500, {
              message: '[TMDB] Failed to fetch movie details: getaddrinfo EAI_AGAIN api.themoviedb.org',
            })
          : protectedAnswer(call),
      ),
    },
    old_version: {
      line: 'An Overseerr of before the merger: works the same',
      respond: (call) => (call.path === '/api/v1/status' ? status('1.34.0') : healthy(call)),
    },
  },
}

export const startSeerr: StartSimulation = startScript(script)
