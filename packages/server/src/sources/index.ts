import type { SourceReaders } from '../app/ports-sources.ts'
import { readPlayEvents } from './api.ts'
import { readEmby } from './emby.ts'
import { readJellyfin } from './jellyfin.ts'
import { readKodi } from './kodi.ts'
import { readPlex } from './plex.ts'
import { readStremioAddon } from './stremio-addon.ts'
import { readTautulli } from './tautulli.ts'

/** The reader of each player; one file each. */
export const sourceReaders: SourceReaders = {
  hooks: { jellyfin: readJellyfin, emby: readEmby, plex: readPlex, tautulli: readTautulli, kodi: readKodi },
  addon: readStremioAddon,
  api: readPlayEvents,
}
