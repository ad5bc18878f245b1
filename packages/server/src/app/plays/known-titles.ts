import { type EpisodeTitle, showKey, type Title, titleKey } from '@cuemark/domain'
import type { AliasRow } from '../ports-plays.ts'
import type { StoreTx } from '../ports.ts'

/** The show alone, of an episode: what all its episodes are said to belong to. */
const showOf = ({ show }: EpisodeTitle): EpisodeTitle => ({
  type: 'episode',
  show,
  season: null,
  number: null,
  lastNumber: null,
  name: null,
  ids: {},
})

/** Where a person's word for this title may stand, the most exact first. */
const keysOf = (title: Title): readonly string[] => {
  const show = showKey(title)
  return show === null ? [titleKey(title)] : [titleKey(title), show]
}

/** The title that is meant where a person has said so, for the title itself or for its show. */
function meant(title: Title, alias: AliasRow): Title {
  const named = alias.title
  if (title.type !== 'episode' || named.type !== 'episode' || named.number !== null) return named
  // The show alone was named: which episode it is, the player tells. Kitsu's numbers have no season (players.md §7).
  return { ...title, show: named.show, season: title.season ?? named.season, ids: {} }
}

/** A person may correct an answer given before; then one answer leads to the next. */
const mostAnswers = 3

/** The title as a person has said that it is; itself where nobody has. */
export async function knownTitle(tx: Pick<StoreTx, 'alias'>, userId: string, title: Title): Promise<Title> {
  let found = title
  for (let answers = 0; answers < mostAnswers; answers += 1) {
    const alias = await aliasOf(tx, userId, found)
    if (alias === null) break
    found = meant(found, alias)
  }
  return found
}

async function aliasOf(tx: Pick<StoreTx, 'alias'>, userId: string, title: Title): Promise<AliasRow | null> {
  for (const key of keysOf(title)) {
    const alias = await tx.alias(userId, key)
    if (alias !== null) return alias
  }
  return null
}

/**
 * What is remembered when a person says that `from` is `to`. Where only the show was unknown, the answer holds for
 * all its episodes.
 */
export function aliasFor(from: Title, to: Title): { readonly key: string; readonly title: Title } {
  const own = { key: titleKey(from), title: to }
  if (from.type !== 'episode' || to.type !== 'episode') return own
  const sameNumber = from.number !== null && from.number === to.number
  const sameSeason = from.season === null || from.season === to.season
  if (!sameNumber || !sameSeason) return own
  const show = showKey(from)
  const season = from.season === null ? to.season : null
  return show === null ? own : { key: show, title: { ...showOf(to), season } }
}
