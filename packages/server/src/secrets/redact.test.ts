import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '@cuemark/diagnosis'
import { createRedactor } from './redact.ts'

const plain = createRedactor([])

function exchangeOf(change: Partial<Exchange>): Exchange {
  return {
    service: 'tmdb',
    method: 'GET',
    url: null,
    status: 401,
    headers: {},
    body: null,
    transportError: null,
    ...change,
  }
}

/** Letters, signs, spaces and characters of more than one byte; no bracket, so that none is a piece of the mark. */
const secrets = fc
  .string({
    unit: fc.constantFrom(...Array.from('abcdefXYZ0189 -_.~+/=&?#%"\'\\<>:;,é漢🎬\n')),
    minLength: 4,
    maxLength: 40,
  })
  .filter((secret) => secret.trim().length >= 4 && !'[secret]'.includes(secret.trim()))

const wrappings: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => encodeURIComponent(secret),
  (secret) => encodeURIComponent(encodeURIComponent(secret)),
  (secret) => new URLSearchParams({ x: secret }).toString(),
  (secret) => JSON.stringify(secret),
  (secret) => JSON.stringify(JSON.stringify({ x: secret })),
  (secret) => JSON.stringify(secret).replaceAll('/', '\\/'),
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`user:${secret}`).toString('base64'),
  (secret) => Buffer.from(`a:${secret}:b`).toString('base64url'),
  (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
]

/** Where a secret stands. All of these go to the redactor, and the secret may come back in none. */
function forms(secret: string): readonly string[] {
  const inner = JSON.stringify(secret).slice(1, -1)
  const base64 = Buffer.from(secret)
    .toString('base64')
    .replace(/.{2}=*$/, '')
  return [secret, encodeURIComponent(secret), inner, base64].filter((form) => form.length >= 4)
}

