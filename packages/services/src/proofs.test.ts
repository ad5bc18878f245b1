import type { Exchange } from '@cuemark/diagnosis'
import { expect, it } from 'vitest'
import { diagnose } from './diagnose.ts'

const answer = (service: string, over: Partial<Exchange>): Exchange => ({
  service,
  method: 'GET',
  url: null,
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: null,
  transportError: null,
  ...over,
})

it.each([
  [
    'money at OpenAI only by a generation',
    answer('openai', {
      status: 429,
      body: '{"error":{"code":"insufficient_quota","type":"insufficient_quota"}}',
    }),
    'openai.credit_exhausted',
    ['generation'],
  ],
  [
    'a refused write at Seerr only by a write',
    answer('seerr', { method: 'POST', status: 403, body: '{"message":"invalid csrf token"}' }),
    'seerr.csrf',
    ['write'],
  ],
  [
    'a wrong address by any answer',
    answer('seerr', { status: null, transportError: { code: 'ECONNREFUSED', message: null } }),
    'transport.refused',
    ['reachable'],
  ],
  [
    'a redirect address that does not match by a sign-in that goes through',
    answer('trakt', {
      status: 400,
      body: '{"error":"invalid_request","error_description":"redirect_uri mismatch"}',
    }),
    'trakt.oauth.redirect_mismatch',
    ['sign_in'],
  ],
])('%s', (_, exchange, cause, provenBy) => {
  const diagnosis = diagnose(exchange)
  expect(diagnosis?.cause).toBe(cause)
  expect(diagnosis?.provenBy).toEqual(provenBy)
})
