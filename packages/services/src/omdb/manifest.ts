import { baseUrlField } from '../base-url-field.ts'
import type { Manifest } from '../manifest.ts'
import { qualityWith } from '../quality.ts'
import { inspect } from './inspect.ts'

const keyPage = 'https://www.omdbapi.com/apikey.aspx'
export const omdbBaseUrl = 'https://www.omdbapi.com'

/** Facts: omdb.md. */
export const omdb: Manifest = {
  id: 'omdb',
  name: 'OMDb',
  summary: 'Scores of IMDb, Rotten Tomatoes and Metacritic.',
  // Scores side by side.
  mark: 'M5 20v-7M10 20V9M15 20v-9M20 20V4',
  selfHosted: false,
  baseUrl: omdbBaseUrl,
  fields: [
    {
      name: 'apiKey',
      label: 'API key',
      type: 'secret',
      required: true,
      help: '8 letters and digits, from OMDb’s e-mail. A new key works once the link in that e-mail was opened.',
      link: keyPage,
    },
    baseUrlField('OMDb', omdbBaseUrl),
  ],
  limits: {
    requestsPerSecond: 5,
    burst: 5,
    concurrency: 2,
    timeoutMs: 8000,
    maxBodyBytes: 1_048_576,
    budget: { perDay: 1000, resets: 'unpublished' },
  },
  check: {
    // Eight of the free plan's thousand a day; hourly would be the most that the facts allow.
    healthyEveryMs: 10_800_000,
    cost: 'One of the day’s requests (1,000 on the free plan).',
    proves: ['reachable', 'credential', 'read', 'quota'],
  },
  docsLinks: [
    { label: 'Get a key', url: keyPage },
    { label: 'Parameters', url: 'https://www.omdbapi.com/#parameters' },
  ],
  capabilities: ['metadata', 'scores'],
  quality: qualityWith({
    background_check_is_cheap:
      'OMDb has no free call: each check costs one of the day’s requests, so it runs every three hours.',
  }),
  inspect,
}
