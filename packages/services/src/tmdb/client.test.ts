import { describe, expect, it } from 'vitest'
import type { ServiceRequest } from '../client.ts'
import { hosts, scriptedHttp, testAgainst } from '../testing/scripted-http.ts'
import type { Answer } from '../testing/scripted-http.ts'
import { tmdbKey, tmdbToken } from '../testing/credentials.ts'
import { tmdbClient } from './client.ts'

const good: Answer = { body: { success: true, status_code: 1, status_message: 'Success.' } }
const bad: Answer = {
  status: 401,
  body: {
    status_code: 7,
    status_message: 'Invalid API key: You must be granted a valid key.',
    success: false,
  },
}

/** Accepts each credential in its own style only, as TMDb does. */
const strict = ({ url, headers }: ServiceRequest): Answer =>
  url.endsWith(`?api_key=${tmdbKey}`) || headers['authorization'] === `Bearer ${tmdbToken}` ? good : bad

describe('testing a TMDb connection', () => {
  it.each([
    ['a key', { apiKey: tmdbKey }],
    ['a token', { accessToken: tmdbToken }],
    ['both', { apiKey: tmdbKey, accessToken: tmdbToken }],
    ['both, swapped', { apiKey: tmdbToken, accessToken: tmdbKey }],
    ['a token in the field of the key', { apiKey: tmdbToken }],
  ])('%s just works', async (_, settings) => {
    const { result } = await testAgainst(tmdbClient, settings, strict)
    expect(result).toMatchObject({ ok: true, proved: ['reachable', 'credential', 'read'] })
  })

  it('asks the address that costs nothing and marks the secret', async () => {
    const { http, story } = await testAgainst(tmdbClient, { apiKey: tmdbKey }, strict)
    expect(http.requests).toMatchObject([
      { url: `https://api.themoviedb.org/3/authentication?api_key=${tmdbKey}`, secrets: [tmdbKey] },
    ])
    expect(story).toEqual(['resolve:passed', 'port:passed', 'tls:passed', 'answer:passed', 'key:passed'])
  })

  it('names the field of the credential that was sent', async () => {
    const { result, story } = await testAgainst(tmdbClient, { accessToken: tmdbToken }, () => bad)
    expect([result.diagnosis?.kind, result.field]).toEqual(['authentication', 'accessToken'])
    expect(story.slice(3)).toEqual(['answer:passed', 'key:failed'])
  })

  it('tests the second credential too', async () => {
    const settings = { apiKey: tmdbKey.replaceAll('0', 'f'), accessToken: tmdbToken }
    const { result, story, steps } = await testAgainst(tmdbClient, settings, strict)
    expect(story.at(-1)).toBe('second_key:failed')
    expect(steps.at(-1)?.label).toBe('The API key is right')
    expect(result.field).toBe('apiKey')
  })

  it('says when the answer came from a cache', async () => {
    const { steps } = await testAgainst(tmdbClient, { apiKey: tmdbKey }, () => ({
      ...good,
      headers: { age: '42' },
    }))
    expect(steps.find(({ id }) => id === 'answer')?.detail).toContain('42 s old')
  })

  it('a request to wait is no word about the key', async () => {
    const { result, story } = await testAgainst(tmdbClient, { apiKey: tmdbKey }, () => ({
      status: 429,
      body: { status_code: 25, status_message: 'Your request count (41) is over the allowed limit of (40).' },
    }))
    expect(result.diagnosis?.kind).toBe('rate_limit')
    expect(story.slice(3)).toEqual(['answer:failed', 'key:skipped'])
  })

  it('an own address that leads nowhere is at fault itself', async () => {
    const settings = { apiKey: tmdbKey, baseUrl: 'https://mirror.example' }
    const { result } = await testAgainst(tmdbClient, settings, () => ({ transportCode: 'ENOTFOUND' }))
    expect(result.field).toBe('baseUrl')
  })

  it('a mirror that does not know the call is no missing title', async () => {
    const settings = { apiKey: tmdbKey, baseUrl: 'https://mirror.example' }
    const { result, story } = await testAgainst(tmdbClient, settings, () => ({ status: 404, body: {} }))
    expect([result.diagnosis?.kind, result.diagnosis?.expected]).toEqual(['malformed', false])
    expect([story[3], result.field]).toEqual(['answer:failed', 'baseUrl'])
  })

  it('the service’s own address is never the person’s fault', async () => {
    const { result } = await testAgainst(tmdbClient, { apiKey: tmdbKey }, () => ({
      transportCode: 'ENOTFOUND',
    }))
    expect([result.ok, result.field]).toEqual([false, null])
  })
})

describe('checking TMDb in the background', () => {
  it('takes one request and tells how it ended', async () => {
    const http = scriptedHttp('tmdb', strict)
    const outcome = await tmdbClient.check({ http, hosts }, { apiKey: tmdbKey, accessToken: tmdbToken })
    expect(outcome).toMatchObject({ ok: true, value: { proved: ['reachable', 'credential', 'read'] } })
    expect(http.settlements).toMatchObject([{ diagnosis: null }])
  })
})
