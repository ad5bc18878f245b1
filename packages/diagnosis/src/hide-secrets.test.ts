import { assert, constantFrom, property, string, stringMatching, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideSecrets } from './hide-secrets.ts'

describe('what looks like a secret is taken out of a text', () => {
  it.each([
    ['my key sk-proj-AbCdEf0123456789abcdef fails', 'my key sk-proj-… fails'],
    ['Authorization: Bearer abcdef0123456789', 'Authorization: Bearer …'],
    ['api_key=0123456789abcdef0123456789abcdef&query=Elf', 'api_key=…&query=Elf'],
    ['{"client_secret": "s3cr3t-value","error":"x"}', '{"client_secret": "…","error":"x"}'],
    ['https://home.example/cb?code=abc123&state=1', 'https://home.example/cb?code=…&state=1'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJ4In0.sig', 'token eyJ…'],
  ])('%s', (given, shown) => {
    expect(hideSecrets(given)).toBe(shown)
  })

  it.each([
    'Incorrect API key provided: sk-proj-****...MxYA. You can find your API key at https://platform.openai.com/account/api-keys.',
    'Invalid API key: You must be granted a valid key.',
    'include the request ID 500d9fff2057e4af93a280f67002c342 in your message',
    'Bearer realm="Trakt", error="invalid_token"',
    'The access token is invalid',
    'code: ECONNREFUSED',
    'You have insufficient permissions for this operation. Missing scopes: model.request',
  ])('and what a service says is left: %s', (text) => {
    expect(hideSecrets(text)).toBe(text)
  })

  it('wherever it stands, and twice changes nothing more', () => {
    const key = stringMatching(/^sk-proj-[A-Za-z0-9]{24,48}$/)
    const glue = constantFrom(' ', '"', ': ', '=')
    assert(
      property(tuple(string(), glue, key, glue, string()), ([before, left, secret, right, after]) => {
        const shown = hideSecrets(`${before}${left}${secret}${right}${after}`)
        expect(shown).not.toContain(secret)
        expect(hideSecrets(shown)).toBe(shown)
      }),
    )
  })
})
