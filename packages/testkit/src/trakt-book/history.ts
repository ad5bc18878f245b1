import type { Answer, Call } from '../simulation/answer.ts'
import { application, empty } from '../simulation/trakt-front.ts'
import { exactJson, exactNumber, exactNumbersAt } from './exact-json.ts'
import { countsOf, titleBody, titlesIn, type Fields, type Requested } from './requested-titles.ts'
import { bookKey, type Listable, type Watchable } from './titles.ts'
import { addEntry, isoOf, type Entry, type Person, type World } from './world.ts'

/** `/sync/history` (trakt.md §12–14). */

const usualPage = 100
/** Larger wishes are cut down without a word. */
const longestPage = 250

/** A page of a list, with the headers that tell of the others. */
export const paged = <T>(
  call: Call,
  list: readonly T[],
  usual: number = usualPage,
): { readonly items: readonly T[]; readonly headers: Readonly<Record<string, string>> } => {
  const numberIn = (name: string, otherwise: number): number => {
    const value = Number(call.query.get(name) ?? otherwise)
    return Number.isInteger(value) && value > 0 ? value : otherwise
  }
  const limit = Math.min(longestPage, numberIn('limit', usual))
  const page = numberIn('page', 1)
  return {
    items: list.slice((page - 1) * limit, page * limit),
    headers: {
      ...application,
      'x-pagination-page': String(page),
      'x-pagination-limit': String(limit),
      'x-pagination-page-count': String(Math.max(1, Math.ceil(list.length / limit))),
      'x-pagination-item-count': String(list.length),
    },
  }
}

const isOfType = (title: Watchable, type: string, id: number | null): boolean => {
  switch (type) {
    case 'movies':
      return title.type === 'movie' && (id === null || title.movie.ids.trakt === id)
    case 'episodes':
      return title.type === 'episode' && (id === null || title.episode.ids.trakt === id)
    case 'shows':
      return title.type === 'episode' && (id === null || title.show.ids.trakt === id)
    default:
      return type === ''
  }
}

/** Newest first. An entry that is younger than the delay is not there yet. */
export const readHistory = (
  world: World,
  person: Person,
  call: Call,
  [type = '', id]: readonly string[],
): Answer => {
  const bound = (name: string, otherwise: number): number => {
    const at = Date.parse(call.query.get(name) ?? '')
    return Number.isNaN(at) ? otherwise : at
  }
  const fromAt = bound('start_at', -Infinity)
  const toAt = bound('end_at', Infinity)
  const shownUntil = world.now() - world.settings.consistencyDelayMs
  const trakt = id === undefined ? null : Number(id)
  const entries = person.entries
    .filter(
      (entry) =>
        entry.watchedAt >= fromAt &&
        entry.watchedAt <= toAt &&
        entry.addedAt <= shownUntil &&
        isOfType(entry.title, type, trakt),
    )
    .sort((one, other) => other.watchedAt - one.watchedAt)
  const { items, headers } = paged(call, entries)
  return exactJson(200, items.map(entryBody), headers)
}

const entryBody = ({ id, watchedAt, how, title }: Entry): Fields => ({
  id: exactNumber(id),
  watched_at: isoOf(watchedAt),
  action: how === 'scrobble' ? 'scrobble' : 'watch',
  ...titleBody(title),
})

const isoInstant = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/

/** Anything but ISO 8601 is not read, and becomes now: a Unix number too (trakt.md §13). */
const watchedAtOf = ({ told, title }: Requested, now: number): number => {
  const given = told['watched_at']
  if (given === 'unknown') return 0
  if (given === 'released' && title.type !== 'show')
    return Date.UTC(title.type === 'movie' ? title.movie.year : title.show.year, 0)
  return typeof given === 'string' && isoInstant.test(given) ? Date.parse(given) : now
}

/** A bare show is every episode of it. */
const watchables = (world: World, title: Listable): readonly Watchable[] =>
  title.type === 'show' ? world.catalogue.episodesOf(title.show) : [title]

/** Nothing is looked up first: the same play sent twice is there twice (trakt.md §12). */
export const addHistory = (world: World, person: Person, body: Fields): Answer => {
  const { found, notFound, areTyped } = titlesIn(world.catalogue, body)
  if (!areTyped) return empty(422)
  const now = world.now()
  const added = found.flatMap((requested) => {
    const watchedAt = watchedAtOf(requested, now)
    return watchables(world, requested.title).map(
      (title) => addEntry(world, person, { title, how: 'sync', watchedAt }).title,
    )
  })
  const { movies, episodes } = countsOf(added)
  return exactJson(201, {
    added: { movies, episodes },
    updated: { movies: 0, episodes: 0 },
    not_found: notFound,
  })
}

/** By ids of entries, those; by titles, every watch of them. */
export const removeHistory = (world: World, person: Person, body: Fields, text: string): Answer => {
  const { found, notFound } = titlesIn(world.catalogue, body)
  const keys = new Set(found.flatMap(({ title }) => watchables(world, title)).map(bookKey))
  const ids = new Set(exactNumbersAt(text, 'ids'))
  const isGone = (entry: Entry): boolean => ids.has(entry.id) || keys.has(bookKey(entry.title))
  const gone = person.entries.filter(isGone)
  person.entries = person.entries.filter((entry) => !isGone(entry))
  for (const entry of gone) {
    const key = bookKey(entry.title)
    if (person.lastScrobbles.get(key) === entry.watchedAt) person.lastScrobbles.delete(key)
    ids.delete(entry.id)
  }
  const { movies, episodes } = countsOf(gone.map(({ title }) => title))
  return exactJson(200, {
    deleted: { movies, episodes },
    not_found: { ...notFound, ids: [...ids].map(exactNumber) },
  })
}
