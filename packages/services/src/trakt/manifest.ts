import type { Manifest } from '../manifest.ts'
import { qualityWith } from '../quality.ts'
import { inspect } from './inspect.ts'

const appPage = 'https://app.trakt.tv/settings/apps/api'

/** Facts: trakt.md. Its hosts are no setting: a wrong one was the cause of most failed sign-ins (trakt.md §1). */
export const trakt: Manifest = {
  id: 'trakt',
  name: 'Trakt',
  summary: 'Watch history, ratings, watchlist and lists.',
  // A reel that has run three quarters.
  mark: 'M12 4a8 8 0 1 1-8 8M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6',
  selfHosted: false,
  baseUrl: null,
  fields: [
    {
      name: 'clientId',
      label: 'Client ID',
      type: 'text',
      required: true,
      help: 'Of your own API app at Trakt, usually 64 characters. Making API apps is part of Trakt VIP since July 2026.',
      link: appPage,
    },
    {
      name: 'clientSecret',
      label: 'Client secret',
      type: 'secret',
      required: false,
      help: 'Stands below the client ID. Leave it empty for an app that has none.',
      link: appPage,
    },
  ],
  limits: {
    // 1,000 reads in 5 minutes per app; going over blocks every request for 5 minutes.
    requestsPerSecond: 3,
    burst: 10,
    concurrency: 4,
    // The same again for each signed-in person, who shares it with other programs (trakt.md §10).
    accountLimits: { requestsPerSecond: 2, burst: 5, concurrency: 2 },
    timeoutMs: 8000,
    maxBodyBytes: 8_388_608,
  },
  check: {
    healthyEveryMs: 900_000,
    cost: 'One public request of the 1,000 that are free in 5 minutes.',
    proves: ['reachable', 'credential', 'read'],
  },
  docsLinks: [
    { label: 'Your API apps', url: appPage },
    { label: 'Rate limits', url: 'https://docs.trakt.tv/docs/rate-limiting' },
    { label: 'Service status', url: 'https://status.trakt.tv' },
  ],
  capabilities: ['history', 'ratings', 'watchlist', 'lists', 'scrobble'],
  quality: qualityWith({
    test_proves_credential:
      'The client ID is proved by a public request. The client secret has no call of its own; a sign-in proves it.',
  }),
  inspect,
}
