import { describe, expect, it } from 'vitest'
import { hosts, receivedAt, scriptedHttp, testAgainst } from '../testing/scripted-http.ts'
import { openaiKey } from '../testing/credentials.ts'
import { openaiClient } from './client.ts'

const settings = { apiKey: openaiKey }
const failure = (error: object) => ({ error: { message: '', type: '', param: null, code: null, ...error } })

describe('testing an OpenAI connection', () => {
  it('asks for the configured model, which is free, and says that credit is not proved by it', async () => {
    const full = { ...settings, model: 'gpt-4o', organization: 'org-1', project: 'proj_1' }
    const { result, story, http } = await testAgainst(openaiClient, full, () => ({ body: { id: 'gpt-4o' } }))
    expect(story.slice(3)).toEqual(['answer:passed', 'key:passed', 'model:passed', 'allowance:skipped'])
    expect(result).toMatchObject({ ok: true, facts: [{ label: 'Model', value: 'gpt-4o' }] })
    expect(result.proved).toEqual(['reachable', 'credential'])
    expect(http.requests).toMatchObject([
      {
        url: 'https://api.openai.com/v1/models/gpt-4o',
        headers: {
          authorization: `Bearer ${openaiKey}`,
          'openai-organization': 'org-1',
          'openai-project': 'proj_1',
        },
        secrets: [openaiKey],
      },
    ])
  })

  it('a missing scope is a warning and not a bad key', async () => {
    const message = 'You have insufficient permissions for this operation. Missing scopes: api.model.read.'
    const { result, story, http } = await testAgainst(openaiClient, settings, () => ({
      status: 401,
      body: failure({ message, type: 'invalid_request_error' }),
    }))
    expect(story.slice(3)).toEqual(['answer:passed', 'key:passed', 'model:warning', 'allowance:skipped'])
    expect(result.ok).toBe(true)
    expect(http.settlements).toMatchObject([{ diagnosis: null }])
  })

  it('a model that is not there is the model’s fault', async () => {
    const { result, story } = await testAgainst(openaiClient, { ...settings, model: 'gtp-4' }, () => ({
      status: 404,
      body: failure({ code: 'model_not_found', message: 'The model `gtp-4` does not exist' }),
    }))
    expect(story.slice(3)).toEqual(['answer:passed', 'key:passed', 'model:failed', 'allowance:skipped'])
    expect(result.field).toBe('model')
  })

  it('a wrong key is the key’s fault', async () => {
    const { result, story } = await testAgainst(openaiClient, settings, () => ({
      status: 401,
      body: failure({ code: 'invalid_api_key', message: 'Incorrect API key provided: sk-proj-****b3_' }),
    }))
    expect(story).toContain('key:failed')
    expect([result.diagnosis?.kind, result.field]).toEqual(['authentication', 'apiKey'])
  })

  it('tells no credit from a request to go slower, though both are 429', async () => {
    const broke = await testAgainst(openaiClient, settings, () => ({
      status: 429,
      body: failure({ code: 'insufficient_quota', type: 'insufficient_quota' }),
    }))
    const hurried = await testAgainst(openaiClient, settings, () => ({
      status: 429,
      body: failure({
        code: 'rate_limit_exceeded',
        message: 'Rate limit reached. Please try again in 9.816s.',
      }),
    }))
    expect(broke.result.diagnosis?.kind).toBe('quota')
    expect(hurried.result.diagnosis?.kind).toBe('rate_limit')
    expect([broke.story[4], hurried.story[4]]).toEqual(['key:passed', 'key:skipped'])
  })

  it.each([
    [{ 'x-ratelimit-limit-requests': '-1', 'x-ratelimit-remaining-requests': '-1' }, undefined],
    [{ 'x-ratelimit-limit-requests': '0', 'x-ratelimit-remaining-requests': '0' }, undefined],
    [
      {
        'x-ratelimit-limit-requests': '500',
        'x-ratelimit-remaining-requests': '499',
        'x-ratelimit-reset-requests': '6m0s',
      },
      { limit: 500, used: 1, remaining: 499, resetsAt: receivedAt + 360_000, source: 'header' },
    ],
  ])('the headers %j are read without inventing anything', async (headers, budget) => {
    const { result } = await testAgainst(openaiClient, settings, () => ({ headers, body: { id: 'm' } }))
    expect(result.budget).toEqual(budget)
  })
})

describe('proving that OpenAI generates', () => {
  it('sends the smallest generation, once', async () => {
    const http = scriptedHttp('openai', () => ({ body: { id: 'c', choices: [{}] } }))
    const outcome = await openaiClient.proveWith('generation')?.({ http, hosts }, settings)
    expect(outcome).toMatchObject({
      ok: true,
      value: { proved: ['reachable', 'credential', 'quota', 'generation'] },
    })
    const [request] = http.requests
    expect(request).toMatchObject({ method: 'POST', idempotent: false })
    expect(JSON.parse(request?.body ?? '')).toEqual({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: 'Say ok.' }],
      max_completion_tokens: 16,
    })
  })

  it('no credit is a quota failure and clears nothing', async () => {
    const http = scriptedHttp('openai', () => ({
      status: 429,
      body: failure({ code: 'credit_balance_exhausted' }),
    }))
    const outcome = await openaiClient.proveWith('quota')?.({ http, hosts }, settings)
    expect(outcome).toMatchObject({ ok: false, diagnosis: { kind: 'quota' } })
  })

  it('nothing else is proved that way', () => {
    expect(openaiClient.proveWith('write')).toBeNull()
  })
})
