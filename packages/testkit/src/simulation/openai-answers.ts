import { json, jsonBody, type Answer, type Call } from './answer.ts'

/** Bodies of OpenAI's API (openai.md §2). */

/** Made here, valid nowhere else. */
export const openaiCredentials: {
  readonly goodKey: string
  readonly badKey: string
  readonly models: readonly [string, ...string[]]
} = {
  goodKey: `sk-proj-${'simulated'.repeat(5)}good`,
  badKey: `sk-proj-${'simulated'.repeat(5)}bad0`,
  models: ['gpt-4o-mini', 'gpt-5-mini', 'gpt-5', 'text-embedding-3-small'],
}

interface Fault {
  readonly message: string
  readonly type: string
  readonly code?: string | number
  readonly param?: string
}

export const limitHeaders: Readonly<Record<string, string>> = {
  'x-ratelimit-limit-requests': '500',
  'x-ratelimit-remaining-requests': '499',
  'x-ratelimit-reset-requests': '120ms',
  'x-ratelimit-limit-tokens': '30000',
  'x-ratelimit-remaining-tokens': '29950',
  'x-ratelimit-reset-tokens': '100ms',
}

export const fault = (status: number, error: Fault): Answer =>
  json(
    status,
    {
      error: {
        message: error.message,
        type: error.type,
        param: error.param ?? null,
        code: error.code ?? null,
      },
    },
    { 'x-request-id': 'req_simulated' },
  )

/** OpenAI shows the key back, masked but for its ends. */
const masked = (key: string): string => `${key.slice(0, 8)}${'*'.repeat(20)}${key.slice(-4)}`

export const invalidKey = (key: string): Answer =>
  fault(401, {
    message: `Incorrect API key provided: ${masked(key)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    type: 'invalid_request_error',
    code: 'invalid_api_key',
  })

export const modelNotFound = (model: string): Answer =>
  fault(404, {
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
    type: 'invalid_request_error',
    code: 'model_not_found',
  })

export const rateLimited = (again: string): Answer =>
  fault(429, {
    message: `Rate limit reached for gpt-5-mini in organization org-simulated on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in ${again}.`,
    type: 'requests',
    code: 'rate_limit_exceeded',
  })

export const requestTooLarge = (): Answer =>
  fault(429, {
    message:
      'Request too large for gpt-5-mini in organization org-simulated on tokens per min (TPM): Limit 30000, Requested 30601.',
    type: 'tokens',
    code: 'rate_limit_exceeded',
  })

const generations = new Set(['/v1/chat/completions', '/v1/responses', '/v1/embeddings'])
export const wantsGeneration = (call: Call): boolean => call.method === 'POST' && generations.has(call.path)

const unsupported = (name: string, hint: string): Answer =>
  fault(400, {
    message: `Unsupported parameter: '${name}' is not supported with this model.${hint}`,
    type: 'invalid_request_error',
    param: name,
    code: 'unsupported_parameter',
  })

/** Current models refuse two parameters that old ones took; tests that send them fail with good keys. */
export const generated = (call: Call): Answer => {
  const body = jsonBody(call)
  if (body === null)
    return fault(400, {
      message: 'We could not parse the JSON body of your request.',
      type: 'invalid_request_error',
    })
  const model = typeof body['model'] === 'string' ? body['model'] : ''
  if (!openaiCredentials.models.includes(model)) return modelNotFound(model)
  if (body['temperature'] !== undefined && body['temperature'] !== 1) return unsupported('temperature', '')
  if (body['max_tokens'] !== undefined)
    return unsupported('max_tokens', " Use 'max_completion_tokens' instead.")
  return json(200, generation(call.path, model), limitHeaders)
}

const generation = (path: string, model: string): unknown => {
  if (path === '/v1/embeddings')
    return { object: 'list', model, data: [{ object: 'embedding', index: 0, embedding: [0.1, 0.2] }] }
  if (path === '/v1/responses')
    return {
      id: 'resp_simulated',
      object: 'response',
      status: 'completed',
      model,
      output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Reel.' }] }],
      usage: { input_tokens: 4, output_tokens: 1, total_tokens: 5 },
    }
  return {
    id: 'chatcmpl-simulated',
    object: 'chat.completion',
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: 'Reel.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 4, completion_tokens: 1, total_tokens: 5 },
  }
}
