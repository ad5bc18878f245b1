import type { Exchange } from '@cuemark/diagnosis'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../diagnose.ts'

function openai(more: Partial<Exchange>): ReturnType<typeof diagnose> {
  return diagnose({
    service: 'openai',
    method: 'POST',
    url: 'https://api.openai.com/v1/responses',
    status: null,
    headers: {},
    body: null,
    transportError: null,
    ...more,
  })
}

interface ApiError {
  readonly message?: string
  readonly code?: string | number | null
  readonly type?: string
}

function refused(status: number | null, error: ApiError): ReturnType<typeof diagnose> {
  return openai({
    status,
    body: JSON.stringify({ error: { message: '', param: null, code: null, ...error } }),
  })
}

describe('an error of OpenAI', () => {
  it.each<[number | null, ApiError, string, string]>([
    [401, { code: 'invalid_api_key' }, 'openai.key_invalid', 'authentication'],
    [401, { message: 'Incorrect API key provided: sk-proj-***x.' }, 'openai.key_invalid', 'authentication'],
    [401, { message: 'Incorrect API key provided: sk-lm-zd***x.' }, 'openai.key_foreign', 'authentication'],
    [401, { message: 'Incorrect API key provided: kod-ab***x.' }, 'openai.key_foreign', 'authentication'],
    [
      401,
      { message: 'Incorrect API key provided: YOUR_API_KEY.' },
      'openai.key_placeholder',
      'configuration',
    ],
    [401, { message: "You didn't provide an API key." }, 'openai.key_missing', 'authentication'],
    [
      401,
      { message: 'You have insufficient permissions for this operation. Missing scopes: model.request' },
      'openai.scope_missing',
      'permission',
    ],
    [401, { code: 'account_deactivated' }, 'openai.account_deactivated', 'account'],
    [
      null,
      { message: 'You must be a member of an organization to use the API' },
      'openai.no_organization',
      'account',
    ],
    [
      401,
      { message: 'Your IP is not authorized', code: 'ip_not_authorized' },
      'openai.address_not_allowed',
      'permission',
    ],
    [401, { code: 'mismatched_organization' }, 'openai.organization_mismatch', 'configuration'],
    [401, { code: 'mismatched_project' }, 'openai.project_mismatch', 'configuration'],
    [
      403,
      { code: 'unsupported_country_region_territory', type: 'request_forbidden' },
      'openai.country',
      'permission',
    ],
    [
      404,
      {
        code: 'model_not_found',
        message: 'The model `gtp-4` does not exist or you do not have access to it.',
      },
      'openai.model_unknown',
      'configuration',
    ],
    [
      404,
      {
        code: 'model_not_found',
        message: 'The model `gpt-4o` does not exist or you do not have access to it.',
      },
      'openai.model_not_allowed',
      'permission',
    ],
    [
      403,
      { message: 'Project `proj_x` does not have access to model `gpt-4o`', code: 'model_not_found' },
      'openai.model_not_allowed',
      'permission',
    ],
    [
      429,
      { code: 'rate_limit_exceeded', type: 'tokens', message: 'Please try again in 9.816s' },
      'openai.rate_limit',
      'rate_limit',
    ],
    [
      429,
      {
        code: 'rate_limit_exceeded',
        type: 'tokens',
        message: 'Request too large for gpt-4o: Limit 30000, Requested 30601.',
      },
      'openai.request_too_large',
      'invalid_request',
    ],
    [429, { code: 'slow_down', type: 'rate_limit_error' }, 'openai.slow_down', 'rate_limit'],
    [429, { code: 'insufficient_quota', type: 'insufficient_quota' }, 'openai.credit_exhausted', 'quota'],
    [429, { code: null, type: 'insufficient_quota' }, 'openai.credit_exhausted', 'quota'],
    [
      429,
      { code: 'credit_balance_exhausted', type: 'insufficient_quota' },
      'openai.credit_exhausted',
      'quota',
    ],
    [
      429,
      { code: 'organization_spend_limit_exceeded', type: 'insufficient_quota' },
      'openai.organization_spend_limit',
      'quota',
    ],
    [
      429,
      { code: 'project_spend_limit_exceeded', type: 'insufficient_quota' },
      'openai.project_spend_limit',
      'quota',
    ],
    [429, { code: 'organization_usage_limit_exceeded' }, 'openai.usage_limit', 'quota'],
    [400, { code: 'billing_hard_limit_reached' }, 'openai.billing_hard_limit', 'quota'],
    [429, { code: 'billing_not_active' }, 'openai.billing_inactive', 'account'],
    [400, { code: 'context_length_exceeded' }, 'openai.context_too_long', 'invalid_request'],
    [400, { code: 'unsupported_parameter' }, 'openai.parameter_refused', 'invalid_request'],
    [400, { code: 'invalid_value' }, 'openai.parameter_refused', 'invalid_request'],
    [
      400,
      {
        code: 'unsupported_value',
        message: 'Your organization must be verified to generate reasoning summaries.',
      },
      'openai.organization_unverified',
      'account',
    ],
    [400, { message: 'Invalid service_tier argument' }, 'openai.service_tier', 'configuration'],
    [400, { message: 'Something else.' }, 'openai.bad_request', 'invalid_request'],
    [404, { message: 'Invalid URL (POST /v1/v1/responses)' }, 'openai.wrong_path', 'configuration'],
    [500, { type: 'server_error' }, 'openai.server_error', 'outage'],
    [502, { type: 'cf_bad_gateway', code: 502 }, 'http.bad_gateway', 'outage'],
    [503, { code: 'server_is_overloaded', type: 'service_unavailable_error' }, 'openai.overloaded', 'outage'],
    [
      503,
      { type: 'server_error', message: 'That model is currently overloaded with other requests.' },
      'openai.overloaded',
      'outage',
    ],
  ])('%s %j is %s', (status, error, cause, kind) => {
    expect(refused(status, error)).toMatchObject({ cause, kind })
  })

  it('of a bare 401 or 429 is a guess', () => {
    expect(openai({ status: 401 })).toMatchObject({ kind: 'authentication', confidence: 'guess' })
    expect(openai({ status: 429 })).toMatchObject({ kind: 'rate_limit', confidence: 'guess' })
  })

  it('inside a stream that began well is found', () => {
    const body = [
      'event: response.created',
      'data: {"type":"response.created","response":{"id":"r","error":null}}',
      '',
      'event: response.failed',
      'data: {"type":"response.failed","response":{"error":{"code":"server_error","message":"x"}}}',
    ].join('\n')
    expect(openai({ status: 200, headers: { 'content-type': 'text/event-stream' }, body })?.cause).toBe(
      'openai.server_error',
    )
  })
})

