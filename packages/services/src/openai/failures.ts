import type { Rule, RuleSet, Verdict } from '@cuemark/diagnosis'
import { openaiAccountRules } from './failures-account.ts'
import { openaiCauses } from './failures-causes.ts'

/** Names by which OpenAI's models are known to exist; another name is more likely a slip. */
const knownModel =
  /[`'"]?(?:gpt-(?:3\.5|4|4\.1|4\.5|4o|5|oss|image|realtime|audio)|chatgpt-4o|o[1-9](?:-|\b)|text-embedding-(?:3|ada)|text-davinci-00|dall-e-[23]|whisper-1|tts-1|davinci-00|babbage-00|codex-mini|omni-moderation|computer-use|sora-)/

function onCode(codes: readonly string[], is: Verdict, because: string): Rule {
  return { when: { field: { 'error.code': codes } }, is: { confidence: 'certain', ...is }, because }
}

const models: readonly Rule[] = [
  {
    when: {
      text: [
        /the model ['"`\\]{0,2}(?:gpt|chatgpt|o\d|text|dall|whisper|tts|davinci|babbage|codex|omni|sora|computer)[^'"` ]*['"`\\]{0,2} (?:has been deprecated|is deprecated)/,
        'has been deprecated, learn more',
      ],
    },
    is: { cause: 'openai.model_unknown', kind: 'deprecated', confidence: 'certain' },
    because: 'OpenAI says that the model was withdrawn.',
  },
  {
    when: {
      text: [
        'does not have access to model',
        'do not have access to the model',
        'project does not have access',
      ],
    },
    is: { cause: 'openai.model_not_allowed', confidence: 'certain' },
    because: 'OpenAI names the missing access of the project.',
  },
  {
    when: {
      field: { 'error.message': new RegExp(`model:? ${knownModel.source}`) },
      text: ['does not exist or you do not have access', 'model_not_found', 'does not exist'],
    },
    is: {
      cause: 'openai.model_not_allowed',
      probe: { call: 'models', because: 'The list of models shows which ones the key may use.' },
    },
    because: 'A model of this name exists, so it is the access that is missing.',
  },
  {
    when: {
      text: [
        'model_not_found',
        /the model:? .{1,80} does not exist/,
        'that model does not exist',
        'engine not found',
        'invalid model',
      ],
    },
    is: {
      cause: 'openai.model_unknown',
      probe: { call: 'models', because: 'The list of models shows which ones the key may use.' },
    },
    because: 'No model of this name is known.',
  },
]

