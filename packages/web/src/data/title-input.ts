import type { TitleInput, TitleView } from '@cuemark/contract'

type Ids = TitleInput['ids']

function idsFor({ imdb, tmdb, tvdb, trakt }: TitleView['ids']): Ids {
  return {
    ...(imdb === undefined ? {} : { imdb }),
    ...(tmdb === undefined ? {} : { tmdb }),
    ...(tvdb === undefined ? {} : { tvdb }),
    ...(trakt === undefined ? {} : { trakt }),
  }
}

const named = ({ name, year }: { readonly name: string | null; readonly year: number | null }) => ({
  ...(name === null ? {} : { name }),
  ...(year === null ? {} : { year }),
})

/** A title that was shown, as it is sent back. */
export function inputOf(title: TitleView): TitleInput {
  if (title.type === 'movie') return { type: 'movie', ...named(title), ids: idsFor(title.ids) }
  return {
    type: 'episode',
    show: { ...named(title.show), ids: idsFor(title.show.ids) },
    ...(title.season === null ? {} : { season: title.season }),
    ...(title.number === null ? {} : { number: title.number }),
    ...(title.lastNumber === null ? {} : { lastNumber: title.lastNumber }),
    ...(title.name === null ? {} : { name: title.name }),
    ids: idsFor(title.ids),
  }
}

/** Which episode of a show, as a person types it. */
export interface TypedEpisode {
  readonly season: string
  readonly number: string
}

/** What a person types to name a title by hand. */
export interface TypedTitle extends TypedEpisode {
  readonly type: 'movie' | 'episode'
  /** An id of IMDb, or an address at IMDb or TMDb. */
  readonly id: string
}

export type TitleFault = 'id' | 'season' | 'number'
export type ReadTitle = { readonly title: TitleInput } | { readonly fault: TitleFault }

const wholeNumber = (text: string): number | null =>
  /^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : null

type ReadEpisode =
  | { readonly season: number; readonly number: number }
  | { readonly fault: Extract<TitleFault, 'season' | 'number'> }

function readEpisode(typed: TypedEpisode): ReadEpisode {
  const season = wholeNumber(typed.season)
  if (season === null) return { fault: 'season' }
  const number = wholeNumber(typed.number)
  return number === null ? { fault: 'number' } : { season, number }
}

const tmdbPages = {
  movie: /\bthemoviedb\.org\/(?:[a-z-]+\/)?movie\/(\d{1,9})/i,
  episode: /\bthemoviedb\.org\/(?:[a-z-]+\/)?tv\/(\d{1,9})/i,
} as const

/** An id in what was typed; null where there is none that fits. A number alone could be anything. */
function readId({ type, id }: TypedTitle): Ids | null {
  const imdb = /\btt\d{5,12}\b/i.exec(id)?.[0]
  if (imdb !== undefined) return { imdb: imdb.toLowerCase() }
  const tmdb = tmdbPages[type].exec(id)?.[1]
  return tmdb === undefined ? null : { tmdb: Number(tmdb) }
}

/** The title that was typed, or the first field that does not fit. An episode is named by its show. */
export function readTitle(typed: TypedTitle): ReadTitle {
  const ids = readId(typed)
  if (ids === null) return { fault: 'id' }
  if (typed.type === 'movie') return { title: { type: 'movie', ids } }
  const episode = readEpisode(typed)
  if ('fault' in episode) return episode
  return { title: { type: 'episode', show: { ids }, ...episode, ids: {} } }
}

/** A title that was picked, with the season and number that stand beside it. */
export function readPicked(picked: TitleView, typed: TypedEpisode): ReadTitle {
  if (picked.type === 'movie') return { title: inputOf(picked) }
  const episode = readEpisode(typed)
  if ('fault' in episode) return episode
  const { season, number } = episode
  if (season === picked.season && number === picked.number) return { title: inputOf(picked) }
  // Name and ids of the episode that was picked would name another one than the numbers do.
  const { show } = picked
  return {
    title: { type: 'episode', show: { ...named(show), ids: idsFor(show.ids) }, season, number, ids: {} },
  }
}

/** Season and number of a title for the fields in which they can be changed. */
export const typedEpisode = (title: TitleView): TypedEpisode =>
  title.type === 'movie'
    ? { season: '', number: '' }
    : { season: String(title.season ?? ''), number: String(title.number ?? '') }
