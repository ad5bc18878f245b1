import { baseUrlField } from '../base-url-field.ts'
import type { Manifest } from '../manifest.ts'
import { qualityWith } from '../quality.ts'
import { inspect } from './inspect.ts'

const keyPage = 'https://www.themoviedb.org/settings/api'
export const tmdbBaseUrl = 'https://api.themoviedb.org'

/** Facts: tmdb.md. */
export const tmdb: Manifest = {
  id: 'tmdb',
  name: 'TMDb',
  summary: 'Titles, posters, runtimes, keywords and collections.',
  // A strip of film.
  mark: 'M5 4h14v16H5zM9 4v16M15 4v16M9 12h6M5 8h4M5 16h4M15 8h4M15 16h4',
  notice: 'This product uses the TMDB API but is not endorsed or certified by TMDB.',
  selfHosted: false,
  baseUrl: tmdbBaseUrl,
  fields: [
    {
      name: 'apiKey',
      label: 'API key',
      type: 'secret',
      required: false,
      help: '32 characters. The key or the read access token is enough; the wrong way round is put right.',
      link: keyPage,
    },
    {
      name: 'accessToken',
      label: 'API read access token',
      type: 'secret',
      required: false,
      help: 'The long one that begins with eyJ. Used before the key when both are given.',
      link: keyPage,
    },
    baseUrlField('TMDb', tmdbBaseUrl),
  ],
  // About 40 to 50 requests a second are tolerated; half of it leaves room for other apps behind one address.
  limits: { requestsPerSecond: 20, burst: 20, concurrency: 8, timeoutMs: 8000, maxBodyBytes: 4_194_304 },
  check: {
    healthyEveryMs: 900_000,
    cost: 'One request that counts against nothing.',
    proves: ['reachable', 'credential', 'read'],
  },
  docsLinks: [
    { label: 'Your API key', url: keyPage },
    { label: 'Rate limits', url: 'https://developer.themoviedb.org/docs/rate-limiting' },
    { label: 'Error codes', url: 'https://developer.themoviedb.org/docs/errors' },
    { label: 'Service status', url: 'https://status.themoviedb.org' },
  ],
  capabilities: ['metadata', 'images', 'external ids'],
  quality: qualityWith(),
  inspect,
}
