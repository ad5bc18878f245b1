import type { EpisodeTitle, MovieTitle, Title, TitleIds } from '@cuemark/domain'

type ToldId = string | number | null | undefined

/** A file that claims more is a mistake in its numbering. */
const longestEpisodeRange = 10
const highestSeason = 5000
const highestNumber = 50_000

function numberId(told: ToldId): number | null {
  if (told === null || told === undefined || !/^\d{1,15}$/.test(String(told))) return null
  const id = Number(told)
  return id > 0 ? id : null
}

function imdbId(told: ToldId): string | null {
  const id = String(told ?? '').toLowerCase()
  return /^tt\d{5,12}$/.test(id) ? id : null
}

/** Ids as Trakt takes them: a TVDb id that is text is refused there (trakt.md §11). What is no id is left out. */
export function idsOf(told: {
  readonly imdb?: ToldId
  readonly tmdb?: ToldId
  readonly tvdb?: ToldId
  readonly kitsu?: ToldId
}): TitleIds {
  const imdb = imdbId(told.imdb)
  const tmdb = numberId(told.tmdb)
  const tvdb = numberId(told.tvdb)
  const kitsu = numberId(told.kitsu)
  return {
    ...(imdb === null ? {} : { imdb }),
    ...(tmdb === null ? {} : { tmdb }),
    ...(tvdb === null ? {} : { tvdb }),
    ...(kitsu === null ? {} : { kitsu }),
  }
}

const atMost = (number: number | null | undefined, most: number): number | null =>
  number !== null && number !== undefined && Number.isInteger(number) && number >= 0 && number <= most
    ? number
    : null

const yearOf = (year: number | null | undefined): number | null => {
  const found = atMost(year, 2200)
  return found !== null && found >= 1870 ? found : null
}

export function movieOf(told: {
  readonly name?: string | null
  readonly year?: number | null
  readonly ids?: TitleIds
}): MovieTitle {
  return { type: 'movie', name: told.name ?? null, year: yearOf(told.year), ids: told.ids ?? {} }
}

export function episodeOf(told: {
  readonly show?: string | null
  readonly showYear?: number | null
  readonly showIds?: TitleIds
  readonly season?: number | null
  readonly number?: number | null
  readonly lastNumber?: number | null
  readonly name?: string | null
  readonly ids?: TitleIds
}): EpisodeTitle {
  const number = atMost(told.number, highestNumber)
  const last = atMost(told.lastNumber, highestNumber)
  const isRange = number !== null && last !== null && last > number && last - number < longestEpisodeRange
  return {
    type: 'episode',
    show: { name: told.show ?? null, year: yearOf(told.showYear), ids: told.showIds ?? {} },
    season: atMost(told.season, highestSeason),
    number,
    lastNumber: isRange ? last : null,
    name: told.name ?? null,
    ids: told.ids ?? {},
  }
}

const hasId = (ids: TitleIds): boolean => Object.keys(ids).length > 0

/** Whether anybody could say what it is: by an id, or by a name. */
export function isNamed(title: Title): boolean {
  if (title.type === 'movie') return title.name !== null || hasId(title.ids)
  return title.show.name !== null || title.name !== null || hasId(title.show.ids) || hasId(title.ids)
}
