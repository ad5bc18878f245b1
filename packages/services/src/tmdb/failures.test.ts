import type { Diagnosis, Exchange, Kind } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../diagnose.ts'

function tmdb(more: Partial<Exchange>): Diagnosis | null {
  return diagnose({
    service: 'tmdb',
    method: 'GET',
    url: 'https://api.themoviedb.org/3/movie/550',
    status: null,
    headers: {},
    body: null,
    transportError: null,
    ...more,
  })
}

function coded(status: number | null, code: number, success = false): Diagnosis | null {
  return tmdb({ status, body: JSON.stringify({ success, status_code: code, status_message: 'Anders.' }) })
}

/** TMDb's table of codes with the status each is sent with (tmdb.md §2). */
const table: readonly (readonly [code: number, status: number, kind: Kind])[] = [
  [2, 501, 'invalid_request'],
  [3, 401, 'permission'],
  [4, 405, 'invalid_request'],
  [5, 422, 'invalid_request'],
  [6, 404, 'not_found'],
  [7, 401, 'authentication'],
  [8, 403, 'conflict'],
  [9, 503, 'outage'],
  [10, 401, 'account'],
  [11, 500, 'outage'],
  [14, 401, 'authentication'],
  [15, 500, 'outage'],
  [16, 401, 'authentication'],
  [17, 401, 'authentication'],
  [18, 400, 'invalid_request'],
  [19, 406, 'invalid_request'],
  [20, 422, 'invalid_request'],
  [21, 200, 'not_found'],
  [22, 400, 'invalid_request'],
  [23, 400, 'invalid_request'],
  [24, 504, 'outage'],
  [25, 429, 'rate_limit'],
  [26, 400, 'invalid_request'],
  [27, 400, 'invalid_request'],
  [28, 400, 'invalid_request'],
  [29, 400, 'invalid_request'],
  [30, 401, 'authentication'],
  [31, 401, 'account'],
  [32, 401, 'account'],
  [33, 401, 'authentication'],
  [34, 404, 'not_found'],
  [35, 401, 'authentication'],
  [36, 401, 'permission'],
  [37, 404, 'authentication'],
  [38, 401, 'permission'],
  [39, 401, 'permission'],
  [41, 422, 'authentication'],
  [42, 405, 'invalid_request'],
  [43, 502, 'outage'],
  [44, 500, 'invalid_request'],
  [45, 403, 'account'],
  [46, 503, 'outage'],
  [47, 400, 'invalid_request'],
]

describe('TMDb’s own code', () => {
  it.each(table)('%i with status %i is %s, with the status and without', (code, status, kind) => {
    expect(coded(status, code)?.kind).toBe(kind)
    expect(coded(null, code)?.kind).toBe(kind)
  })

  it.each([
    [1, 200],
    [12, 201],
    [13, 200],
    [40, 200],
  ])('%i is success', (code, status) => {
    expect(coded(status, code, true)).toBeNull()
  })

  it('that is in no list is unknown', () => {
    expect(coded(200, 999)).toMatchObject({ kind: 'unknown', cause: 'tmdb.unknown_code' })
  })

  it('of a bad key says nothing when the status is a 5xx', () => {
    expect(coded(503, 7)?.kind).toBe('outage')
  })
})

describe('a TMDb failure without a code', () => {
  it('of 401 is a guess at the key, with the call that would tell', () => {
    expect(tmdb({ status: 401 })).toMatchObject({
      cause: 'tmdb.key_invalid',
      confidence: 'guess',
      probe: { call: 'authentication' },
    })
  })

  it('of 403 comes from the network in front', () => {
    expect(
      tmdb({ status: 403, body: '<html>ERROR The request could not be satisfied</html>' }),
    ).toMatchObject({
      kind: 'permission',
    })
  })

  it.each<[string, Partial<Exchange>, string]>([
    [
      'a balancer without a server',
      { status: 503, body: '503 Service Unavailable: Back-end server is at capacity' },
      'tmdb.overloaded',
    ],
    [
      'a list of errors',
      { status: 422, body: '{"errors":["page must be greater than 0"]}' },
      'tmdb.bad_request',
    ],
    [
      'a token in api_key',
      { url: 'https://api.themoviedb.org/3/movie/1?api_key=eyJhbGciOiJIUzI1NiJ9.x.y' },
      'tmdb.credential_swapped',
    ],
    [
      'the words of code 25',
      { body: 'Your request count (43) is over the allowed limit of 40.' },
      'tmdb.rate_limit',
    ],
    [
      'IPv6 into silence',
      { transportError: { code: 'ETIMEDOUT', message: 'connect ETIMEDOUT 2600:9000:2119::1:443' } },
      'tmdb.ipv6_route',
    ],
    [
      'JSON of a stranger',
      { url: 'https://api.themoviedb.org/3/authentication', status: 200, body: '{"ok":1}' },
      'http.wrong_shape',
    ],
    [
      'JSON of a stranger at a mirror',
      { url: 'http://mirror.lan/3/authentication', status: 200, body: '{"ok":1}' },
      'tmdb.not_tmdb',
    ],
  ])('of %s', (_, more, cause) => {
    expect(tmdb(more)?.cause).toBe(cause)
  })
})

it('a good title is no failure, whatever its plot says', () => {
  expect(
    tmdb({ status: 200, body: '{"id":550,"overview":"Invalid API key: You must be granted a valid key."}' }),
  ).toBeNull()
})
