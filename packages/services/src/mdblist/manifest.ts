import { baseUrlField } from '../base-url-field.ts'
import type { Manifest } from '../manifest.ts'
import { qualityWith } from '../quality.ts'
import { inspect } from './inspect.ts'

const keyPage = 'https://mdblist.com/preferences/'
export const mdblistBaseUrl = 'https://api.mdblist.com'

/** Facts: mdblist.md. */
export const mdblist: Manifest = {
  id: 'mdblist',
  name: 'MDBList',
  summary: 'Lists, and ratings from many sources.',
  // A list with its marks.
  mark: 'M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1',
  selfHosted: false,
  baseUrl: mdblistBaseUrl,
  fields: [
    {
      name: 'apiKey',
      label: 'API key',
      type: 'secret',
      required: true,
      help: 'Stands in your MDBList preferences under API access.',
      link: keyPage,
    },
    baseUrlField('MDBList', mdblistBaseUrl),
  ],
  limits: {
    // 1,000 reads in any 5 minutes; free accounts are asked for one a second.
    requestsPerSecond: 1,
    burst: 3,
    concurrency: 2,
    timeoutMs: 8000,
    maxBodyBytes: 8_388_608,
    budget: { perDay: 1000, resets: 'midnight_utc' },
  },
  check: {
    healthyEveryMs: 3_600_000,
    cost: 'One request; MDBList does not say whether it counts against the day.',
    proves: ['reachable', 'credential', 'read'],
  },
  docsLinks: [
    { label: 'Your API key', url: keyPage },
    { label: 'API documentation', url: 'https://mdblist.docs.apiary.io' },
    { label: 'Service status', url: 'https://status.mdblist.com/' },
  ],
  capabilities: ['lists', 'scores'],
  quality: qualityWith(),
  inspect,
}
