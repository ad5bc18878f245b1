import type { Suggestion } from '@cuemark/contract'
import { type Play, type Title, titleKey, titleText } from '@cuemark/domain'
import type { SearchHit } from '@cuemark/services'
import type { AccountRow } from '../ports-accounts.ts'
import type { Viewer } from '../use-cases-plays.ts'
import { AppError } from '../use-cases.ts'
import { ownPlay, type PlaysDeps, signedWay } from './plays-deps.ts'
import { titleView } from './plays-views.ts'

/** What a player calls it is the best search there is. */
const nameOf = (title: Title): string | null =>
  title.type === 'movie' ? title.name : (title.show.name ?? title.name)

/** A hit as the title that the play would be; null where it cannot be that. */
function titleOfHit(hit: SearchHit, play: Play): Title | null {
  const { name, year, ids } = hit
  if (play.title.type === 'movie') return hit.type === 'movie' ? { type: 'movie', name, year, ids } : null
  if (hit.type === 'movie') return null
  const rest = { type: 'episode', lastNumber: null } as const
  if (hit.type === 'episode') {
    const show = hit.show ?? { name: null, year: null, ids: {} }
    return { ...rest, show, season: hit.season, number: hit.number, name, ids }
  }
  // A player that counts without seasons means the first one most often.
  const season = play.title.season ?? 1
  return { ...rest, show: { name, year, ids }, season, number: play.title.number, name: null, ids: {} }
}

/** The own account of the play's person, or else the viewer's. */
async function accountFor(deps: PlaysDeps, viewer: Viewer, play: Play): Promise<AccountRow> {
  const rows = await deps.store.transaction(async (tx) => [
    ...(await tx.accounts({ userId: play.userId, service: 'trakt' })),
    ...(await tx.accounts({ userId: viewer.id, service: 'trakt' })),
  ])
  const usable = rows.find(({ state }) => state === 'linked' || state === 'ending')
  if (usable !== undefined) return usable
  throw new AppError(
    'not_connected',
    'Trakt’s search needs a Trakt account. Sign in to Trakt, or give an id.',
  )
}

export async function suggest(
  deps: PlaysDeps,
  viewer: Viewer,
  id: string,
  asked: string | undefined,
): Promise<readonly Suggestion[]> {
  const play = await deps.store.transaction((tx) => ownPlay(tx, viewer, id))
  const query = asked === undefined || asked === '' ? nameOf(play.title) : asked
  if (query === null) return []
  const { way, session } = await signedWay(deps, await accountFor(deps, viewer, play))
  const outcome = await deps.trakt.search(way, session, query)
  if (!outcome.ok)
    throw new AppError('unavailable', `${outcome.diagnosis.title}. Try again later, or give an id.`)
  const found = new Map<string, Title>()
  for (const hit of outcome.value) {
    const title = titleOfHit(hit, play)
    if (title !== null && !found.has(titleKey(title))) found.set(titleKey(title), title)
  }
  return [...found.values()].map((title) => ({ title: titleView(title), text: titleText(title) }))
}
