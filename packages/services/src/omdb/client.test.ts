import { describe, expect, it } from 'vitest'
import { hosts, scriptedHttp, testAgainst } from '../testing/scripted-http.ts'
import { omdbKey } from '../testing/credentials.ts'
import { omdbClient } from './client.ts'

const settings = { apiKey: omdbKey }
const said = (error: string) => ({ Response: 'False', Error: error })

describe('testing an OMDb connection', () => {
  it('sends the key first, because OMDb has refused good keys that came last', async () => {
    const { http, result, story } = await testAgainst(omdbClient, settings, () => ({
      body: { Title: 'A known title', Response: 'True' },
    }))
    expect(http.requests.map(({ url }) => url)).toEqual([
      `https://www.omdbapi.com/?apikey=${omdbKey}&i=tt0080684`,
    ])
    expect(result).toMatchObject({ ok: true, proved: ['reachable', 'credential', 'read', 'quota'] })
    expect(story.slice(3)).toEqual(['answer:passed', 'key:passed', 'allowance:passed'])
  })

  it('a title it does not know proves the key all the same', async () => {
    const { result } = await testAgainst(omdbClient, settings, () => ({ body: said('Movie not found!') }))
    expect(result.ok).toBe(true)
  })

  it('tells a wrong key from a used-up day, though both are 401', async () => {
    const wrong = await testAgainst(omdbClient, settings, () => ({
      status: 401,
      body: said('Invalid API key!'),
    }))
    const used = await testAgainst(omdbClient, settings, () => ({
      status: 401,
      body: said('Request limit reached!'),
    }))
    expect([wrong.result.diagnosis?.kind, wrong.result.field]).toEqual(['authentication', 'apiKey'])
    expect(wrong.story.slice(3)).toEqual(['answer:passed', 'key:failed', 'allowance:skipped'])
    expect([used.result.diagnosis?.kind, used.result.field]).toEqual(['quota', null])
    expect(used.story.slice(3)).toEqual(['answer:passed', 'key:passed', 'allowance:failed'])
  })

  it('a page from the firewall in front is not a word about the key', async () => {
    const { result, story } = await testAgainst(omdbClient, settings, () => ({
      status: 403,
      headers: { server: 'cloudflare', 'content-type': 'text/html' },
      body: '<html><title>Attention</title>Sorry, you have been blocked</html>',
    }))
    expect(story.slice(3)).toEqual(['answer:failed', 'key:skipped', 'allowance:skipped'])
    expect(result.diagnosis?.kind).not.toBe('authentication')
    expect(result.field).toBeNull()
  })

  it('200 with a page is no success', async () => {
    const http = scriptedHttp('omdb', () => ({
      headers: { 'content-type': 'text/html' },
      body: '<html></html>',
    }))
    expect((await omdbClient.check({ http, hosts }, settings)).ok).toBe(false)
  })
})
