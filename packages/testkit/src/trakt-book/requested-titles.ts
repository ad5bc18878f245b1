import type { BookShow, Catalogue, GivenIds, Listable, Watchable } from './titles.ts'

/** Titles as requests name them. */

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const listAt = (fields: Fields, name: string): readonly Fields[] => {
  const value = fields[name]
  return Array.isArray(value) ? value.filter(isFields) : []
}

const idsAt = (fields: Fields): GivenIds => (isFields(fields['ids']) ? fields['ids'] : {})

/** A TVDb id that is text is refused, not read (trakt.md §11). */
export const areIdsTyped = (fields: Fields): boolean => {
  const ids = idsAt(fields)
  const isNumber = (name: string): boolean =>
    ['number', 'undefined'].includes(typeof (ids[name] ?? undefined))
  const imdb = ids['imdb'] ?? undefined
  return ['trakt', 'tmdb', 'tvdb'].every(isNumber) && (imdb === undefined || typeof imdb === 'string')
}

/** The one title of a scrobble: null is unknown, `invalid` is no title at all. */
export const titleOfScrobble = (catalogue: Catalogue, fields: Fields): Watchable | null | 'invalid' => {
  const { movie, show, episode } = fields
  const given = [movie, show, episode].filter(isFields)
  if (given.length === 0) return 'invalid'
  if (!given.every(areIdsTyped)) return 'invalid'
  if (isFields(movie)) return catalogue.movie(idsAt(movie))
  if (!isFields(episode)) return 'invalid'
  if (!isFields(show)) return catalogue.episode(idsAt(episode))
  const found = catalogue.show(idsAt(show))
  return found === null ? null : catalogue.episodeAt(found, episode['season'], episode['number'])
}

/** A title in the body of a call that takes many, with the fields told of it. */
export interface Requested {
  readonly title: Listable
  readonly told: Fields
}

export interface RequestedTitles {
  readonly found: readonly Requested[]
  /** As the answer lists them; a show is told with the episodes that are missing. */
  readonly notFound: Readonly<Record<'movies' | 'shows' | 'seasons' | 'episodes', readonly Fields[]>>
  readonly areTyped: boolean
}

/** Each told thing holds for what stands below it unless that has its own. */
const inShow = (
  catalogue: Catalogue,
  show: BookShow,
  asked: Fields,
): { readonly found: readonly Requested[]; readonly missing: readonly Fields[] } => {
  const found: Requested[] = []
  const missing: Fields[] = []
  for (const season of listAt(asked, 'seasons')) {
    const told = { ...asked, ...season }
    const episodes = Array.isArray(season['episodes'])
      ? listAt(season, 'episodes')
      : show.episodes.filter((one) => one.season === season['number']).map(({ number }) => ({ number }))
    const lost: Fields[] = []
    for (const episode of episodes) {
      const title = catalogue.episodeAt(show, season['number'], episode['number'])
      if (title === null) lost.push({ number: episode['number'] })
      else found.push({ title, told: { ...told, ...episode } })
    }
    if (lost.length > 0 || episodes.length === 0) missing.push({ number: season['number'], episodes: lost })
  }
  return { found, missing }
}

export const titlesIn = (catalogue: Catalogue, body: Fields): RequestedTitles => {
  const found: Requested[] = []
  const notFound = { movies: [] as Fields[], shows: [] as Fields[], seasons: [], episodes: [] as Fields[] }
  for (const asked of listAt(body, 'movies')) {
    const title = catalogue.movie(idsAt(asked))
    if (title === null) notFound.movies.push({ ids: idsAt(asked) })
    else found.push({ title, told: asked })
  }
  for (const asked of listAt(body, 'episodes')) {
    const title = catalogue.episode(idsAt(asked))
    if (title === null) notFound.episodes.push({ ids: idsAt(asked) })
    else found.push({ title, told: asked })
  }
  for (const asked of listAt(body, 'shows')) {
    const show = catalogue.show(idsAt(asked))
    if (show === null) notFound.shows.push({ ids: idsAt(asked) })
    else if (!Array.isArray(asked['seasons'])) found.push({ title: { type: 'show', show }, told: asked })
    else {
      const inside = inShow(catalogue, show, asked)
      found.push(...inside.found)
      if (inside.missing.length > 0) notFound.shows.push({ ids: idsAt(asked), seasons: inside.missing })
    }
  }
  const all = ['movies', 'shows', 'episodes'].flatMap((group) => listAt(body, group))
  return { found, notFound, areTyped: all.every(areIdsTyped) }
}

/** How answers name a title. */
export const titleBody = (title: Listable): Fields => {
  switch (title.type) {
    case 'movie':
      return { type: 'movie', movie: pick(title.movie) }
    case 'show':
      return { type: 'show', show: pick(title.show) }
    case 'episode': {
      const { season, number, title: name, ids } = title.episode
      return { type: 'episode', episode: { season, number, title: name, ids }, show: pick(title.show) }
    }
    // No default: the compiler asks for every type.
  }
}

const pick = ({ title, year, ids }: { title: string; year: number; ids: object }): Fields => ({
  title,
  year,
  ids,
})

/** Counts by type, as `added`, `existing` and `deleted` have them. */
export const countsOf = (titles: readonly Listable[]): Fields => ({
  movies: titles.filter(({ type }) => type === 'movie').length,
  shows: titles.filter(({ type }) => type === 'show').length,
  episodes: titles.filter(({ type }) => type === 'episode').length,
})
