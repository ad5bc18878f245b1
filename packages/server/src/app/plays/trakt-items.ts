import type { Title, TitleIds } from '@cuemark/domain'
import type { HistoryEntry, TraktIds, TraktItem, TraktTitle } from '@cuemark/services'

const isImdb = (id: string): boolean => /^tt\d+$/.test(id)
const isNumber = (id: number): boolean => Number.isSafeInteger(id) && id > 0

/** Ids that Trakt takes: not Kitsu's, and none of a form that it would refuse together with all beside it. */
const traktIds = ({ trakt, imdb, tmdb, tvdb }: TitleIds): TraktIds => ({
  ...(trakt !== undefined && isNumber(trakt) ? { trakt } : {}),
  ...(imdb !== undefined && isImdb(imdb) ? { imdb } : {}),
  ...(tmdb !== undefined && isNumber(tmdb) ? { tmdb } : {}),
  ...(tvdb !== undefined && isNumber(tvdb) ? { tvdb } : {}),
})

const hasIds = (ids: TraktIds): boolean => Object.keys(ids).length > 0

/**
 * The ways to name a title to Trakt, the surer first: an episode by its own ids, then by its show with season and
 * number. IMDb and Trakt number some shows differently, so the second is tried before it counts as unknown
 * (trakt.md §11). Empty where there is none. Never a bare show, which would add every episode (trakt.md §13).
 */
export function traktItems(title: Title): readonly TraktItem[] {
  const ids = traktIds(title.ids)
  if (title.type === 'movie') return hasIds(ids) ? [{ type: 'movie', ids }] : []
  const show = traktIds(title.show.ids)
  const { season, number } = title
  return [
    ...(hasIds(ids) ? [{ type: 'episode', ids } as const] : []),
    ...(hasIds(show) && season !== null && number !== null
      ? [{ type: 'show_episode', show, season, number } as const]
      : []),
  ]
}

/** As `traktItems`; a show as a whole may stand on a watchlist and be rated. */
export function traktTitles(title: Title): readonly TraktTitle[] {
  if (title.type === 'episode' && title.season === null && title.number === null) {
    const show = traktIds(title.show.ids)
    if (hasIds(show) && !hasIds(traktIds(title.ids))) return [{ type: 'show', ids: show }]
  }
  return traktItems(title)
}

/** The title of an entry of Trakt's history. */
export function titleOfEntry(entry: HistoryEntry): Title {
  if (entry.type === 'movie') return { type: 'movie', name: entry.name, year: entry.year, ids: entry.ids }
  return {
    type: 'episode',
    show: entry.show ?? { name: null, year: null, ids: {} },
    season: entry.season,
    number: entry.number,
    lastNumber: null,
    name: entry.name,
    ids: entry.ids,
  }
}
