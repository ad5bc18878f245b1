import type { Dice } from '../dice.ts'
import { bookKey, type Watchable } from '../trakt-book/titles.ts'
import type { WatchingSource } from './facts.ts'
import type { Habits } from './habits.ts'

/** What somebody watches next. */
export interface Chosen {
  readonly title: Watchable
  readonly source: WatchingSource
  readonly startAt: number
  /** Share of the runtime at which it begins. */
  readonly from: number
  readonly sort: 'new' | 'rollover' | 'replay' | 'resumed'
}

/** What somebody watched last. */
export interface Before {
  readonly title: Watchable
  readonly source: WatchingSource
  readonly endAt: number
  readonly reachedEnd: boolean
  readonly lostStop: boolean
}

interface Ending {
  readonly isFinished: boolean
  /** Its source was told that it is over. */
  readonly isReplayable: boolean
}

const minuteMs = 60_000
const dayMs = 86_400_000

export const nextEpisodeOf = (title: Watchable): Watchable | null => {
  if (title.type === 'movie') return null
  const { show, episode } = title
  const next = show.episodes.find(
    ({ season, number }) => season === episode.season && number === episode.number + 1,
  )
  return next === undefined ? null : { type: 'episode', show, episode: next }
}

/** The days of one person: what was seen, and from it what comes next. */
export class Diary {
  before: Before | null = null
  unfinished: { readonly title: Watchable; readonly share: number } | null = null
  /** Until then the second device is in use. */
  secondFreeAt = 0
  readonly #sources: readonly WatchingSource[]
  readonly #watchables: readonly Watchable[]
  readonly #habits: Habits
  readonly #dice: Dice
  #day = 0
  #at: number
  /** Titles of this day; what is in it comes again by a replay only. */
  readonly #today = new Set<string>()
  /** Counted today, and surely over for its source. */
  #replayable: Watchable[] = []

  constructor(from: {
    readonly sources: readonly WatchingSource[]
    readonly watchables: readonly Watchable[]
    readonly habits: Habits
    readonly dice: Dice
  }) {
    this.#sources = from.sources
    this.#watchables = from.watchables
    this.#habits = from.habits
    this.#dice = from.dice
    this.#at = from.habits.startAt + from.dice.between(0, 60) * minuteMs
  }

  wasToday(title: Watchable): boolean {
    return this.#today.has(bookKey(title))
  }

  noteToday(title: Watchable): void {
    this.#today.add(bookKey(title))
  }

  /** The main device is in use until then. */
  note(before: Before, { isFinished, isReplayable }: Ending): void {
    this.before = before
    this.#at = before.endAt
    const key = bookKey(before.title)
    this.#replayable = this.#replayable.filter((title) => bookKey(title) !== key)
    if (isReplayable) this.#replayable.push(before.title)
    // What was seen to the end is not gone on with.
    if (isFinished && this.unfinished !== null && bookKey(this.unfinished.title) === key)
      this.unfinished = null
  }

  choose(): Chosen {
    const dice = this.#dice
    const { before } = this
    const next = before?.reachedEnd === true ? nextEpisodeOf(before.title) : null
    if (before !== null && next !== null && !this.wasToday(next) && dice.chance(this.#habits.rolloverShare)) {
      const startAt = before.endAt + dice.between(1000, 5000)
      return { title: next, source: before.source, startAt, from: 0, sort: 'rollover' }
    }
    if (this.#at > this.#habits.startAt + this.#day * dayMs + this.#habits.eveningMs) this.#goToBed()
    else this.#at += dice.between(3, 12) * minuteMs
    return this.#chooseAnew()
  }

  #chooseAnew(): Chosen {
    const dice = this.#dice
    const stays = dice.chance(0.6)
    const source = (stays ? this.before?.source : undefined) ?? dice.pick(this.#sources)
    const common = { source, startAt: this.#at }
    if (this.#replayable.length > 0 && dice.chance(this.#habits.replayShare))
      return { ...common, title: dice.pick(this.#replayable), from: 0, sort: 'replay' }
    const { unfinished } = this
    if (unfinished !== null && !this.wasToday(unfinished.title) && dice.chance(0.5)) {
      this.unfinished = null
      return { ...common, title: unfinished.title, from: unfinished.share, sort: 'resumed' }
    }
    return { ...common, title: this.fresh(), from: 0, sort: 'new' }
  }

  /** The day ends when the last thing is over; the next evening begins at its usual time. */
  #goToBed(): void {
    const last = Math.max(this.#at, this.secondFreeAt)
    this.#day = Math.ceil((last - this.#habits.startAt) / dayMs)
    this.#at = this.#habits.startAt + this.#day * dayMs + this.#dice.between(0, 60) * minuteMs
    this.#today.clear()
    this.#replayable = []
  }

  fresh(): Watchable {
    for (let tries = 0; tries < 200; tries++) {
      const title = this.#dice.pick(this.#watchables)
      if (!this.wasToday(title)) return title
    }
    throw new Error('There are too few titles for so long an evening.')
  }
}
