import type { Rule, Verdict } from '@cuemark/diagnosis'

function onCode(codes: readonly string[], is: Verdict, because: string): Rule {
  return { when: { field: { 'error.code': codes } }, is: { confidence: 'certain', ...is }, because }
}

/** 401 also stands for good keys, 429 also for missing money, 400 also for the account (openai.md §2). */
const rights: readonly Rule[] = [
  {
    when: { text: ['missing scopes', 'insufficient permissions for this operation'] },
    is: { cause: 'openai.scope_missing', confidence: 'certain' },
    because: 'The text names a missing right; the key is good, although the status is 401.',
  },
  onCode(
    ['insufficient_permissions', 'missing_scope'],
    { cause: 'openai.scope_missing' },
    'The code names a missing right.',
  ),
  {
    when: {
      text: [
        /ip (?:address )?(?:is )?not (?:authorized|allowed)/,
        'ip_not_authorized',
        'address is not authorized',
        'ip allowlist',
      ],
    },
    is: { cause: 'openai.address_not_allowed', confidence: 'certain' },
    because: 'The text names the list of allowed addresses.',
  },
  {
    when: {
      text: [
        'unsupported_country_region_territory',
        'country, region, or territory not supported',
        'not available in your country',
        "openai's services are not available in your country",
      ],
    },
    is: { cause: 'openai.country', confidence: 'certain' },
    because: 'OpenAI names the country.',
  },
  {
    when: {
      text: [
        'mismatched_organization',
        'openai-organization header should match',
        'invalid_organization',
        'no such organization',
      ],
    },
    is: { cause: 'openai.organization_mismatch', confidence: 'certain' },
    because: 'OpenAI compares the organization with the key.',
  },
  {
    when: {
      text: [
        'mismatched_project',
        'openai-project header should match',
        'no such project',
        'invalid_project',
      ],
    },
    is: { cause: 'openai.project_mismatch', confidence: 'certain' },
    because: 'OpenAI compares the project with the key.',
  },
]

const accounts: readonly Rule[] = [
  {
    when: {
      text: [
        'account_deactivated',
        'has been deactivated',
        'account_suspended',
        'account has been suspended',
        'access_terminated',
        'access was terminated',
        'your access was terminated',
        'deactivated_workspace',
      ],
    },
    is: { cause: 'openai.account_deactivated', confidence: 'certain' },
    because: 'OpenAI says that the account is closed.',
  },
  {
    when: { text: ['no_organization', 'must be a member of an organization'] },
    is: { cause: 'openai.no_organization', confidence: 'certain' },
    because: 'OpenAI says that the owner has no organization.',
  },
  {
    when: { text: ['must be verified', 'verify organization'] },
    is: { cause: 'openai.organization_unverified', confidence: 'certain' },
    because: 'OpenAI asks for verification, in the form of a refused value.',
  },
  {
    when: { text: ['billing_not_active', 'account is not active, please check your billing'] },
    is: { cause: 'openai.billing_inactive', confidence: 'certain' },
    because: 'OpenAI says that billing is not active.',
  },
]

const spending: readonly Rule[] = [
  onCode(
    ['organization_spend_limit_exceeded'],
    { cause: 'openai.organization_spend_limit' },
    'The code names the organization’s limit; its type may still be insufficient_quota.',
  ),
  onCode(
    ['project_spend_limit_exceeded'],
    { cause: 'openai.project_spend_limit' },
    'The code names the project’s limit.',
  ),
  onCode(
    ['organization_usage_limit_exceeded'],
    { cause: 'openai.usage_limit' },
    'The code names the usage limit.',
  ),
  onCode(
    ['credit_balance_exhausted'],
    { cause: 'openai.credit_exhausted' },
    'The code says that the credit is used.',
  ),
  {
    when: { text: ['billing_hard_limit_reached', 'billing hard limit has been reached'] },
    is: { cause: 'openai.billing_hard_limit', confidence: 'certain' },
    because: 'The limit of the bill is named, although the status is 400.',
  },
  {
    when: {
      text: [
        'insufficient_quota',
        'exceeded your current quota',
        'credit balance is too low',
        'run out of credits',
        'ran out of credits',
        'insufficient credit',
        'insufficient balance',
        'insufficient funds',
      ],
    },
    is: { cause: 'openai.credit_exhausted', confidence: 'certain' },
    because: 'OpenAI names the quota in code, type or words; the code may be null.',
  },
]

const keys: readonly Rule[] = [
  {
    when: {
      text: [
        /incorrect api key provided: ["'`<${([]{0,3}(?:your|my|open_?ai|api|the|insert|enter|key|token|placeholder|none|null|undefined|bearer|process|env|xxx|\*{3,}_?key|%)/,
      ],
    },
    is: { cause: 'openai.key_placeholder', confidence: 'certain' },
    because: 'OpenAI repeats what it received, and that begins like the name of a key.',
  },
  {
    when: {
      text: [
        /incorrect api key provided: (?:sk-(?:lm|or|ant|litellm|cf|ollama|fake|local)-|kod-|gsk_|pplx-|aiza|hf_|xai-|r8_|https?:|[a-z]{2,8}-(?<!sk-))/,
      ],
    },
    is: { cause: 'openai.key_foreign', confidence: 'certain' },
    because: 'OpenAI repeats the beginning of the key, and that is another service’s.',
  },
  {
    when: {
      text: [
        'invalid_api_key',
        'incorrect api key provided',
        'invalid_authentication',
        'invalid authentication',
        'invalid subscription key',
        'invalid api key',
      ],
    },
    is: { cause: 'openai.key_invalid', confidence: 'certain' },
    because: 'OpenAI names the key.',
  },
  {
    when: {
      text: [
        "you didn't provide an api key",
        'you did not provide an api key',
        'missing bearer',
        'no api key provided',
      ],
    },
    is: { cause: 'openai.key_missing', confidence: 'certain' },
    because: 'OpenAI says that no key arrived.',
  },
  {
    when: { status: 401, body: ['absent', 'empty', 'json', 'text'] },
    is: {
      cause: 'openai.key_invalid',
      confidence: 'guess',
      probe: {
        call: 'model',
        because: 'OpenAI’s words tell a bad key from a missing right; the status does not.',
      },
    },
    because: 'A 401 without words is most often the key.',
  },
]

export const openaiAccountRules: readonly Rule[] = [...rights, ...accounts, ...spending, ...keys]
