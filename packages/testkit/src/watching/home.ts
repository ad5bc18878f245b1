import type { Dice } from '../dice.ts'
import { bookKey, bookText, runtimeMsOf, type Watchable } from '../trakt-book/titles.ts'
import { Diary, nextEpisodeOf, type Chosen } from './diary.ts'
import type { PlayerKind, PlayerMessage, WatchedFact, WatchingSource } from './facts.ts'
import type { Habits } from './habits.ts'
import { tellViewing, type Completion, type ToldViewing, type ViewingPart } from './told-viewing.ts'
import { makeTimeline, type Moment } from './timeline.ts'

interface Part {
  readonly source: WatchingSource
  readonly also?: WatchingSource | undefined
  readonly device: string
  readonly viewingId: string
  readonly from: number
  readonly to: number
  readonly startAt: number
}

const minuteMs = 60_000
/** Who tells of the same viewing: Tautulli watches over Plex, and Kodi plays from a server that tells as well. */
const toldBeside: Readonly<Partial<Record<PlayerKind, readonly PlayerKind[]>>> = {
  plex: ['tautulli', 'kodi'],
  tautulli: ['plex'],
  jellyfin: ['kodi'],
  emby: ['kodi'],
  kodi: ['jellyfin', 'emby', 'plex'],
}
const mainDevice = 'device-1'

/** One person with all players, one viewing after the other. */
export class Home {
  readonly messages: PlayerMessage[] = []
  readonly facts: WatchedFact[] = []
  readonly covered: Map<string, number> = new Map()
  readonly sources: readonly WatchingSource[]
  readonly #person: string
  readonly #habits: Habits
  readonly #dice: Dice
  readonly #diary: Diary
  #viewings = 0
  /** Everything that ever began, by key. */

  constructor(from: {
    readonly person: string
    readonly sources: readonly WatchingSource[]
    readonly watchables: readonly Watchable[]
    readonly habits: Habits
    readonly dice: Dice
  }) {
    this.#person = from.person
    this.sources = from.sources
    this.#habits = from.habits
    this.#dice = from.dice
    this.#diary = new Diary(from)
  }

  /** Watches one thing, or two at once; says how many plays that makes. */
  watchSomething(): number {
    const before = this.facts.length
    const chosen = this.#diary.choose()
    this.#diary.noteToday(chosen.title)
    if (chosen.sort === 'new' && this.#chance('moveShare')) this.#moves(chosen)
    else this.#watches(chosen)
    return this.facts.length - before
  }

  #chance(name: keyof Habits): boolean {
    return this.#dice.chance(this.#habits[name])
  }

