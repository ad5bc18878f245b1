import type { Exchange, Knowledge } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../diagnose.ts'

type Answer = Partial<Exchange>

function trakt(more: Answer, knowledge?: Knowledge): ReturnType<typeof diagnose> {
  return diagnose(
    {
      service: 'trakt',
      method: 'GET',
      url: 'https://api.trakt.tv/users/settings',
      status: null,
      headers: {},
      body: null,
      transportError: null,
      ...more,
    },
    knowledge,
  )
}

const tokenUrl = 'https://auth.trakt.tv/oauth/token'
const pollUrl = 'https://auth.trakt.tv/oauth/device/token'

function token(status: number | null, error: string, description?: string): ReturnType<typeof diagnose> {
  const body = JSON.stringify({
    error,
    ...(description === undefined ? {} : { error_description: description }),
  })
  return trakt({ method: 'POST', url: tokenUrl, status, body })
}

describe('an answer of the token endpoint', () => {
  it.each([
    [400, 'invalid_grant', 'session not found', 'trakt.oauth.session_not_found'],
    [
      401,
      'invalid_grant',
      'The provided authorization grant is invalid, expired, revoked',
      'trakt.oauth.grant_dead',
    ],
    [
      400,
      'invalid_grant',
      'The provided authorization grant is invalid, expired, revoked',
      'trakt.oauth.grant_dead',
    ],
    [400, 'invalid_grant', 'invalid refresh token', 'trakt.oauth.grant_dead'],
    [400, 'invalid_grant', 'invalid code', 'trakt.oauth.code_used'],
    [400, 'invalid_grant', 'redirect_uri mismatch', 'trakt.oauth.redirect_mismatch'],
    [400, 'invalid_request', 'redirect_uri mismatch', 'trakt.oauth.redirect_mismatch'],
    [400, 'invalid_request', 'redirect_uri is required', 'trakt.oauth.bad_request'],
    [400, 'invalid_request', 'code is required', 'trakt.oauth.bad_request'],
    [400, 'invalid_request', 'client_id is required', 'trakt.oauth.not_json'],
    [400, 'invalid_request', 'missing required parameter: grant_type', 'trakt.oauth.refresh_too_old'],
    [400, 'invalid_request', 'PKCE is required for this client', 'trakt.oauth.pkce'],
    [401, 'invalid_grant', 'code verification failed', 'trakt.oauth.pkce'],
    [400, 'invalid_request', 'user not found', 'trakt.oauth.user_gone'],
    [400, 'invalid_client', 'client_id is required', 'trakt.app_removed'],
    [
      401,
      'invalid_client',
      'Client authentication failed due to unknown client',
      'trakt.oauth.client_unknown',
    ],
    [401, 'invalid_client', 'invalid client_secret', 'trakt.oauth.secret_wrong'],
    [400, 'invalid_scope', 'unable to issue scope x', 'trakt.oauth.scope'],
    [null, 'invalid_grant', 'session not found', 'trakt.oauth.session_not_found'],
    [400, 'access_denied', undefined, 'trakt.oauth.denied'],
  ])('%s %s "%s" is %s', (status, error, description, cause) => {
    expect(token(status, error, description)?.cause).toBe(cause)
  })

  it.each<[string, Answer, string]>([
    [
      '400 without a word',
      { method: 'POST', url: tokenUrl, status: 400, body: '' },
      'trakt.oauth.refresh_refused',
    ],
    ['401 without a word', { method: 'POST', url: tokenUrl, status: 401 }, 'trakt.oauth.refresh_refused'],
    ['GET', { url: tokenUrl, status: 405 }, 'trakt.wrong_method'],
    ['too many', { method: 'POST', url: tokenUrl, status: 429 }, 'trakt.oauth.rate_limit'],
    [
      'a good status without a token',
      { method: 'POST', url: tokenUrl, status: 200, body: '{}' },
      'trakt.wrong_shape',
    ],
    [
      'a client ID that is not known',
      { method: 'POST', url: 'https://auth.trakt.tv/oauth/device/code', status: 401 },
      'trakt.oauth.client_unknown',
    ],
  ])('%s is understood', (_, more, cause) => {
    expect(trakt(more)?.cause).toBe(cause)
  })

  it('to a revocation is always good', () => {
    expect(
      trakt({ method: 'POST', url: 'https://auth.trakt.tv/oauth/revoke', status: 200, body: '' }),
    ).toBeNull()
  })
})

