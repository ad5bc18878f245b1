import type { StartSimulation } from './service.ts'
import { answer, json, withHeaders, type Answer, type Respond } from './simulation/answer.ts'
import { cloudflareBlock, cloudflareOrigin, cloudflareTooMany, loginPage } from './simulation/pages.ts'
import { retryAfter, type Script } from './simulation/script.ts'
import { startScript } from './simulation/start.ts'

/** The Open Movie Database (omdb.md). It says most of what goes wrong in a text, whatever the status. */

/** Made here, valid nowhere else. */
export const omdbCredentials: Readonly<Record<'goodKey' | 'badKey', string>> = {
  goodKey: 'c0ffee42',
  badKey: 'deadbee5',
}

const refusal = (status: number, error: string): Answer => json(status, { Response: 'False', Error: error })
const invalidKey = (): Answer => refusal(401, 'Invalid API key!')
const limitReached = (): Answer => refusal(401, 'Request limit reached!')

const title = (id: string): Answer =>
  json(200, {
    Title: 'The Reel That Ran Out',
    Year: '2024',
    Runtime: '97 min',
    Ratings: [{ Source: 'Internet Movie Database', Value: '7.4/10' }],
    Metascore: '71',
    imdbRating: '7.4',
    imdbVotes: '1,204',
    imdbID: id,
    Type: 'movie',
    Response: 'True',
  })

const afterKey: Respond = (call) => {
  const key = call.query.get('apikey')
  if (key === null || key === '') return refusal(401, 'No API key provided.')
  if (key !== omdbCredentials.goodKey) return invalidKey()
  const id = call.query.get('i')
  const wanted = id ?? call.query.get('t') ?? call.query.get('s')
  if (wanted === null || (id !== null && !/^tt\d{7,}$/.test(id))) return refusal(200, 'Incorrect IMDb ID.')
  return wanted === 'tt9999999' ? refusal(200, 'Movie not found!') : title(id ?? 'tt0080684')
}

const healthy: Respond = (call) =>
  call.path === '/' ? afterKey(call) : answer(404, 'text/html', 'The resource cannot be found.')

const script: Script = {
  service: 'omdb',
  goodSettings: (url) => ({ apiKey: omdbCredentials.goodKey, baseUrl: url }),
  badSettings: () => ({ apiKey: omdbCredentials.badKey }),
  scenes: {
    healthy,
    wrong_key: invalidKey,
    revoked: invalidKey,
    quota: limitReached,
    quota_retry_after: () => withHeaders(limitReached(), retryAfter),
    // OMDb knows no short limit of its own; the wall in front of it does.
    rate_limit: () => cloudflareTooMany(),
    rate_limit_retry_after: () => cloudflareTooMany(retryAfter),
    server_error: () => answer(503, 'text/html', 'The service is unavailable.'),
    bad_gateway: () => cloudflareOrigin(522),
    html_login: loginPage,
  },
  oddities: {
    daily_limit: { line: 'The day is used up: 401, but not the key', respond: limitReached },
    key_last_fault: {
      line: 'A valid key is called invalid when it is the last parameter',
      respond: (call) => (/(?:^|&)apikey=[^&]*$/i.test(call.search) ? invalidKey() : healthy(call)),
    },
    sql_text: {
      line: 'Text of its database inside a normal 200 answer',
      respond: () =>
        refusal(
          200,
          'Subquery returned more than 1 value. This is not permitted when the subquery follows =.',
        ),
    },
    limit_in_200: {
      line: 'The day is used up, said with status 200',
      respond: () => refusal(200, 'Request limit reached!'),
    },
    no_data: {
      line: '"Error getting data.": either this title or the whole service',
      respond: () => refusal(200, 'Error getting data.'),
    },
    blocked: { line: 'The wall in front blocks us: 403 HTML, not the key', respond: cloudflareBlock },
  },
}

export const startOmdb: StartSimulation = startScript(script)
