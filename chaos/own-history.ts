/** What Cuemark itself has of a person's plays, in the words of the book. */
import type { PlayView, TitleView } from '@cuemark/contract'
import { bookKey, type BookPlay, type BookTitle, type Watchable } from '@cuemark/testkit'
import type { Member } from './household.ts'

const idNames = ['imdb', 'tmdb', 'tvdb', 'trakt'] as const

type Ids = { readonly [Name in (typeof idNames)[number]]?: string | number | undefined }

const namesOf = (level: string, ids: Ids): readonly string[] =>
  idNames.flatMap((name) => (ids[name] === undefined ? [] : [`${level}:${name}:${ids[name]}`]))

/** Finds a title of the book by whatever a player told of it. */
export type FindTitle = (title: TitleView) => Watchable | null

export function createFinder(titles: readonly BookTitle[]): FindTitle {
  const known = new Map<string, Watchable>()
  const shows = new Map<string, string>()
  for (const title of titles) {
    if (title.type === 'movie') {
      for (const name of namesOf('movie', title.ids)) known.set(name, { type: 'movie', movie: title })
      continue
    }
    for (const name of namesOf('show', title.ids)) shows.set(name, title.ids.slug ?? '')
    shows.set(`show:name:${title.title}`, title.ids.slug ?? '')
    for (const episode of title.episodes) {
      const one: Watchable = { type: 'episode', show: title, episode }
      for (const name of namesOf('episode', episode.ids)) known.set(name, one)
      known.set(`${title.ids.slug ?? ''}:${episode.season}:${episode.number}`, one)
    }
  }
  return (title) => {
    const byId = namesOf(title.type, title.ids).flatMap((name) => known.get(name) ?? [])[0]
    if (byId !== undefined || title.type === 'movie') return byId ?? null
    const names = [...namesOf('show', title.show.ids), `show:name:${title.show.name ?? ''}`]
    const slug = names.flatMap((name) => shows.get(name) ?? [])[0] ?? ''
    return known.get(`${slug}:${title.season}:${title.number}`) ?? null
  }
}

const iso = (at: number): string => new Date(at).toISOString().slice(5, 23)

async function playsOf({ client, id }: Member): Promise<readonly PlayView[]> {
  const plays: PlayView[] = []
  for (let cursor: string | undefined; ;) {
    const query = { personId: id, limit: 100, ...(cursor === undefined ? {} : { cursor }) }
    const page = await (await client()).listPlays({ query })
    plays.push(...page.items)
    if (page.nextCursor === null) return plays
    cursor = page.nextCursor
  }
}

export interface OwnHistory {
  /** Only what counts as watched. */
  readonly plays: readonly BookPlay[]
  /** It fell silent, and its person is asked whether it was seen. */
  readonly questions: readonly PlayView[]
  /** For whoever looks for a fault: what Cuemark tells of each play of a title, by its key in the book. */
  stories(key: string): Promise<readonly string[]>
  /** What did not come to Trakt although nothing stands in its way. */
  readonly stuck: readonly PlayView[]
}

export async function ownHistory(member: Member, find: FindTitle): Promise<OwnHistory> {
  const all = await playsOf(member)
  const keyOf = (title: TitleView): string | null => {
    const found = find(title)
    return found === null ? null : bookKey(found)
  }
  const plays = all
    .filter(({ state }) => state === 'watched')
    .map(({ id, title, watchedAt }): BookPlay => {
      const key = keyOf(title) ?? `unknown:${JSON.stringify(title)}`
      const text = JSON.stringify(title)
      return { id, person: member.name, key, text, ids: { trakt: 0 }, watchedAt, addedAt: 0, how: 'sync' }
    })
  return {
    plays,
    stories: async (key) => {
      const lines: string[] = []
      for (const { id, title, state, startedAt, watchedAt } of all) {
        if (keyOf(title) !== key) continue
        const { items } = await (await member.client()).listPlayEvents({ params: { id } })
        const told = items.map(({ at, text }) => `${iso(at)} ${text}`)
        lines.push(`${state}, ${iso(startedAt)} to ${iso(watchedAt)}: ${told.join(' | ')}`)
      }
      return lines
    },
    questions: all.filter(({ state }) => state === 'unclear'),
    stuck: all.filter(({ state, delivery }) => state === 'watched' && delivery?.state !== 'delivered'),
  }
}
