import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultCauses, defaultRules } from './defaults/index.ts'
import { compile, entriesOf } from './engine.ts'
import type { Cause, Rule, RuleSet } from './rules.ts'
import type { Diagnosis, Exchange, Knowledge } from './vocabulary.ts'

const sample: RuleSet = {
  service: 'sample',
  name: 'Sample',
  hosts: ['api.sample.org'],
  selfHosted: false,
  addressField: 'baseUrl',
  credentialField: 'apiKey',
  rules: [],
  causes: {},
}
const defaults = { rules: defaultRules, causes: defaultCauses }
const standard = compile(sample, defaults)

function answering(more: Partial<Exchange>, knowledge?: Knowledge): Diagnosis | null {
  return standard(exchange(more), knowledge)
}

function exchange(more: Partial<Exchange>): Exchange {
  return {
    service: 'sample',
    method: 'GET',
    url: 'https://api.sample.org/v1/things',
    status: null,
    headers: {},
    body: null,
    transportError: null,
    ...more,
  }
}

describe('an answer that is good', () => {
  it.each([
    ['JSON', { status: 200, body: '{"id":1}' }],
    ['a JSON list', { status: 200, body: '[]' }],
    ['JSON after a byte order mark', { status: 200, body: '\uFEFF{"id":1}' }],
    ['JSON too long to parse', { status: 200, body: `{"a":"${'x'.repeat(70_000)}"}` }],
    ['no content', { status: 204, body: '' }],
    ['not modified', { status: 304, body: '' }],
    ['an image', { status: 200, headers: { 'content-type': 'image/jpeg' }, body: 'JFIF' }],
    ['a body that was not shown', { status: 200 }],
    ['good JSON without a status', { body: '{"id":1}' }],
    [
      'JSON whose words sound like trouble',
      { status: 200, body: '{"title":"Rate limit exceeded","plot":"captcha, bad gateway"}' },
    ],
  ])('is %s', (_, more) => {
    expect(answering(more)).toBeNull()
  })
})

describe('a status that says all is well', () => {
  const login = '<html><title>Sign in</title><form><input type="password"></form></html>'
  it.each([
    ['an empty body', { status: 200, body: '' }, 'http.empty', 'malformed'],
    ['plain text', { status: 200, body: 'OK' }, 'http.not_json', 'malformed'],
    [
      'JSON cut in the middle',
      { status: 200, body: '{"results":[{"id":1' },
      'transport.truncated',
      'network',
    ],
    ['a login page', { status: 200, body: login }, 'http.captive_page', 'network'],
    ['any other page', { status: 200, body: '<html><body>Hi</body></html>' }, 'http.captive_page', 'network'],
    [
      'a challenge',
      { status: 200, body: '<html><title>Just a moment...</title></html>' },
      'http.firewall_challenge',
      'permission',
    ],
  ])('is not believed with %s', (_, more, cause, kind) => {
    expect(answering(more)).toMatchObject({ cause, kind })
  })

  it('blames the address for a page only where a person typed it', () => {
    const page = { status: 200, body: '<html><body>Hi</body></html>' }
    expect(answering(page, { addressTyped: true })).toMatchObject({
      cause: 'http.web_page',
      field: 'baseUrl',
    })
    expect(answering({ ...page, url: 'http://mirror.lan/v1' })).toMatchObject({ cause: 'http.web_page' })
    expect(answering({ status: 200, body: login }, { addressTyped: true })?.cause).toBe('http.login_page')
  })
})

describe('a status alone', () => {
  it.each([
    [400, 'invalid_request'],
    [401, 'authentication'],
    [402, 'account'],
    [403, 'permission'],
    [404, 'not_found'],
    [405, 'invalid_request'],
    [407, 'configuration'],
    [408, 'outage'],
    [409, 'conflict'],
    [410, 'deprecated'],
    [413, 'invalid_request'],
    [422, 'invalid_request'],
    [429, 'rate_limit'],
    [451, 'permission'],
    [499, 'unknown'],
    [500, 'outage'],
    [502, 'outage'],
    [503, 'outage'],
    [504, 'outage'],
    [511, 'network'],
    [522, 'outage'],
    [599, 'outage'],
    [799, 'unknown'],
  ])('%i is %s', (status, kind) => {
    expect(answering({ status })?.kind).toBe(kind)
  })

  it('of 401 with a page is the proxy in front, never the credential', () => {
    const page = { status: 401, body: '<html><h1>401 Authorization Required</h1></html>' }
    expect(answering(page, { addressTyped: true })).toMatchObject({
      kind: 'configuration',
      cause: 'http.sign_in_in_front',
    })
    expect(answering(page)?.kind).toBe('network')
  })
})

