import type { Causes, RemedyStep } from '@cuemark/diagnosis'
import { openaiCallCauses } from './failures-causes-calls.ts'

const keysPage = 'https://platform.openai.com/api-keys'
const billingPage = 'https://platform.openai.com/settings/organization/billing/overview'
const limitsPage = 'https://platform.openai.com/settings/organization/limits'
const generalPage = 'https://platform.openai.com/settings/organization/general'

const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const replaceKey: RemedyStep = {
  text: 'Copy the key from OpenAI again, or make a new one, and replace it.',
  action: 'replace_key',
  link: keysPage,
}

const credential = {
  kind: 'authentication',
  scope: 'integration',
  retry: 'never',
  field: 'apiKey',
  link: keysPage,
} as const
const account = { kind: 'account', scope: 'integration', retry: 'never' } as const
const permission = { kind: 'permission', scope: 'integration', retry: 'never' } as const
/** Money does not come back by waiting (openai.md §2). */
/** The list of models answers without money (openai.md §1). */
const money = {
  kind: 'quota',
  scope: 'integration',
  retry: 'never',
  provenBy: ['generation'],
} as const
const setting = { kind: 'configuration', scope: 'integration', retry: 'never' } as const

const keyCauses: Causes = {
  'openai.key_invalid': {
    ...credential,
    title: 'OpenAI: the key is not valid',
    explanation:
      'OpenAI does not know this key. It is cut short, mistyped, or was deleted. OpenAI shows the end of the key it saw: compare it.',
    remedy: [replaceKey, test],
  },
  'openai.key_missing': {
    ...credential,
    title: 'OpenAI: no key arrived',
    explanation: 'OpenAI saw no key in the request.',
    remedy: [replaceKey, test],
  },
  'openai.key_placeholder': {
    ...credential,
    kind: 'configuration',
    title: 'OpenAI: a placeholder was sent in place of the key',
    explanation: 'What OpenAI received is not a key but the name of one, or a sample text.',
    remedy: [
      { text: 'Enter the key itself. It begins with sk-.', action: 'replace_key', link: keysPage },
      test,
    ],
  },
  'openai.key_foreign': {
    ...credential,
    title: 'OpenAI: this is another service’s key',
    explanation: 'The key begins like that of another service or of a local server, and was sent to OpenAI.',
    remedy: [
      replaceKey,
      { text: 'Or set the address of the service that the key belongs to.', action: 'edit_address' },
      test,
    ],
  },
  'openai.scope_missing': {
    // A restricted key may read models and still not generate.
    provenBy: ['generation', 'write'],
    ...permission,
    title: 'OpenAI: the key lacks a right',
    explanation: 'The key is good but restricted, and the right that this call needs is not among its own.',
    remedy: [
      {
        text: 'Open the key at OpenAI and give it the right named in the evidence, or all rights.',
        link: keysPage,
      },
      { text: 'Check the role of its owner in organization and project.' },
      test,
    ],
    field: 'apiKey',
    link: keysPage,
  },
  'openai.address_not_allowed': {
    ...permission,
    title: 'OpenAI: this machine’s address is not allowed',
    explanation:
      'The organization or project lets only listed addresses in, and this one is not on the list.',
    remedy: [
      { text: 'Add the public address of this machine to the list at OpenAI.', link: generalPage },
      test,
    ],
  },
  'openai.country': {
    ...permission,
    title: 'OpenAI: not offered in this country',
    explanation:
      'OpenAI does not serve the country from which this machine reaches it. The place of the server counts, not that of the person.',
    remedy: [{ text: 'If a VPN or proxy is used, check where it ends.' }, test],
  },
  'openai.organization_mismatch': {
    ...setting,
    title: 'OpenAI: organization and key do not match',
    explanation: 'The organization given does not own this key.',
    remedy: [
      {
        text: 'Empty the organization, or enter the one that the key belongs to.',
        action: 'edit_settings',
        link: generalPage,
      },
      test,
    ],
    field: 'organization',
  },
  'openai.project_mismatch': {
    ...setting,
    title: 'OpenAI: project and key do not match',
    explanation: 'The project given does not exist or does not own this key.',
    remedy: [
      { text: 'Empty the project, or enter the one that the key belongs to.', action: 'edit_settings' },
      test,
    ],
    field: 'project',
  },
}

const accountCauses: Causes = {
  'openai.account_deactivated': {
    ...account,
    title: 'OpenAI: the account is deactivated',
    explanation: 'OpenAI has closed the account that this key belongs to.',
    remedy: [
      {
        text: 'Look for OpenAI’s e-mail, and answer it if this is a mistake.',
        link: 'https://help.openai.com',
      },
    ],
  },
  'openai.no_organization': {
    ...account,
    title: 'OpenAI: the key belongs to no organization',
    explanation:
      'The owner of this key is no longer a member of an organization. Old personal keys end this way.',
    remedy: [
      { text: 'Make a project key and replace this one.', action: 'replace_key', link: keysPage },
      test,
    ],
  },
  'openai.organization_unverified': {
    ...account,
    title: 'OpenAI: the organization is not verified',
    explanation: 'This model or feature is only for verified organizations.',
    remedy: [
      { text: 'Verify the organization at OpenAI; it takes up to 15 minutes to work.', link: generalPage },
      { text: 'Or choose another model.', action: 'edit_settings' },
    ],
    link: generalPage,
  },
  'openai.billing_inactive': {
    ...account,
    title: 'OpenAI: billing is not active',
    explanation: 'The account has no working way to pay.',
    remedy: [{ text: 'Set up billing at OpenAI.', link: billingPage }, test],
    link: billingPage,
  },
  'openai.credit_exhausted': {
    ...money,
    title: 'OpenAI: no credit left',
    explanation:
      'The key is good, but there is no money behind it: the credit is used or expired, or it was paid into another organization. A ChatGPT subscription does not pay for the API.',
    remedy: [
      { text: 'Add credit in the organization that this key belongs to.', link: billingPage },
      {
        text: 'Then run the full proof, a small generation: listing models works without money.',
        action: 'test_now',
      },
    ],
    link: billingPage,
  },
  'openai.organization_spend_limit': {
    ...money,
    title: 'OpenAI: the organization’s spending limit is reached',
    explanation: 'The organization has a limit for the month, and it is reached.',
    remedy: [{ text: 'Raise the limit, or wait for the next month.', link: limitsPage }],
    link: limitsPage,
  },
  'openai.project_spend_limit': {
    ...money,
    title: 'OpenAI: the project’s spending limit is reached',
    explanation: 'The project of this key has a limit, and it is reached. Other projects still work.',
    remedy: [{ text: 'Raise the project’s limit, or use a key of another project.', link: limitsPage }],
    link: limitsPage,
  },
  'openai.usage_limit': {
    ...money,
    title: 'OpenAI: the organization’s usage limit is reached',
    explanation: 'OpenAI allows the organization no more use this month.',
    remedy: [{ text: 'Ask OpenAI for a higher limit.', link: limitsPage }],
    link: limitsPage,
  },
  'openai.billing_hard_limit': {
    ...money,
    title: 'OpenAI: the hard billing limit is reached',
    explanation: 'The limit that was set for the bill is reached. Other kinds of calls may still work.',
    remedy: [{ text: 'Raise the limit, or wait for the next month.', link: limitsPage }],
    link: limitsPage,
  },
}

export const openaiCauses: Causes = { ...keyCauses, ...accountCauses, ...openaiCallCauses }
