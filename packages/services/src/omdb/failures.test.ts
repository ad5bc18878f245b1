import type { Exchange } from '@cuemark/diagnosis'
import { expect, it } from 'vitest'
import { diagnose } from '../diagnose.ts'

function omdb(more: Partial<Exchange>): ReturnType<typeof diagnose> {
  return diagnose({
    service: 'omdb',
    method: 'GET',
    url: 'https://www.omdbapi.com/?apikey=k&i=tt0080684',
    status: 200,
    headers: {},
    body: null,
    transportError: null,
    ...more,
  })
}

function refused(status: number | null, error: string): ReturnType<typeof diagnose> {
  return omdb({ status, body: JSON.stringify({ Response: 'False', Error: error }) })
}

it.each([
  [401, 'Invalid API key!', 'omdb.key_invalid', 'authentication'],
  [200, 'Invalid API key!', 'omdb.key_invalid', 'authentication'],
  [401, 'Request limit reached!', 'omdb.daily_limit', 'quota'],
  [200, 'Request limit reached!', 'omdb.daily_limit', 'quota'],
  [null, 'Request limit reached!', 'omdb.daily_limit', 'quota'],
  [401, 'No API key provided.', 'omdb.key_missing', 'configuration'],
  [200, 'Movie not found!', 'omdb.not_found', 'not_found'],
  [200, 'Series or season not found!', 'omdb.not_found', 'not_found'],
  [200, 'Incorrect IMDb ID.', 'omdb.wrong_id', 'invalid_request'],
  [200, 'Error getting data.', 'omdb.getting_data', 'outage'],
  [200, 'Too many results.', 'omdb.too_many_results', 'invalid_request'],
  [200, 'Subquery returned more than 1 value. This is not permitted', 'omdb.database_error', 'outage'],
  [200, 'Words never seen.', 'omdb.refused', 'unknown'],
] as const)('status %s with "%s" is %s', (status, error, cause, kind) => {
  expect(refused(status, error)).toMatchObject({ cause, kind })
})

it.each<[string, Partial<Exchange>, string]>([
  ['the poster address, as text in a 200', { body: 'Error: Invalid API key!' }, 'omdb.key_invalid'],
  [
    'a key in the last place',
    {
      status: 401,
      url: 'http://www.omdbapi.com/?i=tt1&apikey=k',
      body: '{"Response":"False","Error":"Invalid API key!"}',
    },
    'omdb.key_last',
  ],
  ['a bare 401', { status: 401 }, 'omdb.key_or_limit'],
  ['an address without a key', { status: 401, url: 'http://www.omdbapi.com/?s=Alien' }, 'omdb.key_missing'],
  [
    'Cloudflare’s refusal',
    { status: 403, body: '<html>Sorry, you have been blocked</html>' },
    'omdb.blocked',
  ],
  [
    'the web server without the service',
    { status: 503, body: 'The service is unavailable.' },
    'omdb.unavailable',
  ],
  ['Cloudflare without the origin', { status: 522, body: '<html>522</html>' }, 'http.origin_unreachable'],
  ['JSON of a stranger', { body: '{"ok":1}' }, 'http.wrong_shape'],
])('%s is understood', (_, more, cause) => {
  expect(omdb(more)?.cause).toBe(cause)
})

it('a bare 401 is a guess, with the call that would tell', () => {
  expect(omdb({ status: 401 })).toMatchObject({ confidence: 'guess', probe: { call: 'title' } })
})

it('the used-up day comes back after midnight UTC, which is a guess', () => {
  const body = '{"Response":"False","Error":"Request limit reached!"}'
  expect(omdb({ status: 401, body, receivedAt: Date.UTC(2026, 10, 21, 15) })?.retry).toEqual({
    when: 'at',
    at: Date.UTC(2026, 10, 22, 0, 5),
    basis: 'guess',
  })
})

it('a title is good', () => {
  expect(omdb({ body: '{"Response":"True","Title":"x","Plot":"Request limit reached!"}' })).toBeNull()
})