describe('a redirect', () => {
  it.each([
    ['https://login.example/start', 'http.redirected_away', 'network'],
    ['/login?next=%2F', 'http.redirected_away', 'network'],
    ['/elsewhere', 'http.redirected', 'configuration'],
    ['', 'http.redirected', 'configuration'],
  ])('to "%s" is %s', (location, cause, kind) => {
    expect(answering({ status: 302, headers: { location } })).toMatchObject({ cause, kind })
  })

  it('to https on the same host says so', () => {
    expect(
      answering({ url: 'http://home.lan/api', status: 301, headers: { location: 'https://home.lan/api' } })
        ?.cause,
    ).toBe('http.https_needed')
  })

  it('of a typed address to another host is a login portal', () => {
    const portal = { status: 302, headers: { location: 'https://auth.lan/' } }
    expect(answering(portal, { addressTyped: true })).toMatchObject({
      cause: 'http.login_page',
      field: 'baseUrl',
    })
  })
})

describe('when to come back', () => {
  it('is an instant where the clock is known and a duration where it is not', () => {
    const told = { status: 429, headers: { 'retry-after': '30' } }
    expect(answering(told)?.retry).toEqual({ when: 'after', delayMs: 30_000, basis: 'header' })
    expect(answering({ ...told, receivedAt: 1_000_000 })?.retry).toEqual({
      when: 'at',
      at: 1_030_000,
      basis: 'header',
    })
    const dated = { ...told, headers: { ...told.headers, date: 'Thu, 01 Jan 1970 00:00:10 GMT' } }
    expect(answering(dated)?.retry).toEqual({ when: 'at', at: 40_000, basis: 'header' })
  })

  it('is a guess, and called one, where the service says nothing', () => {
    expect(answering({ status: 503 })?.retry).toEqual({ when: 'after', delayMs: 60_000, basis: 'guess' })
  })

  it('is never promised where nothing is known', () => {
    expect(answering({})).toMatchObject({ kind: 'unknown', retry: { when: 'never' } })
  })
})

describe('the rules', () => {
  const cause: Cause = {
    kind: 'quota',
    title: '{name}: full',
    explanation: 'Full.',
    remedy: [{ text: 'Empty {name}.' }],
    scope: 'account',
    retry: 'never',
    field: '@credential',
  }
  const rule: Rule = { when: { status: 418 }, is: { cause: 'sample.full' }, because: 'It says so.' }

  it('of a service come before the defaults, with its name in their texts', () => {
    const diagnose = compile({ ...sample, rules: [rule], causes: { 'sample.full': cause } }, defaults)
    expect(diagnose(exchange({ status: 418 }))).toMatchObject({
      cause: 'sample.full',
      title: 'Sample: full',
      remedy: [{ text: 'Empty Sample.' }],
      field: 'apiKey',
      scope: 'account',
    })
  })

  it('that name a cause without an entry are refused at once', () => {
    expect(() => compile({ ...sample, rules: [rule] }, defaults)).toThrow(/sample\.full/)
  })

  it('are the reasons in the catalogue', () => {
    const set = { ...sample, rules: [rule], causes: { 'sample.full': cause } }
    expect(entriesOf(set, set.causes)).toMatchObject([
      { code: 'sample.full', service: 'sample', field: 'apiKey', because: ['It says so.'] },
    ])
  })
})

describe('whatever is sent', () => {
  const anything = fc.anything({ maxDepth: 2 })
  it('nothing throws', () => {
    const wild = fc.record({
      service: anything,
      method: anything,
      url: anything,
      status: anything,
      headers: fc.oneof(anything, fc.dictionary(fc.string(), anything)),
      body: anything,
      transportError: fc.oneof(anything, fc.record({ code: anything, message: anything })),
      receivedAt: anything,
    })
    fc.assert(
      fc.property(wild, (sent) => {
        // The types forbid such values; senders outside the type system do not know that.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the point of this test
        const diagnosis = standard(sent as unknown as Exchange)
        expect(diagnosis === null || typeof diagnosis.cause === 'string').toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('header names count in any case', () => {
    expect(answering({ status: 429, headers: { 'Retry-After': '3' } })?.retry).toMatchObject({
      delayMs: 3000,
    })
  })

  it('the text of an attacker takes no longer than its length', () => {
    const text = '<title '.repeat(9000) + '[tmdb]'.repeat(9000)
    expect(answering({ status: 500, body: text })?.kind).toBe('outage')
  })

  it('the first 64 kB of a body decide', () => {
    const page = `<html>${' '.repeat(70_000)}<input type="password"></html>`
    expect(answering({ status: 200, body: page })?.cause).toBe('http.captive_page')
  })

  it('control characters do not reach the evidence', () => {
    const text = answering({ status: 400, body: 'a\u0000b\u001B[31mc' })?.evidence.at(-1)?.text
    expect(text).toBe('body "a b [31mc"')
  })
})
