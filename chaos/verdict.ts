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
  /** How far the times that players told are off in Trakt's book, which keeps whole seconds: the largest. */
  readonly worstToldMs: number
  /** For whoever looks for a fault: what the book and Cuemark have of the first titles that are not right. */
  readonly stories: readonly string[]
  readonly isRight: boolean
}

/** A player without a time of its own cannot know how late its message was taken. */
export const withLateness = (
  facts: readonly WatchedFact[],
  lateness: ReadonlyMap<string, number>,
): readonly WatchedFact[] =>
  facts.map((fact) => ({ ...fact, withinMs: fact.withinMs + (lateness.get(fact.viewingId) ?? 0) }))

const isClean = ({ lost, doubled, wrongTime, unexpected }: BookComparison): boolean =>
  lost.length + doubled.length + wrongTime.length + unexpected.length === 0

const worst = (facts: readonly WatchedFact[], plays: readonly BookPlay[]): number => {
  const byTitle = Map.groupBy(plays, ({ person, key }) => `${person}\n${key}`)
  const offs = facts.flatMap(({ person, key, watchedAt, timeTold, withinMs }) => {
    const own = timeTold && withinMs === 0 ? (byTitle.get(`${person}\n${key}`) ?? []) : []
    const toldAt = Math.floor(watchedAt / 1000) * 1000
    return own.length === 0 ? [] : [Math.min(...own.map((play) => Math.abs(play.watchedAt - toldAt)))]
  })
  return Math.max(0, ...offs)
}

const toldAtMost = 6
const iso = (at: number): string => new Date(at).toISOString()

/** Everything that is known of the first titles that are not as they were watched. */
async function storiesOf(
  { trakt, own }: Pick<Verdict, 'trakt' | 'own'>,
  facts: readonly WatchedFact[],
  book: TraktBook,
  histories: ReadonlyMap<string, OwnHistory>,
): Promise<readonly string[]> {
  const wrong = [trakt, own].flatMap(({ lost, doubled, wrongTime }) => [
    ...lost,
    ...doubled,
    ...wrongTime.map(({ fact }) => fact),
  ])
  const titles = Map.groupBy(wrong, ({ person, key }) => `${person}\n${key}`)
  const lines: string[] = []
  for (const [title] of [...titles.values()].slice(0, toldAtMost)) {
    if (title === undefined) continue
    const { person, key, text } = title
    const isOfTitle = (one: WatchedFact | BookPlay): boolean => one.person === person && one.key === key
    const seen = facts.filter(isOfTitle).map(({ watchedAt, viewingId }) => `${iso(watchedAt)} ${viewingId}`)
    const entries = book.plays().filter(isOfTitle)
    const told = entries.map(({ watchedAt, how, addedAt }) => `${iso(watchedAt)} ${how} ${iso(addedAt)}`)
    lines.push(`${person}, ${text}: seen ${seen.join(', ')}; Trakt has ${told.join(', ') || 'nothing'}`)
    lines.push(...((await histories.get(person)?.stories(key)) ?? []))
  }
  return lines
}

export async function judge(
  book: TraktBook,
  evening: Evening,
  members: readonly Member[],
  lateness: ReadonlyMap<string, number>,
): Promise<Verdict> {
  const facts = withLateness(evening.facts, lateness)
  const find = createFinder(evening.titles)
  const byName = new Map<string, OwnHistory>()
  for (const member of members) byName.set(member.name, await ownHistory(member, find))
  const histories = [...byName.values()]
  const tolerances = { toleranceMs, untoldToleranceMs }
  const trakt = compareBooks(facts, book.plays(), tolerances)
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
    worstToldMs: worst(facts, book.plays()),
    stories: await storiesOf({ trakt, own }, facts, book, byName),
    isRight: isClean(trakt) && isClean(own) && stuck.length === 0,
  }
}
