import type { StartSimulation } from './service.ts'
import { bearer, json, withHeaders, type Respond } from './simulation/answer.ts'
import { loginPage } from './simulation/pages.ts'
import {
  fault,
  generated,
  invalidKey,
  limitHeaders,
  modelNotFound,
  openaiCredentials,
  rateLimited,
  requestTooLarge,
  wantsGeneration,
} from './simulation/openai-answers.ts'
import { retryAfter, type Script } from './simulation/script.ts'
import { startScript } from './simulation/start.ts'

/** OpenAI's API (openai.md). */

export { openaiCredentials } from './simulation/openai-answers.ts'

const healthy: Respond = (call) => {
  const key = bearer(call)
  if (key === null)
    return fault(401, { message: "You didn't provide an API key.", type: 'invalid_request_error' })
  if (key !== openaiCredentials.goodKey) return invalidKey(key)
  if (wantsGeneration(call)) return generated(call)
  if (call.method === 'GET' && call.path === '/v1/models')
    return json(200, {
      object: 'list',
      data: openaiCredentials.models.map((id) => ({ id, object: 'model' })),
    })
  const model = /^\/v1\/models\/([^/]+)$/.exec(call.path)?.[1]
  if (call.method !== 'GET' || model === undefined)
    return fault(404, { message: `Invalid URL (${call.method} ${call.path})`, type: 'invalid_request_error' })
  return openaiCredentials.models.some((known) => known === decodeURIComponent(model))
    ? json(200, { id: model, object: 'model', created: 1735689600, owned_by: 'system' }, limitHeaders)
    : modelNotFound(model)
}

const refuseEvery = (call: Parameters<Respond>[0]): ReturnType<Respond> => invalidKey(bearer(call) ?? '')

/** Money and pace show only where something is generated; the free model look-up goes on answering. */
const whenGenerating =
  (respond: Respond): Respond =>
  (call) =>
    wantsGeneration(call) ? respond(call) : healthy(call)

const spend =
  (code: string, message: string): Respond =>
  () =>
    fault(429, { message, type: 'insufficient_quota', code })

const noQuota = spend(
  'insufficient_quota',
  'You exceeded your current quota, please check your plan and billing details.',
)

const script: Script = {
  service: 'openai',
  goodSettings: (url) => ({
    apiKey: openaiCredentials.goodKey,
    model: openaiCredentials.models[0],
    baseUrl: url,
  }),
  badSettings: () => ({ apiKey: openaiCredentials.badKey }),
  scenes: {
    healthy,
    wrong_key: refuseEvery,
    revoked: refuseEvery,
    quota: noQuota,
    quota_retry_after: (call) => {
      const refused = noQuota(call)
      return refused === 'silence' ? refused : withHeaders(refused, retryAfter)
    },
    rate_limit: () => rateLimited('20s'),
    rate_limit_retry_after: () => withHeaders(rateLimited('17s'), retryAfter),
    server_error: () =>
      fault(500, { message: 'The server had an error while processing your request.', type: 'server_error' }),
    bad_gateway: () => fault(502, { message: 'Bad gateway.', type: 'cf_bad_gateway', code: 502 }),
    html_login: loginPage,
  },
  oddities: {
    credit_exhausted: {
      line: 'The credit is used up: the key still looks fine, every generation is refused',
      respond: whenGenerating(spend('credit_balance_exhausted', 'Your credit balance is exhausted.')),
    },
    hurry: {
      line: 'Too fast: "try again in 1.2s", in the text only',
      respond: () => rateLimited('1.2s'),
    },
    scope_missing: {
      line: 'A restricted key without the right to read models: 401, but a good key',
      respond: (call) =>
        wantsGeneration(call)
          ? healthy(call)
          : fault(401, {
              message:
                'You have insufficient permissions for this operation. Missing scopes: api.model.read. Check that you have the correct role in your organization.',
              type: 'invalid_request_error',
            }),
    },
    too_large: {
      line: 'One request alone is over the limit: 429, and waiting never helps',
      respond: whenGenerating(requestTooLarge),
    },
    wrong_model: {
      line: 'The model does not exist, or this account may not use it',
      respond: (call) => modelNotFound(/([^/]+)$/.exec(call.path)?.[1] ?? 'that'),
    },
    deactivated: {
      line: 'The account was deactivated: 401, and no key will do',
      respond: () =>
        fault(401, {
          message: 'The OpenAI account associated with this API key has been deactivated.',
          type: 'invalid_request_error',
          code: 'account_deactivated',
        }),
    },
    country: {
      line: 'The country this server stands in is not served',
      respond: () =>
        fault(403, {
          message: 'Country, region, or territory not supported',
          type: 'request_forbidden',
          code: 'unsupported_country_region_territory',
        }),
    },
    spend_limit: {
      line: 'The spending limit of the project is reached; other projects still work',
      respond: whenGenerating(
        spend('project_spend_limit_exceeded', 'This project has reached its spend limit.'),
      ),
    },
    overloaded: {
      line: 'One model is overloaded',
      respond: () =>
        fault(503, {
          message: 'The server is currently overloaded. Please try again later.',
          type: 'service_unavailable_error',
          code: 'server_is_overloaded',
        }),
    },
  },
}

export const startOpenai: StartSimulation = startScript(script)
