import { describe, expect, it } from 'vitest'
import { testAgainst } from '../testing/scripted-http.ts'
import { traktId, traktSecret } from '../testing/credentials.ts'
import { traktClient } from './client.ts'

const settings = { clientId: traktId, clientSecret: traktSecret }

describe('testing a Trakt connection', () => {
  it('proves the client id by a public request and says that a secret needs a sign-in', async () => {
    const { result, story, http, steps } = await testAgainst(traktClient, settings, () => ({ body: [{}] }))
    expect(result).toMatchObject({ ok: true, proved: ['reachable', 'credential', 'read'] })
    expect(story.slice(3)).toEqual(['answer:passed', 'key:passed', 'secret:skipped'])
    expect(steps.at(-1)?.detail).toBe('Only a sign-in proves it.')
    expect(http.requests).toMatchObject([
      {
        method: 'GET',
        url: 'https://api.trakt.example/movies/trending?limit=1',
        headers: { 'trakt-api-key': traktId, 'trakt-api-version': '2', 'content-type': 'application/json' },
      },
    ])
  })

  it('never sends the client secret', async () => {
    const { http } = await testAgainst(traktClient, settings, () => ({ body: [] }))
    expect(JSON.stringify(http.requests)).not.toContain(traktSecret)
  })

  it('reads the window from its header', async () => {
    const window = { name: 'UNAUTHED_API_GET_LIMIT', period: 300, limit: 1000, remaining: 990 }
    const { result } = await testAgainst(traktClient, settings, () => ({
      body: [],
      headers: { 'x-ratelimit': JSON.stringify({ ...window, until: '2026-11-21T12:05:00Z' }) },
    }))
    expect(result.budget).toEqual({
      limit: 1000,
      used: 10,
      remaining: 990,
      resetsAt: 1_795_262_700_000,
      source: 'header',
    })
  })

  it('a 403 of the application is the app’s, and the client id is at fault', async () => {
    const { result, story } = await testAgainst(traktClient, settings, () => ({
      status: 403,
      headers: { 'x-request-id': 'a', 'x-runtime': '0.01', 'content-type': 'application/json' },
      body: '{}',
    }))
    expect(story.slice(3)).toEqual(['answer:passed', 'key:failed', 'secret:skipped'])
    expect([result.diagnosis?.kind, result.field]).toEqual(['permission', 'clientId'])
  })

  it('a 403 page of Cloudflare is the network’s, and no field is at fault', async () => {
    const { result, story } = await testAgainst(traktClient, settings, () => ({
      status: 403,
      headers: { server: 'cloudflare', 'cf-ray': 'a061', 'content-type': 'text/html' },
      body: '<html>Sorry, you have been blocked</html>',
    }))
    expect(story.slice(3)).toEqual(['answer:failed', 'key:skipped', 'secret:skipped'])
    expect(result.diagnosis?.kind).not.toBe('authentication')
    expect(result.field).toBeNull()
  })
})
