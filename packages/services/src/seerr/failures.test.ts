import type { Exchange, Knowledge } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../diagnose.ts'

type Answer = Partial<Exchange>

function seerr(more: Answer, knowledge?: Knowledge): ReturnType<typeof diagnose> {
  return diagnose(
    {
      service: 'seerr',
      method: 'GET',
      url: 'http://seerr.local:5055/api/v1/auth/me',
      status: null,
      headers: {},
      body: null,
      transportError: null,
      ...more,
    },
    knowledge,
  )
}

function says(status: number | null, message: string, more: Answer = {}): ReturnType<typeof diagnose> {
  return seerr({ status, body: JSON.stringify({ message }), ...more })
}

const plain403 = '{"status":403,"error":"You do not have permission to access this endpoint"}'

describe('what Seerr says in words', () => {
  it.each([
    [403, 'Movie Quota exceeded.', 'seerr.request_quota', 'quota'],
    [403, 'Series Quota exceeded.', 'seerr.request_quota', 'quota'],
    [null, 'Series Quota exceeded.', 'seerr.request_quota', 'quota'],
    [403, 'This media is blocklisted.', 'seerr.blocklisted', 'permission'],
    [403, 'invalid csrf token', 'seerr.csrf', 'configuration'],
    [403, 'You do not have permission to make 4K movie requests.', 'seerr.not_permitted', 'permission'],
    [403, 'You do not have permission to modify the request user.', 'seerr.not_permitted', 'permission'],
    [401, "cookie 'connect.sid' required", 'seerr.key_missing', 'authentication'],
    [409, 'Request for this media already exists.', 'seerr.request_exists', 'conflict'],
    [202, 'No seasons available to request', 'seerr.nothing_to_request', 'conflict'],
    [404, 'User not found.', 'seerr.not_found', 'not_found'],
    [404, 'Request not found.', 'seerr.not_found', 'not_found'],
    [404, 'INVALID_URL', 'seerr.media_server_address', 'configuration'],
    [
      500,
      'Could not find any entity of type "User" matching: {...}',
      'seerr.user_mapping',
      'invalid_request',
    ],
    [500, 'Unable to retrieve movie.', 'seerr.behind_it_failed', 'outage'],
    [
      500,
      '[TMDB] Failed to fetch movie details: getaddrinfo EAI_AGAIN api.themoviedb.org',
      'seerr.tmdb_unreachable',
      'network',
    ],
    [400, 'request.query.take should be number,null', 'seerr.bad_request', 'invalid_request'],
    [415, 'unsupported media type text/plain', 'seerr.bad_request', 'invalid_request'],
    [413, 'request entity too large', 'seerr.bad_request', 'invalid_request'],
    [500, 'Something', 'seerr.internal_error', 'outage'],
  ])('%s "%s" is %s', (status, message, cause, kind) => {
    expect(says(status, message)).toMatchObject({ cause, kind })
  })
})

describe('the plain 403', () => {
  it('is most often the key, and names the call that would tell', () => {
    expect(seerr({ status: 403, body: plain403 })).toMatchObject({
      cause: 'seerr.key_wrong',
      kind: 'authentication',
      field: 'apiKey',
      probe: { call: 'auth_me' },
    })
  })

  it('to the own user in another’s name is the acting user', () => {
    expect(seerr({ status: 403, body: plain403 }, { call: 'auth_me', actingUser: true })).toMatchObject({
      cause: 'seerr.acting_user_unknown',
      field: 'actingUser',
      confidence: 'guess',
    })
  })

  it('that is not in Seerr’s words comes from a proxy', () => {
    expect(seerr({ status: 403, body: '<html><h1>403 Forbidden</h1></html>' })?.cause).toBe(
      'seerr.proxy_refused',
    )
    expect(seerr({ status: 403, body: '' })?.cause).toBe('seerr.proxy_refused')
  })
})

describe('a wrong address', () => {
  const portal = '<html><head><title>Login - Authelia</title></head></html>'
  it.each<[string, Answer, string]>([
    ['the own sign-in', { status: 307, headers: { location: '/login' } }, 'seerr.base_path_wrong'],
    ['the own set-up', { status: 307, headers: { location: '/setup' } }, 'seerr.not_set_up'],
    [
      'a portal',
      { status: 302, headers: { location: 'https://auth.example.org/?rd=x' } },
      'seerr.login_page',
    ],
    ['a doubled slash', { status: 308, headers: { location: '/api/v1/auth/me' } }, 'seerr.base_path_wrong'],
    ['a portal’s page', { status: 200, body: portal }, 'seerr.login_page'],
    ['a portal’s page with 401', { status: 401, body: portal }, 'seerr.login_page'],
    [
      'Seerr’s own page',
      { status: 200, body: '<!DOCTYPE html><html><title>Jellyseerr</title></html>' },
      'seerr.base_path_wrong',
    ],
    ['another page', { status: 200, body: '<html><title>Router</title></html>' }, 'seerr.not_a_seerr'],
    ['another server’s 404', { status: 404, body: '<html><title>404</title></html>' }, 'seerr.not_a_seerr'],
    [
      'another service’s JSON',
      { status: 200, url: 'http://seerr.local:5055/api/v1/status', body: '{"app":"x"}' },
      'seerr.not_a_seerr',
    ],
    [
      'a path that Seerr does not have',
      {
        status: 404,
        body: '{"message":"not found","errors":[{"path":"/api/v1/api/v1/auth/me","message":"not found"}]}',
      },
      'seerr.base_path_wrong',
    ],
    ['a doubled API path', { url: 'http://seerr.local/api/v1/api/v1/status' }, 'seerr.base_path_wrong'],
  ])('that leads to %s', (_, more, cause) => {
    const diagnosis = seerr(more)
    expect(diagnosis?.cause).toBe(cause)
    expect(diagnosis?.kind).toBe('configuration')
  })

  it('is held against the address', () => {
    expect(seerr({ status: 200, body: portal })?.field).toBe('url')
    const transportError = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.2:5056' }
    expect(seerr({ transportError })).toMatchObject({ kind: 'configuration', field: 'url' })
  })
})

it('a key that was sent and did not arrive is the proxy’s doing', () => {
  expect(
    seerr({ status: 401, body: `{"message":"cookie 'connect.sid' required"}` }, { credentialSent: true }),
  ).toMatchObject({ cause: 'seerr.key_stripped', kind: 'configuration', field: 'url' })
})

it('a call marked as old is told so', () => {
  expect(
    seerr({
      url: 'http://seerr.local:5055/api/v1/blacklist',
      status: 200,
      headers: { deprecation: 'true' },
      body: '{"results":[]}',
    }),
  ).toMatchObject({
    kind: 'deprecated',
    expected: true,
  })
})

it('silence with an acting user that looked wrong is that user', () => {
  const transportError = { code: 'TimeoutError', message: 'The operation was aborted due to timeout' }
  expect(seerr({ transportError }, { suspectFields: ['actingUser'] })?.cause).toBe(
    'seerr.acting_user_not_number',
  )
  expect(seerr({ transportError })?.cause).toBe('transport.timeout')
})

it.each([
  ['/api/v1/status', '{"version":"3.1.0","commitTag":"local"}'],
  ['/api/v1/auth/me', '{"id":1,"permissions":2}'],
])('a good answer of %s is good', (path, body) => {
  expect(seerr({ status: 200, url: `http://seerr.local:5055${path}`, body })).toBeNull()
})
