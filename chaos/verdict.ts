/** Whether the book, and Cuemark's own history, hold what people watched: each play once, at its time. */
import {
  type BookComparison,
  type BookPlay,
  compareBooks,
  type Evening,
  type TraktBook,
  type WatchedFact,
} from '@cuemark/testkit'
import type { Member } from './household.ts'
import { createFinder, ownHistory, type OwnHistory } from './own-history.ts'

/** Trakt keeps whole seconds. */
const toleranceMs = 1000
/** A play that has just been seen is scrobbled, and Trakt stamps that when it hears of it. */
const stampedWithinMs = 5000
/** Cuemark heard of it with the message; what a resend took is in the fact. */
const untoldToleranceMs = 4000

export interface Verdict {
  readonly facts: number
  /** Of those, with a time that the player told. */
  readonly told: number
  readonly trakt: BookComparison
  readonly own: BookComparison
  /** Plays of Cuemark that never came to Trakt, in words. */
  readonly stuck: readonly string[]
  /** Viewings that fell silent, of which a person is asked. Nothing was sent of them. */
  readonly questions: number
  /** How far told times are off in the book: the largest, of those that went by the history and of scrobbles. */
  readonly worstToldMs: { readonly sync: number; readonly scrobble: number }
  readonly isRight: boolean
}

/** A player without a time of its own cannot know how late its message was taken. */
export const withLateness = (
  facts: readonly WatchedFact[],
  lateness: ReadonlyMap<string, number>,
): readonly WatchedFact[] =>
  facts.map((fact) => ({ ...fact, withinMs: fact.withinMs + (lateness.get(fact.viewingId) ?? 0) }))

/** What Trakt stamped itself is right when it is near. */
function stamped(comparison: BookComparison): BookComparison {
  const wrongTime = comparison.wrongTime.filter(
    ({ fact, play, offMs }) => play.how === 'sync' || offMs > fact.withinMs + stampedWithinMs,
  )
  const right = comparison.right + comparison.wrongTime.length - wrongTime.length
  return { ...comparison, wrongTime, right }
}

const isClean = ({ lost, doubled, wrongTime, unexpected }: BookComparison): boolean =>
  lost.length + doubled.length + wrongTime.length + unexpected.length === 0

const worst = (facts: readonly WatchedFact[], plays: readonly BookPlay[], how: BookPlay['how']): number => {
  const byTitle = Map.groupBy(plays, ({ person, key }) => `${person}\n${key}`)
  const offs = facts.flatMap(({ person, key, watchedAt, timeTold, withinMs }) => {
    const own = timeTold && withinMs === 0 ? (byTitle.get(`${person}\n${key}`) ?? []) : []
    const nearest = own.toSorted(
      (one, other) => Math.abs(one.watchedAt - watchedAt) - Math.abs(other.watchedAt - watchedAt),
    )[0]
    return nearest?.how === how ? [Math.abs(nearest.watchedAt - Math.floor(watchedAt / 1000) * 1000)] : []
  })
  return Math.max(0, ...offs)
}

export async function judge(
  book: TraktBook,
  evening: Evening,
  members: readonly Member[],
  lateness: ReadonlyMap<string, number>,
): Promise<Verdict> {
  const facts = withLateness(evening.facts, lateness)
  const find = createFinder(evening.titles)
  const histories: OwnHistory[] = []
  for (const member of members) histories.push(await ownHistory(member, find))
  const tolerances = { toleranceMs, untoldToleranceMs }
  const trakt = stamped(compareBooks(facts, book.plays(), tolerances))
  const own = compareBooks(
    facts,
    histories.flatMap(({ plays }) => plays),
    tolerances,
  )
  const stuck = histories
    .flatMap((history) => history.stuck)
    .map(({ title, delivery }) => `${JSON.stringify(title)}: ${delivery?.state ?? 'no delivery'}`)
  return {
    facts: facts.length,
    told: facts.filter(({ timeTold }) => timeTold).length,
    trakt,
    own,
    stuck,
    questions: histories.reduce((sum, { questions }) => sum + questions.length, 0),
    worstToldMs: {
      sync: worst(facts, book.plays(), 'sync'),
      scrobble: worst(facts, book.plays(), 'scrobble'),
    },
    isRight: isClean(trakt) && isClean(own) && stuck.length === 0,
  }
}
