import { describe, expect, it } from 'vitest'
import { receivedAt, testAgainst } from '../testing/scripted-http.ts'
import { mdblistKey } from '../testing/credentials.ts'
import { mdblistClient } from './client.ts'

const settings = { apiKey: mdblistKey }
const user = {
  username: 'someone',
  user_id: 1,
  api_requests: 1000,
  api_requests_count: 250,
  is_supporter: false,
}

describe('testing an MDBList connection', () => {
  it('tells user, plan and what is left until midnight UTC', async () => {
    const { result, steps } = await testAgainst(mdblistClient, settings, () => ({ body: user }))
    expect(result).toMatchObject({
      ok: true,
      proved: ['reachable', 'credential', 'read', 'quota'],
      facts: [
        { label: 'User', value: 'someone' },
        { label: 'Plan', value: 'Free' },
        { label: 'Requests a day', value: '1,000' },
      ],
      budget: {
        limit: 1000,
        used: 250,
        remaining: 750,
        resetsAt: receivedAt + 43_200_000,
        source: 'endpoint',
      },
    })
    expect(steps.at(-1)?.detail).toBe('250 of today’s 1,000 requests are used.')
  })

  it('believes the headers more than the endpoint', async () => {
    const { result } = await testAgainst(mdblistClient, settings, () => ({
      body: user,
      headers: {
        'x-ratelimit-limit': '100000',
        'x-ratelimit-remaining': '99884',
        'x-ratelimit-reset': '1795305600',
      },
    }))
    expect(result.budget).toEqual({
      limit: 100_000,
      used: 116,
      remaining: 99_884,
      resetsAt: 1_795_305_600_000,
      source: 'header',
    })
  })

  it('a used-up day is a warning with a right key, and proves no quota', async () => {
    const body = { ...user, api_requests_count: 1000 }
    const { result, story } = await testAgainst(mdblistClient, settings, () => ({ body }))
    expect(story.slice(3)).toEqual(['answer:passed', 'key:passed', 'allowance:warning'])
    expect(result.proved).toEqual(['reachable', 'credential', 'read'])
  })

  it('claims no budget where none is told', async () => {
    const { result } = await testAgainst(mdblistClient, settings, () => ({ body: { username: 'someone' } }))
    expect(result.budget).toBeUndefined()
    expect(result.ok).toBe(true)
  })

  it.each([
    ['a refusal', 401, 'authentication', 'apiKey'],
    ['an outage', 502, 'outage', null],
  ])('%s is named and put against the right field', async (_, status, kind, field) => {
    const { result } = await testAgainst(mdblistClient, settings, () => ({ status, body: { error: 'no' } }))
    expect([result.diagnosis?.kind, result.field]).toEqual([kind, field])
  })

  it('a day that is used up ends at the allowance, not at the key', async () => {
    const { result, story } = await testAgainst(mdblistClient, settings, () => ({
      status: 429,
      headers: { 'retry-after': '40000' },
      body: { detail: 'throttled' },
    }))
    expect(result.diagnosis?.kind).toBe('quota')
    expect(story.slice(3)).toEqual(['answer:passed', 'key:passed', 'allowance:failed'])
  })
})
