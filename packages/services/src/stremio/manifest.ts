import type { Manifest } from '../manifest.ts'
import { qualityWith } from '../quality.ts'
import { inspect } from './inspect.ts'

/** Facts: stremio.md. */
export const stremio: Manifest = {
  id: 'stremio',
  name: 'Stremio',
  summary: 'What is watched in Stremio, read from each person’s own library.',
  // A frame with the sign of playing inside.
  mark: 'M12 3l9 9-9 9-9-9zM10 9l5 3-5 3z',
  selfHosted: false,
  baseUrl: null,
  accountsOnly: true,
  fields: [],
  limits: {
    // No limit is published; this is what a client with several devices does (stremio.md §2).
    requestsPerSecond: 4,
    burst: 8,
    concurrency: 4,
    timeoutMs: 8000,
    maxBodyBytes: 16_777_216,
  },
  check: {
    healthyEveryMs: 900_000,
    cost: 'One small request without a sign-in.',
    // An envelope that can be read shows that Stremio answers sensibly and asks nobody to wait.
    proves: ['reachable', 'read'],
  },
  docsLinks: [
    { label: 'Stremio on the web', url: 'https://web.stremio.com' },
    { label: 'Account settings', url: 'https://www.stremio.com/acc-settings' },
  ],
  capabilities: ['playback', 'library'],
  quality: qualityWith({
    test_proves_credential:
      'There is nothing to enter here. Each person signs in with an own account, and the account’s test proves that.',
    names_field_at_fault: 'There is no field to enter, so none can be at fault.',
    typing_is_inspected: 'There is no field to enter, so nothing is typed.',
  }),
  inspect,
}
