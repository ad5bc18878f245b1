/** What Trakt knows: movies, and shows with their episodes. */

export interface BookIds {
  readonly trakt: number
  readonly slug?: string
  readonly imdb?: string
  readonly tmdb?: number
  readonly tvdb?: number
}

export interface BookMovie {
  readonly type: 'movie'
  readonly title: string
  readonly year: number
  readonly runtimeMs: number
  readonly ids: BookIds
}

export interface BookEpisode {
  /** 0 holds the specials. */
  readonly season: number
  readonly number: number
  readonly title: string
  readonly runtimeMs: number
  readonly ids: BookIds
}

export interface BookShow {
  readonly type: 'show'
  readonly title: string
  readonly year: number
  readonly ids: BookIds
  readonly episodes: readonly BookEpisode[]
}

export type BookTitle = BookMovie | BookShow

/** What can be watched once. */
export type Watchable =
  | { readonly type: 'movie'; readonly movie: BookMovie }
  | { readonly type: 'episode'; readonly show: BookShow; readonly episode: BookEpisode }

/** What can be rated or put on a watchlist. */
export type Listable = Watchable | { readonly type: 'show'; readonly show: BookShow }

/** Names a title by Trakt's own id: `movie:481`, `episode:62085`, `show:1388`. */
export const bookKey = (title: Listable): string => {
  switch (title.type) {
    case 'movie':
      return `movie:${title.movie.ids.trakt}`
    case 'episode':
      return `episode:${title.episode.ids.trakt}`
    case 'show':
      return `show:${title.show.ids.trakt}`
    // No default: the compiler asks for every type.
  }
}

export const bookText = (title: Listable): string => {
  switch (title.type) {
    case 'movie':
      return `${title.movie.title} (${title.movie.year})`
    case 'episode':
      return `${title.show.title} S${title.episode.season}E${title.episode.number}`
    case 'show':
      return title.show.title
    // No default: the compiler asks for every type.
  }
}

export const runtimeMsOf = (title: Watchable): number =>
  title.type === 'movie' ? title.movie.runtimeMs : title.episode.runtimeMs

const idNames = ['trakt', 'slug', 'imdb', 'tmdb', 'tvdb'] as const

export type GivenIds = Readonly<Partial<Record<string, unknown>>>

/** Titles of one type, found by any id. The first id that is known decides. */
class Shelf<T> {
  readonly #byId = new Map<string, T>()

  add(ids: BookIds, title: T): void {
    for (const name of idNames) if (ids[name] !== undefined) this.#byId.set(`${name}:${ids[name]}`, title)
  }

  find(ids: GivenIds): T | null {
    for (const name of idNames) {
      const value = ids[name]
      if (typeof value !== 'string' && typeof value !== 'number') continue
      const found = this.#byId.get(`${name}:${value}`)
      if (found !== undefined) return found
    }
    return null
  }
}

type Movie = Extract<Watchable, { type: 'movie' }>
type Episode = Extract<Watchable, { type: 'episode' }>

export class Catalogue {
  readonly titles: BookTitle[] = []
  readonly #movies = new Shelf<Movie>()
  readonly #shows = new Shelf<BookShow>()
  readonly #episodes = new Shelf<Episode>()
  readonly #places = new Map<string, Episode>()

  /** A title with a known id of Trakt takes the place of the old one: a show that got new episodes. */
  add(titles: readonly BookTitle[]): void {
    for (const title of titles) {
      const place = this.titles.findIndex(
        ({ type, ids }) => type === title.type && ids.trakt === title.ids.trakt,
      )
      if (place === -1) this.titles.push(title)
      else this.titles[place] = title
      if (title.type === 'movie') this.#movies.add(title.ids, { type: 'movie', movie: title })
      else this.#addShow(title)
    }
  }

  #addShow(show: BookShow): void {
    this.#shows.add(show.ids, show)
    for (const episode of show.episodes) {
      const watchable: Episode = { type: 'episode', show, episode }
      this.#episodes.add(episode.ids, watchable)
      this.#places.set(`${show.ids.trakt}:${episode.season}:${episode.number}`, watchable)
    }
  }

  movie(ids: GivenIds): Movie | null {
    return this.#movies.find(ids)
  }

  show(ids: GivenIds): BookShow | null {
    return this.#shows.find(ids)
  }

  episode(ids: GivenIds): Episode | null {
    return this.#episodes.find(ids)
  }

  episodeAt(show: BookShow, season: unknown, number: unknown): Episode | null {
    return this.#places.get(`${show.ids.trakt}:${String(season)}:${String(number)}`) ?? null
  }

  episodesOf(show: BookShow): readonly Episode[] {
    return show.episodes.flatMap(({ season, number }) => this.episodeAt(show, season, number) ?? [])
  }
}
