import type { Manifest, ServiceId } from './manifest.ts'
import { mdblist } from './mdblist/manifest.ts'
import { omdb } from './omdb/manifest.ts'
import { openai } from './openai/manifest.ts'
import { seerr } from './seerr/manifest.ts'
import { tmdb } from './tmdb/manifest.ts'
import { trakt } from './trakt/manifest.ts'

/** Every service, in the order in which people meet them. */
export const manifests: Readonly<Record<ServiceId, Manifest>> = { tmdb, omdb, trakt, mdblist, seerr, openai }
