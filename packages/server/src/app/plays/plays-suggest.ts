import type { Suggestion } from '@cuemark/contract'
import { type EpisodeTitle, type Play, type Title, titleKey, titleText } from '@cuemark/domain'
import type { SearchHit } from '@cuemark/services'
import type { AccountRow } from '../ports-accounts.ts'
import type { Viewer } from '../use-cases-plays.ts'
import { AppError } from '../use-cases.ts'
import { ownPlay, type PlaysDeps, signedWay } from './plays-deps.ts'
import { titleView } from './plays-views.ts'

/** What a player calls it is the best search there is. */
const nameOf = (title: Title): string | null =>
  title.type === 'movie' ? title.name : (title.show.name ?? title.name)

const movieOf = ({ type, name, year, ids }: SearchHit): Title | null =>
  type === 'movie' ? { type, name, year, ids } : null

/** The show without an episode; null for any other hit. */
const showOf = ({ type, name, year, ids }: SearchHit): EpisodeTitle | null =>
  type === 'show'
    ? {
        type: 'episode',
        show: { name, year, ids },
        season: null,
        number: null,
        lastNumber: null,
        name: null,
        ids: {},
      }
    : null

/** A hit as the title that the play would be; null where it cannot be that. */
function titleOfHit(hit: SearchHit, { title }: Play): Title | null {
  if (title.type === 'movie') return movieOf(hit)
  if (hit.type === 'episode') {
    const show = hit.show ?? { name: null, year: null, ids: {} }
    const { name, ids, season, number } = hit
    return { type: 'episode', show, season, number, lastNumber: null, name, ids }
  }
  const show = showOf(hit)
  // A player that counts without seasons means the first one most often.
  return show === null ? null : { ...show, season: title.season ?? 1, number: title.number }
}

async function accountOf(deps: PlaysDeps, userIds: readonly string[]): Promise<AccountRow> {
  const rows = await deps.store.transaction(async (tx) => {
    const found: AccountRow[] = []
    for (const userId of userIds) found.push(...(await tx.accounts({ userId, service: 'trakt' })))
    return found
  })
  const usable = rows.find(({ state }) => state === 'linked' || state === 'ending')
  if (usable !== undefined) return usable
  throw new AppError(
    'not_connected',
    'Trakt’s search needs a Trakt account. Sign in to Trakt, or give an id.',
  )
}

/** Through the first of these people who has an account that works. */
async function searchAs(
  deps: PlaysDeps,
  userIds: readonly string[],
  query: string,
  types?: readonly SearchHit['type'][],
): Promise<readonly SearchHit[]> {
  const { way, session } = await signedWay(deps, await accountOf(deps, userIds))
  const outcome = await deps.trakt.search(way, session, query, types)
  if (outcome.ok) return outcome.value
  throw new AppError('unavailable', `${outcome.diagnosis.title}. Try again later, or give an id.`)
}

/** A show alone reads as a movie does: its year tells it from a remake. */
const textOf = (title: Title): string =>
  title.type === 'episode' && title.season === null && title.number === null
    ? titleText({ ...title.show, type: 'movie' })
    : titleText(title)

/** Each title once, in the order of the hits. */
function suggestionsOf(titles: readonly (Title | null)[]): readonly Suggestion[] {
  const found = new Map<string, Title>()
  for (const title of titles) {
    if (title !== null && !found.has(titleKey(title))) found.set(titleKey(title), title)
  }
  return [...found.values()].map((title) => ({ title: titleView(title), text: textOf(title) }))
}

/** What a play may be: by the own account of its person, or else by the viewer's. */
export async function suggest(
  deps: PlaysDeps,
  viewer: Viewer,
  id: string,
  asked: string | undefined,
): Promise<readonly Suggestion[]> {
  const play = await deps.store.transaction((tx) => ownPlay(tx, viewer, id))
  const query = asked === undefined || asked === '' ? nameOf(play.title) : asked
  if (query === null) return []
  const hits = await searchAs(deps, [play.userId, viewer.id], query)
  return suggestionsOf(hits.map((hit) => titleOfHit(hit, play)))
}

/** Movies and shows; which episode it was, a person says who has found the show. */
export async function searchTitles(
  deps: PlaysDeps,
  viewer: Viewer,
  { query, type }: { readonly query: string; readonly type?: Title['type'] | undefined },
): Promise<readonly Suggestion[]> {
  const wanted = { movie: ['movie'], episode: ['show'], any: ['movie', 'show'] } as const
  const hits = await searchAs(deps, [viewer.id], query, wanted[type ?? 'any'])
  return suggestionsOf(hits.map((hit) => movieOf(hit) ?? showOf(hit)))
}