describe('when OpenAI may be asked again', () => {
  it('is never where money is missing', () => {
    expect(refused(429, { code: 'insufficient_quota' })?.retry).toEqual({ when: 'never' })
  })

  it('is told by the header, else by the words', () => {
    const body = '{"error":{"message":"Please try again in 644ms.","code":"rate_limit_exceeded"}}'
    expect(openai({ status: 429, body })?.retry).toEqual({ when: 'after', delayMs: 644, basis: 'body' })
    const headers = { 'retry-after-ms': '1200' }
    expect(openai({ status: 429, body, headers })?.retry).toEqual({
      when: 'after',
      delayMs: 1200,
      basis: 'header',
    })
  })
})

describe('a good answer', () => {
  it.each([
    ['https://api.openai.com/v1/models/gpt-4o', '{"id":"gpt-4o","object":"model"}'],
    [
      'https://api.openai.com/v1/responses',
      '{"id":"r","error":null,"output":[{"text":"Rate limit reached for gpt-4: insufficient_quota"}]}',
    ],
  ])('of %s is good', (url, body) => {
    expect(openai({ url, status: 200, body })).toBeNull()
  })

  it('without an id is not a model', () => {
    expect(openai({ url: 'https://api.openai.com/v1/models/gpt-4o', status: 200, body: '{}' })?.kind).toBe(
      'malformed',
    )
  })
})
