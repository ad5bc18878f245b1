import { isFields, numberAt, readNumber } from '../shape.ts'
import type { Fields } from '../shape.ts'
import type { Added, TraktIds, TraktTitle } from './account-client.ts'

/** Titles in one request body, grouped as Trakt wants them, and found again in its answer. */

/** A title with what is told of it: `watched_at`, `rating`. */
export interface Listed {
  readonly title: TraktTitle
  readonly facts: Readonly<Record<string, string | number>>
}

/** Only these four, each of its own type: a TVDb id as text is refused with 422 (trakt.md §11). */
export const idsBody = ({ trakt, imdb, tmdb, tvdb }: TraktIds): TraktIds => ({
  ...(trakt === undefined ? {} : { trakt }),
  ...(imdb === undefined ? {} : { imdb }),
  ...(tmdb === undefined ? {} : { tmdb }),
  ...(tvdb === undefined ? {} : { tvdb }),
})

const isCount = (value: number | undefined): boolean =>
  value === undefined || (Number.isSafeInteger(value) && value > 0)

const areIdsUsable = (ids: TraktIds): boolean =>
  Object.keys(idsBody(ids)).length > 0 &&
  (ids.imdb === undefined || /^tt\d+$/.test(ids.imdb)) &&
  [ids.trakt, ids.tmdb, ids.tvdb].every(isCount)

const isPlace = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** True where Trakt can take the title: it has ids of the right types, and an episode its place. */
export const isTitleUsable = (title: TraktTitle): boolean =>
  title.type === 'show_episode'
    ? areIdsUsable(title.show) && isPlace(title.season) && isPlace(title.number)
    : areIdsUsable(title.ids)

const idsOf = (title: TraktTitle): TraktIds => (title.type === 'show_episode' ? title.show : title.ids)

const plain = (listed: readonly Listed[], type: TraktTitle['type']): readonly object[] =>
  listed
    .filter(({ title }) => title.type === type)
    .map(({ title, facts }) => ({ ids: idsBody(idsOf(title)), ...facts }))

interface ShowGroup {
  readonly ids: TraktIds
  readonly seasons: Map<number, object[]>
}

/** Episodes of one show under it. A show without seasons stands only for itself, and is never made here. */
const nested = (listed: readonly Listed[]): readonly object[] => {
  const shows = new Map<string, ShowGroup>()
  for (const { title, facts } of listed) {
    if (title.type !== 'show_episode') continue
    const ids = idsBody(title.show)
    const key = JSON.stringify(ids)
    const group = shows.get(key) ?? { ids, seasons: new Map<number, object[]>() }
    const episodes = group.seasons.get(title.season) ?? []
    episodes.push({ number: title.number, ...facts })
    group.seasons.set(title.season, episodes)
    shows.set(key, group)
  }
  return [...shows.values()].map(({ ids, seasons }) => ({
    ids,
    seasons: [...seasons].map(([number, episodes]) => ({ number, episodes })),
  }))
}

/** The body of a call that takes many titles; groups without a title are left out. */
export const titlesBody = (listed: readonly Listed[]): string => {
  const groups = {
    movies: plain(listed, 'movie'),
    shows: [...plain(listed, 'show'), ...nested(listed)],
    episodes: plain(listed, 'episode'),
  }
  return JSON.stringify(Object.fromEntries(Object.entries(groups).filter(([, group]) => group.length > 0)))
}

const listAt = (fields: Fields, name: string): readonly Fields[] => {
  const value = fields[name]
  return Array.isArray(value) ? value.filter(isFields) : []
}

const sharesId = (ids: TraktIds, told: unknown): boolean =>
  isFields(told) &&
  Object.entries(idsBody(ids)).some(([name, value]) => {
    const other = typeof value === 'number' ? readNumber(told[name]) : told[name]
    return other === value
  })

/** Told with a show are the seasons and episodes that are missing; without, the whole show is. */
const isInShow = (show: Fields, season: number, number: number): boolean => {
  const seasons = listAt(show, 'seasons')
  if (seasons.length === 0) return true
  return seasons.some((one) => {
    const episodes = listAt(one, 'episodes')
    const isWhole = episodes.length === 0
    return (
      numberAt(one, 'number') === season &&
      (isWhole || episodes.some((episode) => numberAt(episode, 'number') === number))
    )
  })
}

const groupOf: Readonly<Record<TraktTitle['type'], string>> = {
  movie: 'movies',
  show: 'shows',
  show_episode: 'shows',
  episode: 'episodes',
}

const isMissing = (title: TraktTitle, notFound: Fields): boolean =>
  listAt(notFound, groupOf[title.type]).some(
    (entry) =>
      sharesId(idsOf(title), entry['ids']) &&
      (title.type !== 'show_episode' || isInShow(entry, title.season, title.number)),
  )

const sumOf = (value: unknown): number =>
  isFields(value) ? Object.values(value).reduce<number>((sum, count) => sum + (readNumber(count) ?? 0), 0) : 0

/** Null when the answer has neither `added` nor `deleted`. */
export const addedOf = (fields: Fields | null, titles: readonly TraktTitle[]): Added | null => {
  if (fields === null) return null
  const counts = fields['added'] ?? fields['deleted']
  if (!isFields(counts)) return null
  const notFound = isFields(fields['not_found']) ? fields['not_found'] : {}
  return {
    added: sumOf(counts),
    existing: sumOf(fields['existing']),
    notFound: titles.flatMap((title, place) => (isMissing(title, notFound) ? [place] : [])),
  }
}
