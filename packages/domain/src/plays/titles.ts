import type { EpisodeTitle, Title, TitleIds } from './title.ts'

/** In the order in which an id names a title best. Players keep to what they give, so keys stay the same. */
const idKinds = ['imdb', 'tmdb', 'tvdb', 'trakt', 'kitsu'] as const

/** A file that claims more episodes than this is a mistake in its numbering. */
const longestDouble = 10

/**
 * Canonical text of a title as the player gave it, for aliases and the keys of plays. Two players that know different
 * ids give different keys for one title; `sameTitle` tells that they are the same.
 */
export function titleKey(title: Title): string {
  if (title.type === 'movie') return `movie:${idKey(title.ids) ?? nameKey(title.name, title.year)}`
  const until = isDouble(title) ? `-${String(title.lastNumber)}` : ''
  const own = idKey(title.ids)
  if (own !== null) return `episode:${own}${until}`
  if (title.number === null) return `episode:${showRef(title)}:name=${plain(title.name ?? '')}`
  const season = title.season === null ? '' : `s${String(title.season)}`
  return `episode:${showRef(title)}:${season}e${String(title.number)}${until}`
}

/** Key of the whole show, so that what one of its episodes turned out to be holds for all; null where it has none. */
export function showKey(title: Title): string | null {
  if (title.type === 'movie') return null
  const { show } = title
  return idKey(show.ids) === null && show.name === null ? null : `show:${showRef(title)}`
}

/**
 * True where both mean one title: by any id of the same level, else an episode by its show and numbers. Names decide
 * only where no id can be compared.
 */
export function sameTitle(one: Title, other: Title): boolean {
  const byId = compareIds(one.ids, other.ids)
  if (one.type === 'movie')
    return other.type === 'movie' && (byId === 'same' || (byId === 'unknown' && sameName(one, other)))
  if (other.type === 'movie') return false
  if (byId === 'same') return true
  if (one.number === null || one.number !== other.number || one.season !== other.season) return false
  if ((one.lastNumber ?? one.number) !== (other.lastNumber ?? other.number)) return false
  const byShow = compareIds(one.show.ids, other.show.ids)
  return byShow === 'same' || (byShow === 'unknown' && sameName(one.show, other.show))
}

/**
 * True where two titles share no id and no name by which they could be told apart: only who knows all ids of both can
 * say whether they are one.
 */
export function mayBeSameTitle(one: Title, other: Title): boolean {
  if (sameTitle(one, other) || compareIds(one.ids, other.ids) !== 'unknown') return false
  if (one.type === 'movie') return other.type === 'movie' && areNamesOpen(one, other)
  if (other.type === 'movie') return false
  return compareIds(one.show.ids, other.show.ids) === 'unknown' && areNamesOpen(one.show, other.show)
}

/** A double episode as single ones. Its own ids are those of the first. */
export function episodesOf(title: Title): readonly Title[] {
  if (title.type === 'movie' || !isDouble(title)) return [title]
  const { number, lastNumber } = title
  const count = (lastNumber ?? 0) - (number ?? 0) + 1
  return Array.from({ length: count }, (_, index) => ({
    ...title,
    number: (number ?? 0) + index,
    lastNumber: null,
    ...(index === 0 ? {} : { ids: {}, name: null }),
  }))
}

/** "The Matrix (1999)", "Breaking Bad S1E2". */
export function titleText(title: Title): string {
  if (title.type === 'movie') return named(title.name, title.year) ?? idText(title.ids) ?? 'A movie'
  const show = title.show.name ?? idText(title.show.ids)
  const until = isDouble(title) ? `–${String(title.lastNumber)}` : ''
  const { season, number } = title
  if (number === null)
    return [show, title.name ?? idText(title.ids)].filter(Boolean).join(': ') || 'An episode'
  const place = season === null ? `episode ${String(number)}` : `S${String(season)}E${String(number)}`
  return `${show ?? title.name ?? 'Unknown show'} ${place}${until}`
}

/** True where Trakt can be asked for it: it has ids that Trakt takes (trakt.md §11). Kitsu alone does not do. */
export function isMatchable(title: Title): boolean {
  const { ids } = title
  if (title.type === 'movie') return hasAny(ids, ['trakt', 'imdb', 'tmdb'])
  return (
    isShowKnown(title.ids) || (isShowKnown(title.show.ids) && title.season !== null && title.number !== null)
  )
}

/** True where these ids name a show or an episode for Trakt. */
export function isShowKnown(ids: TitleIds): boolean {
  return hasAny(ids, ['trakt', 'imdb', 'tmdb', 'tvdb'])
}

function hasAny(ids: TitleIds, kinds: readonly (keyof TitleIds)[]): boolean {
  return kinds.some((kind) => ids[kind] !== undefined)
}

function isDouble({ number, lastNumber }: EpisodeTitle): boolean {
  return number !== null && lastNumber !== null && lastNumber > number && lastNumber - number < longestDouble
}

function compareIds(one: TitleIds, other: TitleIds): 'same' | 'different' | 'unknown' {
  const both = idKinds.filter((kind) => one[kind] !== undefined && other[kind] !== undefined)
  if (both.length === 0) return 'unknown'
  return both.some((kind) => one[kind] === other[kind]) ? 'same' : 'different'
}

interface Named {
  readonly name: string | null
  readonly year: number | null
}

function sameName(one: Named, other: Named): boolean {
  if (one.name === null || other.name === null || plain(one.name) !== plain(other.name)) return false
  return one.year === null || other.year === null || one.year === other.year
}

/** A name may be missing or in another language; two years of one name are two titles. */
function areNamesOpen(one: Named, other: Named): boolean {
  return one.name === null || other.name === null || plain(one.name) !== plain(other.name)
}

function showRef({ show }: EpisodeTitle): string {
  return idKey(show.ids) ?? nameKey(show.name, show.year)
}

function idKey(ids: TitleIds): string | null {
  const kind = idKinds.find((one) => ids[one] !== undefined)
  return kind === undefined ? null : `${kind}=${String(ids[kind])}`
}

function nameKey(name: string | null, year: number | null): string {
  return `name=${plain(name ?? '')}${year === null ? '' : `:${String(year)}`}`
}

function idText(ids: TitleIds): string | null {
  const kind = idKinds.find((one) => ids[one] !== undefined)
  if (kind === undefined) return null
  return kind === 'imdb' ? String(ids.imdb) : `${kind}:${String(ids[kind])}`
}

function named(name: string | null, year: number | null): string | null {
  if (name === null) return null
  return year === null ? name : `${name} (${String(year)})`
}

/** Letters and digits alone, without case and accents: players write one name in several ways. */
function plain(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/gu, '')
    .toLowerCase()
  const words = folded.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()
  return words === '' ? folded.trim() : words
}
