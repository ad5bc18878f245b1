import type { Title, TitleIds } from '@cuemark/domain'
import { episodeOf, idsOf, movieOf } from './titles.ts'

const longestName = 300

const whole = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null

interface Parts {
  /** Empty where the id is in no vocabulary that we know. */
  readonly ids: TitleIds
  /** What is left behind the id: season and episode. */
  readonly rest: readonly string[]
}

function partsOf(id: string): Parts {
  const [first = '', ...rest] = id.split(':')
  if (/^tt\d/i.test(first)) return { ids: idsOf({ imdb: first }), rest }
  const [value, ...behind] = rest
  switch (first.toLowerCase()) {
    case 'imdb':
      return { ids: idsOf({ imdb: value }), rest: behind }
    case 'tmdb':
      return { ids: idsOf({ tmdb: value }), rest: behind }
    case 'tvdb':
      return { ids: idsOf({ tvdb: value }), rest: behind }
    case 'kitsu':
      return { ids: idsOf({ kitsu: value }), rest: behind }
    default:
      return { ids: {}, rest: [] }
  }
}

/** `mal:5114:7`, `1396:2:5`: the vocabulary and its id as a name, then what counts the episode. */
function unknownEpisode(id: string): Title {
  const parts = id.split(':')
  const named = /^\d+$/.test(parts[0] ?? '') ? 1 : 2
  const numbers = parts.slice(named)
  const isCounted = numbers.length > 0 && numbers.length <= 2 && numbers.every((part) => whole(part) !== null)
  if (!isCounted) return episodeOf({ show: id.slice(0, longestName) })
  return episodeOf({
    show: parts.slice(0, named).join(':').slice(0, longestName),
    season: numbers.length === 2 ? whole(numbers[0]) : null,
    number: whole(numbers.at(-1)),
  })
}

/**
 * A title by Stremio's id (players.md §7): `tt…`, `tt…:S:E`, `tmdb:…`, `tvdb:…`, `kitsu:id:E`. Anything else, bare
 * digits too, is kept as a name: whose digits they are only the title could tell, and Stremio does not send it.
 */
export function titleOfStremioId(type: string, id: string): Title {
  const { ids, rest } = partsOf(id)
  const isKnown = Object.keys(ids).length > 0
  if (type === 'movie') return movieOf(isKnown ? { ids } : { name: id.slice(0, longestName) })
  if (!isKnown) return unknownEpisode(id)
  // Kitsu counts without seasons: one number is the episode's.
  const [season, number] = rest.length > 1 ? rest : [undefined, rest[0]]
  return episodeOf({ showIds: ids, season: whole(season), number: whole(number) })
}
