import type { ServiceClient } from './client.ts'
import type { ServiceId } from './manifest.ts'
import { mdblistClient } from './mdblist/client.ts'
import { omdbClient } from './omdb/client.ts'
import { openaiClient } from './openai/client.ts'
import { seerrClient } from './seerr/client.ts'
import { tmdbClient } from './tmdb/client.ts'
import { traktClient } from './trakt/client.ts'

/** Every service's test connection and background check. */
export const clients: Readonly<Record<ServiceId, ServiceClient>> = {
  tmdb: tmdbClient,
  omdb: omdbClient,
  trakt: traktClient,
  mdblist: mdblistClient,
  seerr: seerrClient,
  openai: openaiClient,
}
