import type { BookPlay } from '../trakt-book/trakt-book.ts'
import type { WatchedFact } from './facts.ts'

/** What Trakt's book has, against what was truly watched. All four lists are empty when every play arrived once. */
export interface BookComparison {
  readonly lost: readonly WatchedFact[]
  /** More entries of a title than its person has watched it. */
  readonly doubled: readonly BookPlay[]
  readonly wrongTime: readonly {
    readonly fact: WatchedFact
    readonly play: BookPlay
    readonly offMs: number
  }[]
  /** Entries of something that its person has never watched. */
  readonly unexpected: readonly BookPlay[]
  readonly right: number
}

export interface CompareOptions {
  /** Trakt keeps whole seconds, so less than one makes no sense. */
  readonly toleranceMs?: number
  /** For plays whose player told no time; as for the others unless given. */
  readonly untoldToleranceMs?: number
}

interface Pair {
  readonly fact: WatchedFact
  readonly play: BookPlay
  readonly offMs: number
}

const groups = <T extends { readonly person: string; readonly key: string }>(
  all: readonly T[],
): ReadonlyMap<string, readonly T[]> => Map.groupBy(all, ({ person, key }) => `${person}\n${key}`)

/** Pairs the nearest first, each fact and each entry once. */
const pairUp = (facts: readonly WatchedFact[], plays: readonly BookPlay[]): readonly Pair[] => {
  const all = facts
    .flatMap((fact) =>
      plays.map((play): Pair => ({ fact, play, offMs: Math.abs(play.watchedAt - fact.watchedAt) })),
    )
    .sort((one, other) => one.offMs - other.offMs)
  const taken = new Set<WatchedFact | BookPlay>()
  return all.filter(({ fact, play }) => {
    if (taken.has(fact) || taken.has(play)) return false
    taken.add(fact).add(play)
    return true
  })
}

export const compareBooks = (
  truth: readonly WatchedFact[],
  book: readonly BookPlay[],
  { toleranceMs = 1000, untoldToleranceMs = toleranceMs }: CompareOptions = {},
): BookComparison => {
  const facts = groups(truth)
  const plays = groups(book)
  const pairs = [...facts].flatMap(([title, watched]) => pairUp(watched, plays.get(title) ?? []))
  const pairedFacts = new Set(pairs.map(({ fact }) => fact))
  const pairedPlays = new Set(pairs.map(({ play }) => play))
  const isLate = ({ fact, offMs }: Pair): boolean =>
    offMs > fact.withinMs + (fact.timeTold ? toleranceMs : untoldToleranceMs)
  const isKnown = ({ person, key }: BookPlay): boolean => facts.has(`${person}\n${key}`)
  const spare = book.filter((play) => !pairedPlays.has(play))
  const wrongTime = pairs.filter(isLate)
  return {
    lost: truth.filter((fact) => !pairedFacts.has(fact)),
    doubled: spare.filter(isKnown),
    wrongTime,
    unexpected: spare.filter((play) => !isKnown(play)),
    right: pairs.length - wrongTime.length,
  }
}
