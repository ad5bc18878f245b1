import { createDice } from '../dice.ts'
import { makeTitles } from '../trakt-book/made-titles.ts'
import type { BookTitle, Watchable } from '../trakt-book/titles.ts'
import {
  playerKinds,
  type Evening,
  type EveningOptions,
  type PlayerKind,
  type WatchingSource,
} from './facts.ts'
import { usualHabits, type Habits } from './habits.ts'
import { Home } from './home.ts'
import { plexServer } from './tell-plex.ts'

/** Sources that tell their own time; Tautulli does with a template that names it. */
const timed: Readonly<Record<PlayerKind, boolean>> = {
  jellyfin: true,
  emby: true,
  plex: false,
  tautulli: false,
  kodi: true,
  stremio: false,
  api: true,
}

const playerOf = (kind: PlayerKind, person: string, place: number): WatchingSource['player'] => {
  switch (kind) {
    case 'stremio':
    case 'api':
      return null
    case 'plex':
    case 'tautulli':
      return { key: `${plexServer}:${1000 + place}`, name: person }
    default:
      return { key: `${kind}-user-${person.toLowerCase()}`, name: person }
  }
}

const watchablesOf = (titles: readonly BookTitle[]): readonly Watchable[] =>
  titles.flatMap((title): readonly Watchable[] =>
    title.type === 'movie'
      ? [{ type: 'movie', movie: title }]
      : title.episodes.map((episode) => ({ type: 'episode', show: title, episode })),
  )

/**
 * People who watch, evening after evening: what they truly watched, and every message their players send about it. The
 * same seed makes the same evening. A viewing counts when it reached 90 % or more, and does not when it stayed below 60 %.
 */
export const makeEvening = (seed: number, options: EveningOptions = {}): Evening => {
  const {
    people = ['Ada', 'Bob', 'Cleo'],
    plays = 100,
    kinds = playerKinds,
    titles = makeTitles(seed),
    ...given
  } = options
  const habits: Habits = { ...usualHabits, ...given }
  const dice = createDice(seed)
  const watchables = watchablesOf(titles)
  const homes = people.map((person, place) => {
    const sources = kinds.map((kind): WatchingSource => {
      const isPlain = dice.chance(0.5)
      return {
        id: `${person.toLowerCase()}-${kind}`,
        kind,
        person,
        player: playerOf(kind, person, place),
        tellsTime: timed[kind] || (kind === 'tautulli' && isPlain),
        isPlain,
      }
    })
    return new Home({ person, sources, watchables, habits, dice: createDice(dice.between(1, 2 ** 30)) })
  })
  let counted = 0
  for (let turn = 0; counted < plays; turn++) {
    const home = homes[turn % homes.length]
    if (home === undefined) throw new Error('Nobody is at home.')
    counted += home.watchSomething()
  }
  const messages = homes.flatMap((home) => home.messages).sort((one, other) => one.at - other.at)
  const covered: Record<string, number> = {}
  for (const home of homes)
    for (const [name, count] of home.covered) covered[name] = (covered[name] ?? 0) + count
  return {
    people,
    titles,
    sources: homes.flatMap((home) => home.sources),
    facts: homes.flatMap((home) => home.facts).sort((one, other) => one.watchedAt - other.watchedAt),
    messages,
    startAt: habits.startAt,
    endAt: messages.at(-1)?.at ?? habits.startAt,
    covered,
  }
}
