import type { Exchange } from '@cuemark/diagnosis'
import { expect, it } from 'vitest'
import { diagnose } from '../diagnose.ts'

function mdblist(more: Partial<Exchange>): ReturnType<typeof diagnose> {
  return diagnose({
    service: 'mdblist',
    method: 'GET',
    url: 'https://api.mdblist.com/lists/1/items',
    status: 200,
    headers: {},
    body: null,
    transportError: null,
    ...more,
  })
}

it.each<[string, Partial<Exchange>, string, string]>([
  [
    'no key',
    { status: 401, body: '{"error":"Authentication required. Provide either \'Authorization: Bearer …"}' },
    'mdblist.key_missing',
    'authentication',
  ],
  ['a wrong key', { status: 401 }, 'mdblist.key_invalid', 'authentication'],
  [
    'a refusal of the own user',
    { status: 403, url: 'https://api.mdblist.com/user?apikey=x', body: '{}' },
    'mdblist.key_invalid',
    'authentication',
  ],
  ['writing without support', { status: 403, method: 'POST' }, 'mdblist.supporters_only', 'permission'],
  ['a missing list', { status: 404 }, 'mdblist.list_not_found', 'not_found'],
  ['an empty list', { body: '{"error":"empty"}' }, 'mdblist.list_empty', 'not_found'],
  [
    'the short window',
    { status: 429, headers: { 'retry-after': '300' } },
    'mdblist.rate_limit',
    'rate_limit',
  ],
  ['the day', { status: 429, headers: { 'retry-after': '40000' } }, 'mdblist.daily_limit', 'quota'],
  [
    'the day by its count',
    { status: 429, headers: { 'x-ratelimit-remaining': '0' } },
    'mdblist.daily_limit',
    'quota',
  ],
  [
    'a 429 that is not JSON',
    { status: 429, body: 'INTERNAL_SERVER_ERROR' },
    'mdblist.rate_limit',
    'rate_limit',
  ],
  [
    'the day inside a 200',
    { body: '{"response":false,"error":"API Limit Reached!"}' },
    'mdblist.daily_limit',
    'quota',
  ],
  [
    'the rate inside a 200',
    { body: '{"response":false,"error":"API Rate Limit Reached!"}' },
    'mdblist.rate_limit',
    'rate_limit',
  ],
  ['an outage', { status: 502 }, 'mdblist.outage', 'outage'],
  [
    'a wrong key said with a 500',
    { status: 500, body: '{"error":"Invalid API key"}' },
    'mdblist.outage',
    'outage',
  ],
  [
    'the old address',
    { status: 404, url: 'https://mdblist.com/api/?apikey=x' },
    'mdblist.list_not_found',
    'not_found',
  ],
  [
    'the old address alone',
    { status: null, url: 'https://mdblist.com/api/?apikey=x' },
    'mdblist.old_api',
    'deprecated',
  ],
  [
    'a pending sign-in',
    { status: 400, body: '{"error":"authorization_pending"}' },
    'mdblist.sign_in_pending',
    'authentication',
  ],
  ['words never seen', { body: '{"response":false,"error":"Hm."}' }, 'mdblist.refused', 'unknown'],
  [
    'a user of a stranger',
    { url: 'https://api.mdblist.com/user', body: '{"ok":1}' },
    'http.wrong_shape',
    'malformed',
  ],
])('%s is understood', (_, more, cause, kind) => {
  expect(mdblist(more)).toMatchObject({ cause, kind })
})

it('the day comes back at midnight UTC where no header says otherwise', () => {
  const receivedAt = Date.UTC(2026, 2, 6, 10)
  const body = '{"response":false,"error":"API Limit Reached!"}'
  expect(mdblist({ body, receivedAt })?.retry).toEqual({
    when: 'at',
    at: Date.UTC(2026, 2, 7),
    basis: 'known_reset',
  })
  const headers = { 'x-ratelimit-reset': '1772841600' }
  expect(mdblist({ body, receivedAt, headers })?.retry).toEqual({
    when: 'at',
    at: Date.UTC(2026, 2, 7),
    basis: 'header',
  })
})

it('a good list is good', () => {
  expect(mdblist({ body: '[{"id":1,"title":"Too many requests"}]' })).toBeNull()
})

it('a wait of hours is the day, whatever the words beside it', () => {
  const answer = { status: 429, body: '{"error":"Too many requests"}' }
  expect(mdblist({ ...answer, headers: { 'retry-after': '30000' } })?.cause).toBe('mdblist.daily_limit')
  expect(mdblist({ ...answer, headers: { 'retry-after': '200' } })?.cause).toBe('mdblist.rate_limit')
})
