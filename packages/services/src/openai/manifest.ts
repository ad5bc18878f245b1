import { baseUrlField } from '../base-url-field.ts'
import type { Manifest } from '../manifest.ts'
import { qualityWith } from '../quality.ts'
import { inspect } from './inspect.ts'

const keyPage = 'https://platform.openai.com/api-keys'
export const openaiBaseUrl = 'https://api.openai.com'
export const defaultModel = 'gpt-4o-mini'

/** Facts: openai.md. */
export const openai: Manifest = {
  id: 'openai',
  name: 'OpenAI',
  summary: 'Suggestions from your own ratings and lists.',
  // Two lenses that overlap.
  mark: 'M9.5 6.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M14.5 6.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11',
  selfHosted: false,
  baseUrl: openaiBaseUrl,
  fields: [
    {
      name: 'apiKey',
      label: 'API key',
      type: 'secret',
      required: true,
      help: 'A project key, begins with sk-proj-. It needs credit on the API; ChatGPT plans do not count.',
      link: keyPage,
    },
    {
      name: 'model',
      label: 'Model',
      type: 'text',
      required: false,
      defaultValue: defaultModel,
      placeholder: defaultModel,
      help: 'A small one is enough.',
      link: 'https://platform.openai.com/docs/models',
    },
    {
      name: 'organization',
      label: 'Organization',
      type: 'text',
      required: false,
      advanced: true,
      placeholder: 'org-…',
      help: 'Only for a key that belongs to several organizations.',
    },
    {
      name: 'project',
      label: 'Project',
      type: 'text',
      required: false,
      advanced: true,
      placeholder: 'proj_…',
      help: 'Only for a user key; a project key knows its project.',
    },
    baseUrlField('OpenAI', openaiBaseUrl),
  ],
  limits: { requestsPerSecond: 3, burst: 5, concurrency: 3, timeoutMs: 9000, maxBodyBytes: 4_194_304 },
  check: {
    healthyEveryMs: 1_800_000,
    cost: 'One free request. It shows the key, not the credit.',
    proves: ['reachable', 'credential', 'read'],
    leavesOpen: ['quota'],
  },
  docsLinks: [
    { label: 'Your API keys', url: keyPage },
    { label: 'Credit', url: 'https://platform.openai.com/settings/organization/billing' },
    { label: 'Rate limits', url: 'https://platform.openai.com/docs/guides/rate-limits' },
    { label: 'Error codes', url: 'https://platform.openai.com/docs/guides/error-codes' },
    { label: 'Service status', url: 'https://status.openai.com' },
  ],
  capabilities: ['suggestions', 'embeddings'],
  quality: qualityWith(),
  inspect,
}