describe('a device poll', () => {
  it.each<[number, string | null, string]>([
    [400, null, 'trakt.device.pending'],
    [400, '', 'trakt.device.pending'],
    [400, '{"error":"authorization_pending"}', 'trakt.device.pending'],
    [400, '{"error":"slow_down"}', 'trakt.device.slow_down'],
    [400, '{"error":"expired_token"}', 'trakt.device.expired'],
    [400, '{"error":"access_denied"}', 'trakt.oauth.denied'],
    [404, '', 'trakt.device.unknown'],
    [409, '', 'trakt.device.used'],
    [410, '', 'trakt.device.expired'],
    [418, '', 'trakt.oauth.denied'],
    [429, '', 'trakt.device.slow_down'],
  ])('%i with %s is %s, and part of the normal course', (status, body, cause) => {
    expect(trakt({ method: 'POST', url: pollUrl, status, body })).toMatchObject({ cause, expected: true })
  })

  it('that is refused for another reason goes by that reason', () => {
    expect(
      trakt({ method: 'POST', url: pollUrl, status: 400, body: '{"error":"invalid_client"}' })?.cause,
    ).toBe('trakt.oauth.client_unknown')
  })

  it('sent as GET is told so', () => {
    expect(trakt({ url: pollUrl, status: 404 })?.cause).toBe('trakt.wrong_method')
  })
})