const limits: readonly Rule[] = [
  {
    when: { text: [/"?request too large for /, 'tokens must be reduced in order to run'] },
    is: { cause: 'openai.request_too_large', confidence: 'certain' },
    because: 'One request above the limit of a minute can never pass, although its status is 429.',
  },
  onCode(['slow_down'], { cause: 'openai.slow_down' }, 'The code asks to slow down.'),
  onCode(
    ['rate_limit_exceeded', 'rate_limit_reached', 'requests_limit_exceeded', 'tokens_limit_exceeded'],
    { cause: 'openai.rate_limit' },
    'The code names the limit of a minute.',
  ),
  {
    when: {
      text: [
        'rate limit reached for',
        'exceeded call rate limit',
        'exceeded token rate limit',
        'rate limit is exceeded',
        'rate limit exceeded',
      ],
    },
    is: { cause: 'openai.rate_limit', confidence: 'certain' },
    because: 'The words name the limit of a minute.',
  },
]

const requests: readonly Rule[] = [
  {
    when: {
      text: [
        'context_length_exceeded',
        'maximum context length',
        'string_above_max_length',
        'context window',
      ],
    },
    is: { cause: 'openai.context_too_long', confidence: 'certain' },
    because: 'OpenAI counts the text and finds it too long.',
  },
  {
    when: { field: { 'error.message': /service_tier/ } },
    is: { cause: 'openai.service_tier' },
    because: 'OpenAI refuses the service tier.',
  },
  {
    when: {
      text: [
        'content_policy_violation',
        'content_filter',
        'invalid_prompt',
        'moderation_blocked',
        'rejected as a result of our safety system',
        'usage policies',
        'usage policy',
      ],
    },
    is: { cause: 'openai.content_refused', confidence: 'certain' },
    because: 'The safety check refused the content.',
  },
  onCode(
    [
      'unsupported_parameter',
      'unsupported_value',
      'invalid_value',
      'unknown_parameter',
      'missing_required_parameter',
      'invalid_type',
      'integer_below_min_value',
      'integer_above_max_value',
      'invalid_parameter',
    ],
    { cause: 'openai.parameter_refused' },
    'The code names a parameter.',
  ),
  {
    when: {
      text: [
        'unsupported parameter',
        'unsupported value',
        'unrecognized request argument',
        'is not supported with this model',
        'unknown parameter',
        'missing required parameter',
        'is a required property',
        'is not of type',
      ],
    },
    is: { cause: 'openai.parameter_refused', confidence: 'certain' },
    because: 'The words name a parameter.',
  },
  {
    when: {
      text: [
        /"?invalid url \(/,
        'unknown_url',
        'deploymentnotfound',
        'api deployment for this resource does not exist',
        'resource not found',
      ],
    },
    is: { cause: 'openai.wrong_path', confidence: 'certain' },
    because: 'OpenAI says that the path does not exist.',
  },
]

const outages: readonly Rule[] = [
  {
    when: {
      text: [
        'currently overloaded',
        'server_is_overloaded',
        'overloaded with other requests',
        'engine is currently overloaded',
        'service is temporarily overloaded',
        'high demand',
      ],
    },
    is: { cause: 'openai.overloaded', confidence: 'certain' },
    because: 'OpenAI says that the model is overloaded.',
  },
  {
    when: {
      field: { 'error.type': ['cf_bad_gateway', 'cf_service_unavailable', 'cf_gateway_timeout', /^cf_/] },
    },
    is: { cause: 'http.bad_gateway', confidence: 'certain' },
    because: 'Cloudflare wrote this error in OpenAI’s form; its code is a number.',
  },
  {
    when: {
      field: { 'error.type': ['server_error', 'internal_error', 'service_unavailable_error', 'api_error'] },
    },
    is: { cause: 'openai.server_error', confidence: 'certain' },
    because: 'The type says that the fault is inside OpenAI.',
  },
  {
    when: { field: { 'error.code': ['server_error', 'internal_error', 500, 502, 503, 504, 520] } },
    is: { cause: 'openai.server_error' },
    because: 'The code says that the fault is inside OpenAI.',
  },
  {
    when: {
      text: [
        'the server had an error while processing your request',
        'the server had an error processing your request',
      ],
    },
    is: { cause: 'openai.server_error', confidence: 'certain' },
    because: 'OpenAI says that its server failed.',
  },
]

const rest: readonly Rule[] = [
  {
    when: { status: 429, body: ['absent', 'empty', 'json', 'text'] },
    is: {
      cause: 'openai.rate_limit',
      confidence: 'guess',
      probe: {
        call: 'generation',
        because: 'The code of the answer tells hurry from missing money; the status does not.',
      },
    },
    because: 'A 429 without its code is most often the limit of a minute.',
  },
  {
    when: { status: 404, path: /\/v1\/models\/[^/]+$/, body: ['absent', 'empty', 'json'] },
    is: { cause: 'openai.model_unknown' },
    because: 'The call asks for one model.',
  },
  {
    when: { status: 404, body: ['absent', 'empty', 'json'] },
    is: { cause: 'openai.wrong_path', confidence: 'guess' },
    because: 'Nothing else that is asked for here can be missing.',
  },
  {
    when: { status: [400, 413, 415, 422], body: ['absent', 'empty', 'json'] },
    is: { cause: 'openai.bad_request' },
    because: 'OpenAI refuses the request itself.',
  },
  {
    when: { status: 500, body: ['absent', 'empty', 'json'] },
    is: { cause: 'openai.server_error' },
    because: 'Status 500 is OpenAI’s for its own faults.',
  },
  {
    when: { status: 503, body: ['absent', 'empty', 'json'] },
    is: { cause: 'openai.overloaded' },
    because: 'Status 503 is OpenAI’s for a model with too much to do.',
  },
  {
    when: { field: { 'error.type': 'invalid_request_error' }, status: ['none', '2xx'] },
    is: { cause: 'openai.bad_request', confidence: 'guess' },
    because: 'The type refuses the request, and nothing says more.',
  },
  {
    when: { field: { 'error.message': /./ }, status: ['none', '2xx'] },
    is: { cause: 'openai.server_error', confidence: 'guess' },
    because: 'An error stands in an answer that looks good, as event streams carry them.',
  },
  {
    when: { status: '2xx', path: /\/models\/[^/]+$/, body: 'json', lacks: ['id'], typed: true },
    is: { cause: 'openai.not_openai' },
    because: 'A model always has an id.',
  },
  {
    when: { status: '2xx', path: /\/models\/[^/]+$/, body: 'json', lacks: ['id'] },
    is: { cause: 'http.wrong_shape' },
    because: 'A model always has an id.',
  },
]

export const openaiRules: RuleSet = {
  service: 'openai',
  name: 'OpenAI',
  hosts: ['api.openai.com', '.openai.azure.com'],
  selfHosted: false,
  addressField: 'baseUrl',
  credentialField: 'apiKey',
  rules: [...openaiAccountRules, ...models, ...limits, ...requests, ...outages, ...rest],
  causes: openaiCauses,
}