describe('the redactor', () => {
  it('lets a known secret through nowhere, however it is written', () => {
    const contexts = fc.tuple(fc.string(), fc.string())
    fc.assert(
      fc.property(secrets, fc.constantFrom(...wrappings), contexts, (secret, wrap, [before, after]) => {
        const redactor = createRedactor([secret])
        const raw = `${before} ${wrap(secret)} ${after}`
        const exchange = exchangeOf({
          method: raw,
          url: `https://host/${raw}`,
          headers: { 'x-any': raw },
          body: raw,
          transportError: { code: raw, message: raw },
        })
        const shown = [
          redactor.url(raw),
          redactor.body(raw),
          redactor.text(raw),
          ...Object.values(redactor.headers({ [raw]: raw })),
          ...Object.values(redactor.exchange(exchange)).map((part) =>
            typeof part === 'string' ? part : Object.values(part ?? {}).join('\n'),
          ),
        ]
        for (const text of shown) for (const form of forms(secret)) expect(text).not.toContain(form)
      }),
      { numRuns: 2_000 },
    )
  })

  it('changes nothing more when it is used again', () => {
    const pieces = fc.constantFrom(
      'Authorization: Bearer ',
      'api_key=',
      '&token=',
      '"password":"',
      '\\"sid\\":\\"',
      '://u:',
      '@',
      '"',
      'sk-abc12345',
      'eyJhbGciOiJ.abc.def',
      '\n',
      ' ',
      '[secret]',
      'Cookie: a=b',
      '/account/12',
      "'",
      '?code=',
      '%26api_key%3D',
      'hunter2!',
      'hunt',
      '"code":"',
      '12345678901234567890',
      '; ',
      '\\',
      '}',
    )
    const texts = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, fc.array(secrets, { maxLength: 2 }), (raw, values) => {
        const redactor = createRedactor(['hunter2!', ...values])
        for (const redact of [redactor.text, redactor.body, redactor.url]) {
          const once = redact(raw)
          expect(redact(once)).toBe(once)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.string({ unit: 'binary' }), (values, raw) => {
        const redactor = createRedactor(values)
        expect(typeof redactor.text(raw)).toBe('string')
        expect(redactor.exchange(exchangeOf({ url: raw, body: raw })).service).toBe('tmdb')
      }),
    )
  })

  it('stays quick on texts made to slow it down', () => {
    const redactor = createRedactor(['abcdefgh12345678', 'x'.repeat(200)])
    const texts = ['a', '\\', '%25', 'x', '://', '"code":"1', ' ', '&amp;', 'Bearer ', '"token":"', '?key=']
    for (const piece of texts) {
      const raw = piece.repeat(Math.ceil(300_000 / piece.length))
      const startedAt = performance.now()
      redactor.text(raw)
      expect(performance.now() - startedAt, `on ${piece} repeated`).toBeLessThan(2_000)
    }
  })

  it('stays quick with secrets full of what gets escaped', () => {
    const secret = '\\a%25\\\\&"'.repeat(12)
    const redactor = createRedactor([secret])
    const almost = JSON.stringify(JSON.stringify(secret.slice(0, -1))).repeat(20)
    const startedAt = performance.now()
    expect(redactor.text(JSON.stringify(JSON.stringify(secret)))).toContain('[secret]')
    expect(redactor.text(`${almost}!`)).not.toContain(secret)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  it('hides the beginning of a known secret at the end of a cut text', () => {
    const redactor = createRedactor(['0123456789abcdef'])
    expect(redactor.body('{"echo":"0123456789')).toBe('{"echo":"[secret]')
    expect(redactor.body('{"count":123')).toBe('{"count":123')
  })
})

describe('without knowing the value, the redactor hides', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a key in the query', 'https://x/3/a?api_key=abc&page=2', 'https://x/3/a?api_key=[secret]&page=2'],
    ['an apikey in the query', 'http://x/?i=tt1&apikey=abcd', 'http://x/?i=tt1&apikey=[secret]'],
    ['a code in the query', 'https://x/cb?code=AB12&state=1', 'https://x/cb?code=[secret]&state=1'],
    ['a token in the fragment', 'https://x/#access_token=a1&x=1', 'https://x/#access_token=[secret]&x=1'],
    ['user and password', 'postgres://me:p@ss@db:5432/x', 'postgres://[secret]@db:5432/x'],
    ['a parameter of an encoded address', '/go?to=%3Fapi_key%3Dabc%26p%3D1', '/go?to=%3Fapi_key%3D[secret]'],
    [
      'a guest session of TMDb',
      '/3/guest_session/ab12/rated/movies',
      '/3/guest_session/[secret]/rated/movies',
    ],
    ['an account of TMDb', '/3/account/548/lists', '/3/account/[secret]/lists'],
    ['a header in a transcript', '> X-Api-Key: abc def\n> Host: x', '> X-Api-Key: [secret]\n> Host: x'],
    ['a header in a command', `curl -H 'trakt-api-key: abc' -v`, `curl -H 'trakt-api-key: [secret]' -v`],
    ['all cookies', 'Set-Cookie: a="1"; b=2; HttpOnly', 'Set-Cookie: [secret]'],
    [
      'a field of JSON',
      '{"access_token":"a\\"b","expires_in":7}',
      '{"access_token":"[secret]","expires_in":7}',
    ],
    ['a field of JSON in JSON', '{"b":"{\\"sid\\":\\"ab\\"}"}', '{"b":"{\\"sid\\":\\"[secret]\\"}"}'],
    ['a number in JSON', '{"password": 1234}', '{"password": "[secret]"}'],
    ['a cut field of JSON', '{"refresh_token":"abc', '{"refresh_token":"[secret]'],
    ['names in camel case', '{"clientSecret":"abc"}', '{"clientSecret":"[secret]"}'],
    ['a bearer', 'sent Bearer abc12345xyz to it', 'sent Bearer [secret] to it'],
    ['a half hidden OpenAI key', 'key provided: sk-abc***wxyz. See', 'key provided: [secret]. See'],
    ['a signed token', 'got eyJhbGciOiJIUzI1NiJ9.eyJhdWQi.abc-_', 'got [secret]'],
    ['a code with the shape of one', '{"code":"a1b2c3d4e5f6a7b8"}', '{"code":"[secret]"}'],
  ]
  it.each(cases)('%s', (_, raw, shown) => {
    expect(plain.text(raw)).toBe(shown)
  })

  it('credentials in headers, and the rest of them in their values', () => {
    expect(
      plain.headers({
        authorization: 'Bearer abc',
        'set-cookie': 'sid=1',
        'trakt-api-key': 'abc',
        'x-plex-token': 'abc',
        location: '/login?token=abc',
        'x-ratelimit-remaining-tokens': '17',
        'www-authenticate': 'Bearer realm="api"',
      }),
    ).toEqual({
      authorization: '[secret]',
      'set-cookie': '[secret]',
      'trakt-api-key': '[secret]',
      'x-plex-token': '[secret]',
      location: '/login?token=[secret]',
      'x-ratelimit-remaining-tokens': '17',
      'www-authenticate': 'Bearer realm="api"',
    })
  })

  it('the start of a form in a body', () => {
    expect(plain.body('code=abc&client_id=x&client_secret=y')).toBe(
      'code=[secret]&client_id=x&client_secret=[secret]',
    )
  })
})

describe('the redactor leaves alone', () => {
  it.each([
    '{"status_code":7,"status_message":"Invalid API key: You must be granted a valid key."}',
    '{"error":{"code":"insufficient_quota","type":"tokens","param":null}}',
    '{"error":{"code":"context_length_exceeded"},"token_type":"bearer","expires_in":86400}',
    '{"Response":"False","Error":"Request limit reached!"}',
    'https://api.trakt.tv/users/someone/history?page=2&limit=100&client_id=abc',
    'connect ECONNREFUSED 127.0.0.1:5055',
    'Basic authentication is needed; error code=34',
    '<form action="/login"><input name="password" type="password"></form>',
  ])('%s', (raw) => {
    expect(plain.body(raw)).toBe(raw)
  })
})