describe('an address alone', () => {
  it.each([
    ['https://api.trakt.tv/oauth/authorize?client_id=a&response_type=code', 'trakt.oauth.wrong_host'],
    ['https://api.trakt.tv/auth/signin', 'trakt.oauth.wrong_host'],
    ['https://trakt.tv/oauth/token', 'trakt.oauth.wrong_host'],
    ['https://trakt.tv/oauth/authorize?client_id=a', 'trakt.oauth.legacy_host'],
    ['https://auth.trakt.tv/oauth/authorize?client_id=a&prompt=login', 'trakt.oauth.prompt_loop'],
    ['https://auth.trakt.tv/oauth/authorize?response_type=code', 'trakt.oauth.client_id_missing'],
    ['http://api.trakt.tv/users/me', 'trakt.plain_http'],
    ['https://api-v2launch.trakt.tv/users/me', 'trakt.old_host'],
    ['https://trakt.tv/pin/1234', 'trakt.pin_gone'],
    ['https://home.example/callback?error=access_denied&state=x', 'trakt.oauth.denied'],
  ])('%s is %s', (url, cause) => {
    expect(trakt({ url, method: null })?.cause).toBe(cause)
  })

  it('that is right is no evidence of anything', () => {
    expect(trakt({ url: 'https://auth.trakt.tv/oauth/authorize?client_id=a&state=b' })?.kind).toBe('unknown')
  })

  it('on the wrong host stays so whatever is answered, but an outage is an outage', () => {
    const url = 'https://api.trakt.tv/oauth/authorize?client_id=a'
    for (const status of [400, 404, 500]) expect(trakt({ url, status })?.kind).toBe('configuration')
    for (const status of [502, 503, 504]) expect(trakt({ url, status })?.kind).toBe('outage')
  })

  it('of a removed host explains why its name is not known', () => {
    const transportError = { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND api-v2launch.trakt.tv' }
    expect(trakt({ url: 'https://api-v2launch.trakt.tv/', transportError })?.cause).toBe('trakt.old_host')
  })
})

describe('one of the seven meanings of 403', () => {
  it.each<[string, Answer, string]>([
    ['Trakt’s own headers', { status: 403, headers: { 'x-request-id': 'a' }, body: '' }, 'trakt.app_removed'],
    ['nothing shown', { status: 403 }, 'trakt.app_removed'],
    ['a page', { status: 403, body: '<html><title>403</title></html>' }, 'trakt.blocked'],
    [
      'Cloudflare’s headers alone',
      { status: 403, headers: { 'cf-ray': 'a', 'content-type': 'text/html' } },
      'trakt.blocked',
    ],
    ['Cloudflare’s short text', { status: 403, body: 'error code: 1010' }, 'trakt.blocked'],
    ['a challenge', { status: 403, body: '<html><title>Just a moment...</title></html>' }, 'trakt.blocked'],
    [
      'headers in the address',
      { status: 403, url: 'https://api.trakt.tv/movies?trakt-api-key=x' },
      'trakt.headers_in_address',
    ],
    [
      'the web site as token host',
      { method: 'POST', status: 403, url: 'https://trakt.tv/oauth/device/token' },
      'trakt.oauth.wrong_host',
    ],
  ])('shown by %s', (_, more, cause) => {
    expect(trakt(more)?.cause).toBe(cause)
  })

  it('names the call that tells a refused app from the rest', () => {
    expect(trakt({ status: 403 })?.probe?.call).toBe('public_get')
  })
})

describe('a status of the API', () => {
  it.each<[number, Answer, string, string]>([
    [400, {}, 'trakt.bad_request', 'invalid_request'],
    [401, {}, 'trakt.token_invalid', 'authentication'],
    [
      401,
      { headers: { 'www-authenticate': 'Bearer realm="Trakt", error="invalid_token"' } },
      'trakt.token_invalid',
      'authentication',
    ],
    [404, {}, 'trakt.not_found', 'not_found'],
    [404, { url: 'https://api.trakt.tv/scrobble/stop', method: 'POST' }, 'trakt.item_unmatched', 'not_found'],
    [404, { url: 'https://api.trakt.tv/movies/recommended' }, 'trakt.endpoint_gone', 'deprecated'],
    [404, { url: 'http://api.trakt.tv/movies/1' }, 'trakt.plain_http', 'configuration'],
    [405, {}, 'trakt.wrong_method', 'invalid_request'],
    [409, { url: 'https://api.trakt.tv/scrobble/stop' }, 'trakt.already_scrobbled', 'conflict'],
    [409, {}, 'trakt.already_there', 'conflict'],
    [410, {}, 'trakt.account_deactivated', 'account'],
    [412, {}, 'trakt.precondition', 'invalid_request'],
    [420, {}, 'trakt.account_limit', 'quota'],
    [422, {}, 'trakt.validation', 'invalid_request'],
    [
      422,
      { url: 'https://api.trakt.tv/sync/history', method: 'POST' },
      'trakt.title_refused',
      'invalid_request',
    ],
    [
      422,
      { url: 'https://api.trakt.tv/sync/watchlist/remove', method: 'POST' },
      'trakt.title_refused',
      'invalid_request',
    ],
    [422, { url: 'https://api.trakt.tv/scrobble/stop' }, 'trakt.progress_refused', 'invalid_request'],
    [
      422,
      { body: '{"message":"Progress is 85.9%. Use stop to scrobble."}' },
      'trakt.pause_past_end',
      'invalid_request',
    ],
    [423, {}, 'trakt.account_locked', 'account'],
    [423, { headers: { 'x-account-deactivated': 'true' } }, 'trakt.account_deactivated', 'account'],
    [426, {}, 'trakt.vip_only', 'account'],
    [429, {}, 'trakt.rate_limit', 'rate_limit'],
    [
      429,
      { body: '<html><title>Access denied | api.trakt.tv used Cloudflare</title></html>' },
      'trakt.rate_limit',
      'rate_limit',
    ],
    [500, {}, 'trakt.server_error', 'outage'],
    [
      502,
      { body: '<html><title>api.trakt.tv | 502: Bad gateway</title></html>' },
      'trakt.overloaded',
      'outage',
    ],
    [503, {}, 'trakt.overloaded', 'outage'],
    [504, {}, 'trakt.overloaded', 'outage'],
    [520, {}, 'trakt.overloaded', 'outage'],
    [529, {}, 'trakt.overloaded', 'outage'],
  ])('%i with %j is %s', (status, more, cause, kind) => {
    expect(trakt({ status, ...more })).toMatchObject({ cause, kind })
  })

  it('for a play that is there already is the normal course', () => {
    expect(trakt({ status: 409, url: 'https://api.trakt.tv/scrobble/stop' })?.expected).toBe(true)
  })

  it('of too many requests waits as told, else five minutes', () => {
    const body = 'AUTHED_API_GET_LIMIT rate limit exceeded. Please wait 12 seconds then retry your request.'
    expect(trakt({ status: 429, body })?.retry).toEqual({ when: 'after', delayMs: 12_000, basis: 'body' })
    expect(trakt({ status: 429 })?.retry).toEqual({ when: 'after', delayMs: 300_000, basis: 'guess' })
  })
})
