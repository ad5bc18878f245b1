import { json, type Answer, type Call } from '../simulation/answer.ts'
import { application, empty } from '../simulation/trakt-front.ts'
import { paged } from './history.ts'
import { countsOf, titleBody, titlesIn, type Fields, type Requested } from './requested-titles.ts'
import { bookKey, type Listable } from './titles.ts'
import { isoOf, type Person, type World } from './world.ts'

/** Watchlist, ratings and resume points. */

type Change = (world: World, person: Person, body: Fields) => Answer

const singular: Readonly<Record<string, string>> = { movies: 'movie', shows: 'show', episodes: 'episode' }
const isOfType = ({ type }: Listable, wanted: string): boolean => wanted === '' || singular[wanted] === type

export const readWatchlist = (person: Person, call: Call, [type = '']: readonly string[]): Answer => {
  const listed = [...person.watchlist.values()].filter(({ title }) => isOfType(title, type))
  const { items, headers } = paged(call, listed)
  const rows = items.map(({ title, listedAt }, place) => ({
    rank: place + 1,
    listed_at: isoOf(listedAt),
    ...titleBody(title),
  }))
  return json(200, rows, headers)
}

/** Applies one change to each title; true counts it as done, false as there already. */
const changeEach = (
  world: World,
  body: Fields,
  words: { readonly status: number; readonly done: string; readonly existing?: string },
  change: (requested: Requested) => boolean,
): Answer => {
  const { found, notFound, areTyped } = titlesIn(world.catalogue, body)
  if (!areTyped) return empty(422)
  const done: Listable[] = []
  const existing: Listable[] = []
  for (const requested of found) (change(requested) ? done : existing).push(requested.title)
  return json(
    words.status,
    {
      [words.done]: countsOf(done),
      ...(words.existing === undefined ? {} : { [words.existing]: countsOf(existing) }),
      not_found: notFound,
    },
    application,
  )
}

export const addToWatchlist: Change = (world, person, body) =>
  changeEach(world, body, { status: 201, done: 'added', existing: 'existing' }, ({ title }) => {
    const key = bookKey(title)
    if (person.watchlist.has(key)) return false
    person.watchlist.set(key, { title, listedAt: world.now() })
    return true
  })

export const removeFromWatchlist: Change = (world, person, body) =>
  changeEach(world, body, { status: 200, done: 'deleted' }, ({ title }) =>
    person.watchlist.delete(bookKey(title)),
  )

export const readRatings = (person: Person, call: Call, [type = '']: readonly string[]): Answer => {
  const rated = [...person.ratings.values()].filter(({ title }) => isOfType(title, type))
  const { items, headers } = paged(call, rated)
  const rows = items.map(({ title, rating, ratedAt }) => ({
    rated_at: isoOf(ratedAt),
    rating,
    ...titleBody(title),
  }))
  return json(200, rows, headers)
}

export const addRatings: Change = (world, person, body) => {
  const { found } = titlesIn(world.catalogue, body)
  const isRating = (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10
  if (!found.every(({ told }) => isRating(told['rating']))) return empty(422)
  return changeEach(world, body, { status: 201, done: 'added' }, ({ title, told }) => {
    const ratedAt = Date.parse(String(told['rated_at']))
    person.ratings.set(bookKey(title), {
      title,
      rating: Number(told['rating']),
      ratedAt: Number.isNaN(ratedAt) ? world.now() : ratedAt,
    })
    return true
  })
}

export const removeRatings: Change = (world, person, body) =>
  changeEach(world, body, { status: 200, done: 'deleted' }, ({ title }) =>
    person.ratings.delete(bookKey(title)),
  )

export const readPlayback = (person: Person, call: Call, [type = '']: readonly string[]): Answer => {
  const stopped = [...person.playback.values()].filter(({ title }) => isOfType(title, type))
  const { items, headers } = paged(call, stopped)
  const rows = items.map(({ id, title, progress, pausedAt }) => ({
    id,
    progress,
    paused_at: isoOf(pausedAt),
    ...titleBody(title),
  }))
  return json(200, rows, headers)
}

export const removePlayback = (person: Person, [id = '']: readonly string[]): Answer => {
  const found = [...person.playback].find(([, playback]) => String(playback.id) === id)
  if (found === undefined) return empty(404)
  person.playback.delete(found[0])
  return empty(204)
}
