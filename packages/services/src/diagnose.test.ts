import type { Exchange, Kind } from '@cuemark/diagnosis'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diagnose } from './diagnose.ts'
import { ruleSets } from './rule-sets.ts'

const silent: Exchange = {
  service: null,
  method: null,
  url: null,
  status: null,
  headers: {},
  body: null,
  transportError: null,
}

/** Words in which services refuse, so that arbitrary exchanges meet the rules and not only the defaults. */
const telling = [
  '{"status_code":7,"success":false}',
  '{"Response":"False","Error":"Invalid API key!"}',
  '{"error":"invalid_grant","error_description":"session not found"}',
  '{"error":{"code":"invalid_api_key","message":"Incorrect API key provided: x"}}',
  '{"error":{"code":401,"type":"cf_bad_gateway"}}',
  '{"status":403,"error":"You do not have permission to access this endpoint"}',
  `{"message":"cookie 'connect.sid' required"}`,
  '{"error":"Authentication required."}',
  '<html><title>invalid api key</title></html>',
  '[{"error":"invalid_client"}]',
  'invalid_grant',
  '',
]

const exchanges: fc.Arbitrary<Exchange> = fc.record({
  service: fc.constantFrom(null, 'other', ...ruleSets.map((set) => set.service)),
  method: fc.constantFrom(null, 'GET', 'POST'),
  url: fc.oneof(
    fc.constantFrom(
      null,
      'https://auth.trakt.tv/oauth/token',
      'https://api.trakt.tv/oauth/device/token',
      'https://api.themoviedb.org/3/movie/1?api_key=eyJx',
      'http://seerr.local:5055/api/v1/auth/me',
    ),
    fc.webUrl({ withQueryParameters: true }),
    fc.string(),
  ),
  status: fc.oneof(fc.constant(null), fc.integer({ min: 100, max: 599 }), fc.integer()),
  headers: fc.dictionary(
    fc.constantFrom(
      'content-type',
      'retry-after',
      'location',
      'date',
      'x-ratelimit',
      'server',
      'www-authenticate',
    ),
    fc.oneof(fc.string(), fc.constantFrom('text/html', 'application/json', '0', 'invalid_token', '/login')),
  ),
  body: fc.oneof(fc.constantFrom(null, ...telling), fc.string(), fc.json()),
  transportError: fc.oneof(
    fc.constant(null),
    fc.record({
      code: fc.constantFrom(null, 'ECONNRESET', 'ETIMEDOUT', 'X'),
      message: fc.constantFrom(null, 'fetch failed', 'invalid api key'),
    }),
  ),
})

describe('any exchange at all', () => {
  it('is diagnosed without throwing, and the same each time', () => {
    fc.assert(
      fc.property(exchanges, (exchange) => {
        expect(diagnose(exchange)).toEqual(diagnose(exchange))
      }),
      { numRuns: 2000 },
    )
  })

  it('with a 5xx, a page, or a broken connection never has a credential blamed', () => {
    const cleared = exchanges.filter(({ status, body, transportError: error }) => {
      const isPage = /^\s*<html/.test(body ?? '')
      const isBroken = error !== null && (error.code !== null || error.message !== null)
      return isPage || isBroken || (status !== null && status >= 500 && status < 600)
    })
    fc.assert(
      fc.property(cleared, (exchange) => {
        expect(diagnose(exchange)?.kind).not.toBe('authentication')
      }),
      { numRuns: 2000 },
    )
  })

  it('gives only what can be stored and sent', () => {
    fc.assert(
      fc.property(exchanges, (exchange) => {
        const diagnosis = diagnose(exchange)
        expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis)
      }),
    )
  })
})

describe('whose rules are used', () => {
  it('is told by the service, else by the host', () => {
    const url = 'https://www.omdbapi.com/?i=tt1'
    expect(diagnose({ ...silent, url, status: 401, service: null })?.service).toBe('omdb')
    expect(diagnose({ ...silent, url, status: 401, service: 'trakt' })?.service).toBe('trakt')
    expect(diagnose({ ...silent, url: 'https://other.example/', status: 401 })?.service).toBeNull()
  })
})

describe('a failure without evidence', () => {
  it.each(ruleSets.map((set) => set.service))('of %s is unknown', (service) => {
    expect(diagnose({ ...silent, service })).toMatchObject({ kind: 'unknown', retry: { when: 'never' } })
  })
})

describe('a page in place of data', () => {
  const page = '<!doctype html><html><head><title>Welcome</title></head><body>Hello</body></html>'
  it.each<[string, string, Kind]>([
    ['tmdb', 'https://api.themoviedb.org/3/movie/1', 'network'],
    ['omdb', 'https://www.omdbapi.com/?apikey=k&i=tt1', 'network'],
    ['trakt', 'https://api.trakt.tv/users/settings', 'network'],
    ['mdblist', 'https://api.mdblist.com/user', 'network'],
    ['openai', 'https://api.openai.com/v1/models', 'network'],
    ['seerr', 'http://seerr.local:5055/api/v1/status', 'configuration'],
  ])('with 200 from %s is never success', (service, url, kind) => {
    expect(diagnose({ ...silent, service, method: 'GET', url, status: 200, body: page })?.kind).toBe(kind)
  })
})
