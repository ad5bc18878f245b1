/** Ids of a title as players give them. Numbers are numbers: Trakt refuses a TVDb id that is text (trakt.md §11). */
export interface TitleIds {
  readonly imdb?: string
  readonly tmdb?: number
  readonly tvdb?: number
  readonly trakt?: number
  /** Kitsu counts episodes without seasons, so an alias must say what it is elsewhere (players.md §7). */
  readonly kitsu?: number
}

export interface MovieTitle {
  readonly type: 'movie'
  readonly name: string | null
  readonly year: number | null
  readonly ids: TitleIds
}

export interface EpisodeTitle {
  readonly type: 'episode'
  readonly show: { readonly name: string | null; readonly year: number | null; readonly ids: TitleIds }
  /** 0 holds the specials; null where the player counts without seasons. */
  readonly season: number | null
  readonly number: number | null
  /** Last number of a double episode, else null. */
  readonly lastNumber: number | null
  readonly name: string | null
  /** The episode's own ids, not the show's. */
  readonly ids: TitleIds
}

/** What somebody watches, as far as the player tells. */
export type Title = MovieTitle | EpisodeTitle
