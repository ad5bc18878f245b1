import type { PlayerKind } from './facts.ts'
import { tellApi } from './tell-api.ts'
import { tellKodi } from './tell-kodi.ts'
import { tellEmby, tellJellyfin } from './tell-media-servers.ts'
import { tellPlex, tellTautulli } from './tell-plex.ts'
import { tellStremio } from './tell-stremio.ts'
import type { Tell } from './telling.ts'
import type { Moment } from './timeline.ts'

export const tellers: Readonly<Record<PlayerKind, Tell>> = {
  jellyfin: tellJellyfin,
  emby: tellEmby,
  plex: tellPlex,
  tautulli: tellTautulli,
  kodi: tellKodi,
  stremio: tellStremio,
  api: tellApi,
}

/** Whether this player's word of such a moment completes a viewing. */
export const completes = (kind: PlayerKind, { type }: Moment): boolean =>
  type === 'stop' || (type === 'watched' && (kind === 'emby' || kind === 'plex' || kind === 'tautulli'))