  #cover(name: string): void {
    this.covered.set(name, (this.covered.get(name) ?? 0) + 1)
  }

  #newId(): string {
    this.#viewings += 1
    return `${this.#person.toLowerCase()}-${this.#viewings}`
  }

  /** Somebody begins here and goes on elsewhere: one play, told by the second source. */
  #moves({ title, source, startAt }: Chosen): void {
    const others = this.sources.filter(({ id }) => id !== source.id)
    if (others.length === 0) return this.#watches({ title, source, startAt, from: 0, sort: 'new' })
    this.#cover('moved')
    const viewingId = this.#newId()
    const share = 0.2 + 0.3 * this.#dice.next()
    const first = { viewingId, source, device: mainDevice, from: 0, to: share, startAt }
    const begun = this.#tell(title, null, first, false)
    const second = this.#dice.pick(others)
    const to = this.#endShare()
    const part: Part = {
      viewingId,
      source: second,
      device: mainDevice,
      from: share,
      to,
      startAt: begun.endAt + this.#dice.between(1, 10) * minuteMs,
    }
    this.#finish(title, null, part, this.#tell(title, null, part, true))
  }

  /** Another program that watches over the same player, if there is one. */
  #besides(source: WatchingSource): WatchingSource | null {
    const kinds = toldBeside[source.kind] ?? []
    const found = this.sources.filter(({ kind }) => kinds.includes(kind))
    return found.length === 0 ? null : this.#dice.pick(found)
  }

  #endShare(): number {
    return this.#dice.chance(0.5) ? 1 : 0.92 + 0.08 * this.#dice.next()
  }

  #watches(chosen: Chosen): void {
    const { title, source, startAt, from, sort } = chosen
    const isAbandoned = sort === 'new' && this.#chance('abandonedShare')
    this.#cover(isAbandoned ? 'abandoned' : sort)
    const lastNumber = isAbandoned ? null : this.#lastNumber(chosen)
    const also = this.#chance('twiceToldShare') ? this.#besides(source) : null
    const part: Part = {
      viewingId: this.#newId(),
      source,
      ...(also === null || lastNumber !== null ? {} : { also }),
      device: mainDevice,
      from,
      to: isAbandoned ? 0.05 + 0.55 * this.#dice.next() : this.#endShare(),
      startAt,
    }
    if (part.also !== undefined) this.#cover('told twice')
    const told = this.#tell(title, lastNumber, part, !isAbandoned)
    if (isAbandoned) this.#leave(title, part, told)
    else this.#finish(title, lastNumber, part, told)
    if (sort === 'new' && this.#chance('secondDeviceShare')) this.#watchBeside(startAt)
  }

  /** Something shorter than its day's end on another device, while the first goes on. */
  #watchBeside(startAt: number): void {
    if (startAt < this.#diary.secondFreeAt) return
    this.#cover('second device')
    const title = this.#diary.fresh()
    this.#diary.noteToday(title)
    const source = this.#dice.pick(this.sources)
    const part: Part = {
      viewingId: this.#newId(),
      source,
      device: 'device-2',
      from: 0,
      to: this.#endShare(),
      startAt: startAt + this.#dice.between(1, 10) * minuteMs,
    }
    const told = this.#tell(title, null, part, true)
    this.#diary.secondFreeAt = told.endAt + minuteMs
    this.#count(title, null, part, told)
  }

  /** Only a program that names the show can tell of two episodes: others give ids of the first alone. */
  #lastNumber({ title, source, sort }: Chosen): number | null {
    if (source.kind !== 'api' || title.type !== 'episode' || sort !== 'new') return null
    const second = nextEpisodeOf(title)
    if (second?.type !== 'episode' || this.#diary.wasToday(second)) return null
    if (!this.#chance('doubleEpisodeShare')) return null
    this.#diary.noteToday(second)
    this.#cover('double episode')
    return second.episode.number
  }

  #leave(title: Watchable, part: Part, { endAt }: ToldPart): void {
    this.#diary.unfinished = { title, share: part.to }
    this.#diary.note(
      { title, source: part.source, endAt, reachedEnd: false, lostStop: false },
      { isFinished: false, isReplayable: false },
    )
  }

  #finish(title: Watchable, lastNumber: number | null, part: Part, told: ToldPart): void {
    this.#count(title, lastNumber, part, told)
    const lostStop = told.lost === 'stop'
    const isSingle = lastNumber === null
    this.#diary.note(
      { title, source: part.source, endAt: told.endAt, reachedEnd: part.to === 1 && isSingle, lostStop },
      { isFinished: true, isReplayable: !lostStop && part.also === undefined && isSingle },
    )
  }

  #count(title: Watchable, lastNumber: number | null, part: Part, told: ToldPart): void {
    const { completion } = told
    if (completion === null) throw new Error('A completed viewing has no completion.')
    for (const one of episodesOf(title, lastNumber))
      this.facts.push({
        viewingId: part.viewingId,
        person: this.#person,
        key: bookKey(one),
        text: bookText(one),
        title: one,
        startedAt: part.startAt,
        watchedAt: completion.at,
        timeTold: completion.timeTold,
        withinMs: completion.withinMs,
        sourceIds: [part.source, ...(part.also === undefined ? [] : [part.also])].map(({ id }) => id),
      })
  }

  #tell(title: Watchable, lastNumber: number | null, part: Part, isCompleted: boolean): ToldPart {
    const { viewingId, device, from, to, startAt, source, also } = part
    const runtimeMs = episodesOf(title, lastNumber).reduce((sum, one) => sum + runtimeMsOf(one), 0)
    const hasPause = this.#chance('pauseShare')
    const hasSeek = this.#chance('seekShare')
    if (hasPause) this.#cover('paused')
    if (hasSeek) this.#cover('sought')
    const moments = makeTimeline(this.#dice, { startAt, runtimeMs, from, to, hasPause, hasSeek })
    const followsLostStop = this.#diary.before?.lostStop === true
    const viewing: ViewingPart = {
      viewingId,
      title,
      runtimeMs,
      lastNumber,
      device,
      moments,
      isCompleted,
      followsLostStop,
    }
    const told = tellViewing(this.#dice, source, viewing, this.#habits)
    this.messages.push(...told.messages)
    if (told.lost !== 'nothing') this.#cover(`lost ${told.lost === 'stop' ? 'stop' : 'message'}`)
    if (also === undefined) return { ...told, endAt: endOf(moments) }
    const second = tellViewing(this.#dice, also, viewing, { ...this.#habits, missingShare: 0 })
    this.messages.push(...second.messages)
    return { ...told, completion: earlier(told.completion, second.completion), endAt: endOf(moments) }
  }
}

interface ToldPart extends ToldViewing {
  readonly endAt: number
}

const endOf = (moments: readonly Moment[]): number => moments.at(-1)?.at ?? 0

const episodesOf = (title: Watchable, lastNumber: number | null): readonly Watchable[] =>
  title.type === 'movie' || lastNumber === null
    ? [title]
    : title.show.episodes
        .filter(
          ({ season, number }) =>
            season === title.episode.season && number >= title.episode.number && number <= lastNumber,
        )
        .map((episode) => ({ type: 'episode', show: title.show, episode }))

/** Whichever source is heard first says when; the other can only be as far off as it is. */
const earlier = (one: Completion | null, other: Completion | null): Completion | null => {
  if (one === null || other === null) return null
  const [first, second] = one.at <= other.at ? [one, other] : [other, one]
  return {
    at: first.at,
    timeTold: one.timeTold && other.timeTold,
    withinMs: Math.max(first.withinMs, second.at - first.at + second.withinMs),
  }
}
