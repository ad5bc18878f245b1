import type { ServiceId } from '@cuemark/services'
import { startMdblist } from './mdblist.ts'
import { startOmdb } from './omdb.ts'
import { startOpenai } from './openai.ts'
import { startSeerr } from './seerr.ts'
import type { StartSimulation } from './service.ts'
import { startTmdb } from './tmdb.ts'
import { startTrakt } from './trakt.ts'

/** Every service Cuemark talks to, played on loopback. */
export const simulations: Readonly<Record<ServiceId, StartSimulation>> = {
  tmdb: startTmdb,
  omdb: startOmdb,
  trakt: startTrakt,
  mdblist: startMdblist,
  seerr: startSeerr,
  openai: startOpenai,
}
