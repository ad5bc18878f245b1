import { describe, expect, it } from 'vitest'
import { clients } from './clients.ts'
import { qualityRules, serviceIds } from './manifest.ts'
import type { ServiceId, Settings } from './manifest.ts'
import { manifests } from './manifests.ts'
import {
  mdblistKey,
  omdbKey,
  openaiKey,
  seerrKey,
  tmdbKey,
  tmdbToken,
  traktId,
  traktSecret,
} from './testing/credentials.ts'
import { hosts, scriptedHttp, testAgainst } from './testing/scripted-http.ts'
import type { Answer } from './testing/scripted-http.ts'

const goodSettings: Readonly<Record<ServiceId, Settings>> = {
  tmdb: { apiKey: tmdbKey, accessToken: tmdbToken },
  omdb: { apiKey: omdbKey },
  trakt: { clientId: traktId, clientSecret: traktSecret },
  mdblist: { apiKey: mdblistKey },
  seerr: { url: 'https://seerr.example', apiKey: seerrKey, actingUser: '3' },
  openai: { apiKey: openaiKey },
  stremio: {},
}

const html: Answer = {
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><html><title>Sign in</title><form></form></html>',
}

describe.each(serviceIds)('the quality list of %s', (id) => {
  const { quality, fields, limits, check, docsLinks, inspect } = manifests[id]
  const client = clients[id]
  const settings = goodSettings[id]
  const secretValues = fields
    .filter((field) => field.type === 'secret')
    .flatMap((field) => settings[field.name] ?? [])

  it('answers every rule, and gives a reason for what does not apply', () => {
    expect(Object.keys(quality).sort()).toEqual([...qualityRules].sort())
    const reasons = Object.values(quality).flatMap((answer) => (answer === 'done' ? [] : [answer.exempt]))
    expect(reasons.filter((reason) => reason.length < 30)).toEqual([])
  })

  it('html_is_never_success: a page with 200 passes neither test nor check, and blames no credential', async () => {
    const { result } = await testAgainst(client, settings, () => html)
    const http = scriptedHttp(id, () => html)
    const outcome = await client.check({ http, hosts }, settings)
    expect([result.ok, outcome.ok]).toEqual([false, false])
    expect(result.diagnosis?.kind).not.toBe('authentication')
  })

  it.each([
    ['nothing', {}],
    ['an empty object', { body: {} }],
    ['a list of nothing known', { body: [[]], status: 203 }],
    ['a number', { headers: { 'content-type': 'application/json' }, body: '7' }],
    ['half an answer', { headers: { 'content-type': 'application/json' }, body: '{"id":' }],
    ['another service', { body: { hello: 'world' } }],
  ] satisfies [string, Answer][])('parses_every_answer: %s never throws', async (_, answer) => {
    const { result } = await testAgainst(client, settings, () => answer)
    // Trakt's public lists are plain arrays, so any list is its right shape.
    expect(result.ok).toBe(id === 'trakt' && Array.isArray('body' in answer ? answer.body : null))
  })

  it('redacts_secrets: every secret that is sent is named to the gateway', async () => {
    const { http } = await testAgainst(client, settings, () => ({ body: { success: true } }))
    const leaks = http.requests.filter((request) =>
      secretValues.some(
        (secret) =>
          JSON.stringify([request.url, request.headers, request.body]).includes(secret) &&
          !request.secrets.includes(secret),
      ),
    )
    expect(http.requests.length).toBeGreaterThan(0)
    expect(leaks).toEqual([])
  })

  it.skipIf(quality.names_field_at_fault !== 'done')(
    'names_field_at_fault: a missing requirement is told at its field, without a request',
    async () => {
      const { result, http } = await testAgainst(client, {}, () => ({}))
      expect(fields.map((field) => field.name)).toContain(result.field)
      expect([result.ok, http.requests.length]).toEqual([false, 0])
    },
  )

  it('typing_is_inspected: quotes and spaces around a value are taken off', () => {
    const quoted = Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, ` "${value}"\n`]),
    )
    expect(inspect(quoted).cleaned).toEqual(inspect(settings).cleaned)
  })

  it('tested_before_saved: a test ends in time, however slowly each answer comes', async () => {
    const slow = await testAgainst(client, settings, () => ({ status: 503, body: 'busy' }), 4000)
    const bounds = slow.http.requests.map((request) => request.timeoutMs ?? Number.POSITIVE_INFINITY)
    expect(bounds.length).toBeGreaterThan(0)
    expect(Math.max(...bounds)).toBeLessThanOrEqual(9000)
  })

  it('test_proves_credential: a service that refuses everything fails the test', async () => {
    const { result } = await testAgainst(client, settings, () => ({ status: 401, body: { error: 'no' } }))
    expect([result.ok, result.proved]).toEqual([false, []])
  })

  it('background_check_is_cheap: one request, at the interval its cost allows', async () => {
    const http = scriptedHttp(id, () => ({ status: 503, body: 'busy' }))
    await client.check({ http, hosts }, settings)
    expect(http.requests).toHaveLength(1)
    const perDay = 86_400_000 / check.healthyEveryMs
    expect(perDay).toBeLessThanOrEqual((limits.budget?.perDay ?? 28_800) / 20)
    expect(http.requests[0]?.proves).toEqual(expect.arrayContaining([...check.proves]))
  })

  it('bounds_answer_size and documents_limits: bounds and pages are given', () => {
    expect(limits.maxBodyBytes).toBeLessThanOrEqual(16_777_216)
    expect(limits.timeoutMs).toBeLessThan(10_000)
    expect(docsLinks.map(({ url }) => new URL(url).protocol)).toEqual(docsLinks.map(() => 'https:'))
    expect(docsLinks.length).toBeGreaterThan(0)
  })
})
