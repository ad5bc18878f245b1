import type { TitleIds } from '@cuemark/domain'
import { idsOf } from './titles.ts'

/** What one of Plex's older agents knew of an item: ids, and of an episode the place in its show. */
export interface LegacyGuid {
  readonly ids: TitleIds
  /** The ids are the show's. */
  readonly isEpisode: boolean
  readonly season: number | null
  readonly number: number | null
}

const legacy = /^com\.plexapp\.agents\.(\w+):\/\/([^/?]+)(?:\/(\d{1,5})\/(\d{1,5}))?/i

function legacyIds(agent: string, id: string): TitleIds {
  switch (agent.toLowerCase()) {
    case 'imdb':
      return idsOf({ imdb: id })
    case 'themoviedb':
      return idsOf({ tmdb: id })
    case 'thetvdb':
    case 'thetvdbdvdorder':
      return idsOf({ tvdb: id })
    case 'hama':
      return idsOf({ tvdb: /^tvdb-(\d+)$/i.exec(id)?.[1] })
    default:
      return {}
  }
}

/** `com.plexapp.agents.thetvdb://81189/2/5?lang=en`; null for the guids of the new agents, which say nothing. */
export function legacyGuidOf(guid: string | null): LegacyGuid | null {
  const found = guid === null ? null : legacy.exec(guid)
  if (found === null) return null
  const [, agent = '', id = '', season, number] = found
  return {
    ids: legacyIds(agent, id),
    isEpisode: season !== undefined,
    season: season === undefined ? null : Number(season),
    number: number === undefined ? null : Number(number),
  }
}

/** `imdb://tt1375666`, `tmdb://27205`, `tvdb://…`: the first of each kind. */
export function guidIdsOf(guids: readonly string[]): TitleIds {
  const first = (scheme: string): string | undefined =>
    guids.find((guid) => guid.startsWith(`${scheme}://`))?.slice(scheme.length + 3)
  return idsOf({ imdb: first('imdb'), tmdb: first('tmdb'), tvdb: first('tvdb') })
}
