import { describe, expect, it } from 'vitest'
import { clients } from './clients.ts'
import type { ServiceId, Settings } from './manifest.ts'
import { mdblistKey, omdbKey, openaiKey, tmdbKey, traktId } from './testing/credentials.ts'
import { hosts, scriptedHttp, testAgainst } from './testing/scripted-http.ts'

const services: readonly (readonly [ServiceId, Settings])[] = [
  ['tmdb', { apiKey: tmdbKey }],
  ['omdb', { apiKey: omdbKey }],
  ['mdblist', { apiKey: mdblistKey }],
  ['trakt', { clientId: traktId }],
  ['openai', { apiKey: openaiKey }],
]

describe.each(services)('a call to %s that Cuemark itself kept or called back', (id, settings) => {
  it.each([
    ['CUEMARK_ABORTED', 'transport.aborted'],
    ['CUEMARK_BREAKER_OPEN', 'transport.breaker_open'],
  ])('is no failure of the service: %s', async (transportCode, cause) => {
    const http = scriptedHttp(id, () => ({ transportCode }))
    const outcome = await clients[id].check({ http, hosts }, settings)
    expect(outcome).toMatchObject({ ok: false, diagnosis: { cause, expected: true } })
    expect(http.settlements).toMatchObject([{ diagnosis: { cause, expected: true } }])
    const { result } = await testAgainst(clients[id], settings, () => ({ transportCode }))
    expect(result).toMatchObject({ ok: false, diagnosis: { cause } })
  })
})

it('an answer that is normal for one title is none to a proving call', async () => {
  const http = scriptedHttp('trakt', () => ({
    status: 409,
    body: { watched_at: '2026-11-20T20:00:00.000Z' },
  }))
  const outcome = await clients.trakt.check({ http, hosts }, { clientId: traktId })
  expect(outcome).toMatchObject({ ok: false, diagnosis: { cause: 'http.wrong_shape', expected: false } })
})
