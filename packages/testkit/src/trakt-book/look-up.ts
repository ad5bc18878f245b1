import { json, type Answer, type Call } from '../simulation/answer.ts'
import { application, empty } from '../simulation/trakt-front.ts'
import { paged } from './history.ts'
import { titleBody, type Fields } from './requested-titles.ts'
import type { Listable } from './titles.ts'
import type { Person, World } from './world.ts'

/** Calls that only look: search, what everybody may see, and the account itself. */

const usualHits = 50

const everything = ({ catalogue }: World): readonly Listable[] =>
  catalogue.titles.flatMap((title): readonly Listable[] =>
    title.type === 'movie'
      ? [{ type: 'movie', movie: title }]
      : [{ type: 'show', show: title }, ...catalogue.episodesOf(title)],
  )

const nameOf = (title: Listable): string => {
  if (title.type === 'movie') return title.movie.title
  return title.type === 'show' ? title.show.title : title.episode.title
}

export const searchText = (world: World, call: Call, [types = '']: readonly string[]): Answer => {
  const wanted = new Set(types.split(','))
  const words = (call.query.get('query') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const hits =
    words.length === 0
      ? []
      : everything(world).filter(
          (title) =>
            wanted.has(title.type) && words.every((word) => nameOf(title).toLowerCase().includes(word)),
        )
  const { items, headers } = paged(call, hits, usualHits)
  return json(
    200,
    items.map((title) => ({ score: 100, ...titleBody(title) })),
    headers,
  )
}

export const searchId = (
  { catalogue }: World,
  call: Call,
  [name = '', value = '']: readonly string[],
): Answer => {
  const ids = { [name]: name === 'imdb' ? value : Number(value) }
  const type = call.query.get('type')
  const show = catalogue.show(ids)
  const candidates: readonly (Listable | null)[] = [
    catalogue.movie(ids),
    show === null ? null : { type: 'show', show },
    catalogue.episode(ids),
  ]
  const hits = candidates.flatMap((title) =>
    title === null || (type !== null && !type.split(',').includes(title.type)) ? [] : [title],
  )
  return json(
    200,
    hits.map((title) => ({ score: 1000, ...titleBody(title) })),
    application,
  )
}

export const trending = ({ catalogue }: World, call: Call, [kind = '']: readonly string[]): Answer => {
  const wanted = kind === 'movies' ? 'movie' : 'show'
  const titles = catalogue.titles.filter(({ type }) => type === wanted)
  const { items, headers } = paged(call, titles, 10)
  return json(
    200,
    items.map(({ title, year, ids }) => ({ watchers: 12, [wanted]: { title, year, ids } })),
    headers,
  )
}

export const summary = ({ catalogue }: World, [kind = '', id = '']: readonly string[]): Answer => {
  const ids = { trakt: Number(id), slug: id, imdb: id }
  const found = kind === 'movies' ? catalogue.movie(ids)?.movie : catalogue.show(ids)
  if (found === undefined || found === null) return empty(404)
  return json(200, { title: found.title, year: found.year, ids: found.ids }, application)
}

/** Limits of 2026, free and VIP (trakt.md §9). */
const limitsOf = (isVip: boolean): Fields => ({
  history: { item_count: 100_000 },
  ratings: { item_count: isVip ? 20_000 : 10_000 },
  watchlist: { item_count: isVip ? 5000 : 250 },
  list: { count: isVip ? 100 : 5, item_count: isVip ? 5000 : 250 },
})

export const settingsOf = (person: Person): Answer =>
  json(
    200,
    {
      user: {
        username: person.name,
        private: false,
        name: person.name,
        vip: person.vip,
        vip_ep: false,
        ids: { slug: person.slug },
      },
      account: { timezone: 'UTC', date_format: 'ymd', time_24hr: true },
      limits: limitsOf(person.vip),
    },
    application,
  )

export const usageOf = (person: Person): Answer =>
  json(
    200,
    {
      connected_apps: { used: person.otherApps + 1, limit: person.vip ? 50 : 1 },
      history: { used: person.entries.length, limit: 100_000 },
      watchlist: { used: person.watchlist.size, limit: person.vip ? 5000 : 250 },
    },
    application,
  )

/** 204 while nothing is on. */
export const watchingOf = (world: World, person: Person): Answer => {
  const { watching } = person
  if (watching === null || world.now() >= watching.expiresAt) return empty(204)
  return json(
    200,
    {
      started_at: new Date(watching.startedAt).toISOString(),
      expires_at: new Date(watching.expiresAt).toISOString(),
      action: 'scrobble',
      ...titleBody(watching.title),
    },
    application,
  )
}
