import type { Causes, RemedyStep } from '@cuemark/diagnosis'

const limitsPage = 'https://platform.openai.com/settings/organization/limits'

const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const wait: RemedyStep = { text: 'Wait: work goes on by itself.' }
const report: RemedyStep = { text: 'Report this with the evidence below: the request itself must change.' }

const permission = { kind: 'permission', scope: 'integration', retry: 'never' } as const
const setting = { kind: 'configuration', scope: 'integration', retry: 'never' } as const
const ours = { kind: 'invalid_request', scope: 'item', retry: 'never' } as const
const outage = { kind: 'outage', scope: 'service', retry: { told: { elseMs: 60_000 } } } as const

const requestCauses: Causes = {
  'openai.model_unknown': {
    ...setting,
    title: 'OpenAI: no such model',
    explanation:
      'OpenAI has no model of this name for this key. The name is mistyped, or the model was withdrawn.',
    remedy: [
      {
        text: 'Correct the name of the model.',
        action: 'edit_settings',
        link: 'https://platform.openai.com/docs/models',
      },
      test,
    ],
    field: 'model',
  },
  'openai.model_not_allowed': {
    ...permission,
    title: 'OpenAI: this key may not use the model',
    explanation:
      'The model exists, but it is not open to this key: the account never paid, or the project does not allow it.',
    remedy: [
      { text: 'Choose a model that the key may use.', action: 'edit_settings' },
      { text: 'Or add credit, or allow the model in the project.', link: limitsPage },
      test,
    ],
    field: 'model',
  },
  'openai.rate_limit': {
    kind: 'rate_limit',
    title: 'OpenAI: too many requests or words a minute',
    explanation:
      'The limit counts by minute for the whole organization and this model. The credit is not concerned.',
    remedy: [wait],
    scope: 'integration',
    retry: { told: { elseMs: 20_000 } },
  },
  'openai.slow_down': {
    kind: 'rate_limit',
    title: 'OpenAI: traffic rose too fast',
    explanation: 'OpenAI asks to go back to the earlier pace and to rise slowly.',
    remedy: [wait],
    scope: 'integration',
    retry: { told: { elseMs: 60_000 } },
  },
  'openai.request_too_large': {
    ...ours,
    title: 'OpenAI: the request is larger than the limit of a minute',
    explanation: 'This one request is larger than all that is allowed in a minute, so waiting never helps.',
    remedy: [
      {
        text: 'Make the request shorter, or choose a model with a higher limit.',
        action: 'edit_settings',
        link: limitsPage,
      },
    ],
  },
  'openai.context_too_long': {
    ...ours,
    title: 'OpenAI: the text is too long for the model',
    explanation: 'The model cannot read that much at once.',
    remedy: [{ text: 'Make the text shorter, or choose a model that reads more.', action: 'edit_settings' }],
  },
  'openai.parameter_refused': {
    ...ours,
    scope: 'own_code',
    title: 'OpenAI: the model does not take this parameter',
    explanation: 'A parameter of the request is not known to this model, or its value is not allowed.',
    remedy: [{ text: 'Choose another model.', action: 'edit_settings' }, report],
  },
  'openai.content_refused': {
    ...ours,
    title: 'OpenAI: the content was refused',
    explanation: 'OpenAI’s safety check refused this text.',
    remedy: [],
  },
  'openai.bad_request': {
    ...ours,
    scope: 'own_code',
    title: 'OpenAI: the request was not accepted',
    explanation: 'OpenAI says that the request has a fault.',
    remedy: [report],
  },
  'openai.service_tier': {
    ...setting,
    title: 'OpenAI: this service tier is not available',
    explanation: 'The service tier asked for is not open to this account or model.',
    remedy: [{ text: 'Leave the service tier at its standard.', action: 'edit_settings' }],
  },
  'openai.wrong_path': {
    ...setting,
    title: 'OpenAI: nothing at this path',
    explanation:
      'The address has a part too much or too little, or the deployment named in it does not exist.',
    remedy: [{ text: 'Correct the address; OpenAI’s own ends in /v1.', action: 'edit_address' }, test],
    field: 'baseUrl',
  },
}

const outageCauses: Causes = {
  'openai.overloaded': {
    ...outage,
    title: 'OpenAI: the model is overloaded',
    explanation: 'Too many people use this model at the moment. Other models may work.',
    remedy: [wait, { text: 'If it lasts, choose another model.', action: 'edit_settings' }],
  },
  'openai.server_error': {
    ...outage,
    title: 'OpenAI: internal error',
    explanation: 'Something failed inside OpenAI. The key has nothing to do with it.',
    remedy: [wait, { text: 'Look at OpenAI’s status page.', link: 'https://status.openai.com' }],
  },
  'openai.not_openai': {
    ...setting,
    title: 'OpenAI: something else answers at this address',
    explanation: 'The answer is not that of OpenAI or a service that speaks like it.',
    remedy: [{ text: 'Empty the address to use OpenAI’s own, or correct it.', action: 'edit_address' }, test],
    field: 'baseUrl',
  },
}

/** Causes that lie in the call, the model, or the service. */
export const openaiCallCauses: Causes = { ...requestCauses, ...outageCauses }
