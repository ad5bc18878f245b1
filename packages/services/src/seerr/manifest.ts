import type { Manifest } from '../manifest.ts'
import { qualityWith } from '../quality.ts'
import { inspect } from './inspect.ts'

/** Facts: seerr.md. Jellyseerr and Overseerr speak the same API and are the same service here. */
export const seerr: Manifest = {
  id: 'seerr',
  name: 'Seerr',
  summary: 'Requests, on your own Seerr, Jellyseerr or Overseerr.',
  // A tray that something is let down into.
  mark: 'M12 4v9m-3.5-3.5L12 13l3.5-3.5M4 13v7h16v-7',
  selfHosted: true,
  baseUrl: null,
  fields: [
    {
      name: 'url',
      label: 'Address',
      type: 'url',
      required: true,
      placeholder: 'http://192.168.1.20:5055',
      help: 'As Cuemark reaches it, with the port, and with the sub-path where a proxy adds one.',
    },
    {
      name: 'apiKey',
      label: 'API key',
      type: 'secret',
      required: true,
      help: 'On your server under Settings, General. 68 characters, the last two are ==.',
    },
    {
      name: 'actingUser',
      label: 'Acting user',
      type: 'number',
      required: false,
      advanced: true,
      help: 'Number of the user in whose name Cuemark asks. Empty: the owner of the server.',
    },
  ],
  // Seerr has no limit of its own; this spares small machines.
  limits: { requestsPerSecond: 10, burst: 20, concurrency: 6, timeoutMs: 8000, maxBodyBytes: 8_388_608 },
  check: {
    healthyEveryMs: 300_000,
    cost: 'One request to your own server.',
    proves: ['reachable', 'credential', 'read'],
  },
  docsLinks: [
    { label: 'Seerr', url: 'https://github.com/seerr-team/seerr' },
    {
      label: 'API description',
      url: 'https://github.com/seerr-team/seerr/blob/develop/seerr-api.yml',
    },
  ],
  capabilities: ['requests', 'request quotas', 'users'],
  quality: qualityWith(),
  inspect,
}
