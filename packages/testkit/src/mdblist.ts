import type { StartSimulation } from './service.ts'
import {
  answer,
  bearer,
  json,
  withHeaders,
  type Answer,
  type Call,
  type Respond,
} from './simulation/answer.ts'
import { cloudflareOrigin, loginPage } from './simulation/pages.ts'
import { retryAfter, type Script } from './simulation/script.ts'
import { startScript } from './simulation/start.ts'

/** MDBList (mdblist.md). Few of its bodies are known; those that are not are plain JSON errors here. */

/** Made here, valid nowhere else. */
export const mdblistCredentials: Readonly<Record<'goodKey' | 'badKey', string>> = {
  goodKey: 'simulatedmdblistkey00good',
  badKey: 'simulatedmdblistkey000bad',
}

const dailyAllowance = 1000
const usedToday = 116
const daySeconds = 86_400

/** Next midnight UTC in epoch seconds, which is when the allowance returns. */
const nextMidnight = (): number => (Math.floor(Date.now() / 1000 / daySeconds) + 1) * daySeconds

const allowance = (remaining: number): Readonly<Record<string, string>> => ({
  'x-ratelimit-limit': String(dailyAllowance),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(nextMidnight()),
})

const invalidKey = (status: 401 | 403): Answer => json(status, { error: 'Invalid API key' })
const noKey = (): Answer =>
  json(401, {
    error: "Authentication required. Provide either 'Authorization: Bearer <token>' or an apikey parameter.",
  })

const credential = (call: Call): string | null => call.query.get('apikey') ?? bearer(call)

const healthy: Respond = (call) => {
  const key = credential(call)
  if (key === null) return noKey()
  if (key !== mdblistCredentials.goodKey) return invalidKey(403)
  if (call.path === '/user' || call.path === '/user/')
    return json(200, {
      user_id: 4242,
      username: 'projectionist',
      api_requests: dailyAllowance,
      api_requests_count: usedToday,
      patron_status: null,
      is_supporter: false,
    })
  if (/^\/lists\/\d+\/items\/?$/.test(call.path) || call.path === '/sync/last_activities')
    return json(200, { movies: [], shows: [], server_time: new Date().toISOString() }, allowance(884))
  return json(404, { error: 'Not found' })
}

const dayUsed = (headers: Readonly<Record<string, string>>): Answer =>
  json(429, { error: 'API Limit Reached!' }, { ...allowance(0), ...headers })
const secondsToMidnight = (): string => String(nextMidnight() - Math.floor(Date.now() / 1000))
const windowFull = (): Answer => json(429, { error: 'API Rate Limit Reached!' }, allowance(884))

const script: Script = {
  service: 'mdblist',
  goodSettings: (url) => ({ apiKey: mdblistCredentials.goodKey, baseUrl: url }),
  badSettings: () => ({ apiKey: mdblistCredentials.badKey }),
  scenes: {
    healthy,
    wrong_key: () => invalidKey(403),
    revoked: () => invalidKey(401),
    quota: () => dayUsed({}),
    quota_retry_after: () => dayUsed({ 'retry-after': secondsToMidnight() }),
    rate_limit: windowFull,
    rate_limit_retry_after: () => withHeaders(windowFull(), retryAfter),
    server_error: () => json(500, { error: 'Internal Server Error' }),
    bad_gateway: () => cloudflareOrigin(502),
    html_login: loginPage,
  },
  oddities: {
    not_json_429: {
      line: '429 whose body is not JSON: the status still counts',
      respond: () => answer(429, 'text/plain; charset=utf-8', 'Too many requests', retryAfter),
    },
    day_used: {
      line: 'The day is used up, said with status 200 and "response": false',
      respond: () => json(200, { response: false, error: 'API Limit Reached!' }),
    },
    supporter_only: {
      line: 'Only supporters may do this: 403 on lists, while the key is good',
      respond: (call) =>
        call.path.startsWith('/user') ? healthy(call) : json(403, { error: 'Supporters only' }),
    },
    renamed_fields: {
      line: 'The answer changed its shape without notice',
      respond: () => json(200, { account: { name: 'projectionist' }, plan: null }),
    },
  },
}

export const startMdblist: StartSimulation = startScript(script)
