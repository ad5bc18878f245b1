/** Makes the weather: switches it on and off as planned, kills processes, and counts what really happened. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Dice, TraktBook, TraktPerson } from '@cuemark/testkit'
import type { House } from './house.ts'
import type { SmallDisk } from './small-disk.ts'
import type { KillKind, Planned, Trouble, WeatherPlan } from './weather.ts'

/** Longest wait before a kill, in real time: about as long as a piece of work lasts. */
const mostBeforeKillMs = 12
/** Always, in a run: one request in forty meets something. */
const drizzle = {
  lostAnswerShare: 0.008,
  lostRequestShare: 0.006,
  cutAnswerShare: 0.004,
  gatewayShare: 0.007,
}
const storm = {
  lostAnswerShare: 0.16,
  lostRequestShare: 0.1,
  cutAnswerShare: 0.06,
  actedGatewayShare: 0.08,
  gatewayShare: 0.14,
}

export interface SkyCounts {
  readonly kills: Record<KillKind, number>
  outages: number
  outageMs: number
  storms: number
  tooMany: number
  tokensDied: number
  refreshesLost: number
  diskFull: number
}

export interface SkyDeps {
  readonly book: TraktBook
  readonly house: House
  readonly dice: Dice
  readonly plan: WeatherPlan
  readonly people: readonly TraktPerson[]
  readonly disk: SmallDisk | null
}

interface Armed {
  readonly kind: Exclude<KillKind, 'message'>
  readonly metBefore: number
  /** Lets the answer go that a process waits for. */
  readonly release: () => void
}

export class Sky {
  readonly counts: SkyCounts = {
    kills: { message: 0, acted: 0, work: 0 },
    outages: 0,
    outageMs: 0,
    storms: 0,
    tooMany: 0,
    tokensDied: 0,
    refreshesLost: 0,
    diskFull: 0,
  }
  readonly killedAt: number[] = []
  /** Kills that fell where Trakt had renewed a sign-in and nobody could have written it down yet. */
  killsInRefresh = 0
  readonly #deps: SkyDeps
  #next = 0
  #outageUntil = Infinity
  #stormUntil = Infinity
  #diskUntil = Infinity
  #armed: Armed | null = null

  constructor(deps: SkyDeps) {
    this.#deps = deps
    this.#rain(false)
  }

  /** When something begins or ends next. */
  get nextAt(): number {
    const begins = this.#deps.plan.troubles[this.#next]?.at ?? Infinity
    return Math.min(begins, this.#outageUntil, this.#stormUntil, this.#diskUntil)
  }

  get isDiskFull(): boolean {
    return this.#diskUntil < Infinity
  }

  /** Begins and ends what is due at this moment. */
  async turn(now: number): Promise<void> {
    const { book, dice, plan } = this.#deps
    // Whether a 409 tells of which scrobble it speaks is not established (trakt.md §11).
    book.settings.bareConflict = dice.chance(0.5)
    if (now >= this.#outageUntil) {
      book.weather = 'clear'
      this.#outageUntil = Infinity
    }
    if (now >= this.#stormUntil) this.#rain(false)
    if (now >= this.#diskUntil) this.freeDisk()
    for (let planned = plan.troubles[this.#next]; planned !== undefined && planned.at <= now;) {
      await this.#begin(planned, now)
      planned = plan.troubles[(this.#next += 1)]
    }
  }

  freeDisk(): void {
    this.#deps.disk?.free()
    this.#diskUntil = Infinity
  }

  /** No more weather: what waits can go out. */
  clear(): void {
    const { book, plan } = this.#deps
    this.#next = plan.troubles.length
    this.#outageUntil = this.#stormUntil = Infinity
    this.freeDisk()
    book.weather = 'clear'
    book.randomFaults(null)
    book.clearFaults()
    this.#armed?.release()
    this.#armed = null
  }

  #rain(isStorm: boolean): void {
    const { book, dice } = this.#deps
    // Not at the sign-in server: an answer that is lost there costs the sign-in, and nobody can prevent it.
    const match = { host: 'api' } as const
    book.randomFaults({ seed: dice.between(1, 2 ** 30), match, ...(isStorm ? storm : drizzle) })
    if (!isStorm) this.#stormUntil = Infinity
  }

  async #begin({ trouble }: Planned, now: number): Promise<void> {
    const { book } = this.#deps
    const { counts } = this
    switch (trouble.type) {
      case 'outage': {
        book.weather = trouble.kind
        this.#outageUntil = now + trouble.lengthMs
        counts.outages += 1
        counts.outageMs += trouble.lengthMs
        return
      }
      case 'storm': {
        this.#rain(true)
        this.#stormUntil = now + trouble.lengthMs
        counts.storms += 1
        return
      }
      case 'disk_full':
        return this.#fillDisk(now)
      default:
        this.#meet(trouble)
    }
  }

  async #fillDisk(now: number): Promise<void> {
    const { disk, house } = this.#deps
    if (disk === null) return
    // A database that was closed in good order begins a new journal, and finds no room for it.
    await house.restart()
    disk.fill()
    this.#diskUntil = now + diskFullForMs
    this.counts.diskFull += 1
  }

  #meet(trouble: Exclude<Trouble, { type: 'outage' | 'storm' | 'disk_full' }>): void {
    const { book, people } = this.#deps
    const { counts } = this
    switch (trouble.type) {
      case 'too_many': {
        const headers = { 'retry-after': String(trouble.retryAfterS), 'content-type': 'text/html' }
        const answer = { status: 429, headers, body: '<html><body>Too many requests</body></html>' }
        book.next({ host: 'api' }, { type: 'answer', answer, acts: false }, trouble.times)
        counts.tooMany += trouble.times
        return
      }
      case 'token_died': {
        const person = people[trouble.person]
        if (person === undefined) return
        book.endAccess(person)
        counts.tokensDied += 1
        return
      }
      case 'refresh_lost': {
        book.next({ host: 'auth', path: '/oauth/token' }, { type: 'lost_request' }, trouble.times)
        counts.refreshesLost += trouble.times
        return
      }
      // No default: the compiler asks for every trouble.
    }
  }

  /** The next step of time ends with the death of a process. */
  arm(kind: Armed['kind']): void {
    if (this.#armed !== null || this.isDiskFull) return
    const { book } = this.#deps
    let release = (): void => undefined
    if (kind === 'acted') {
      const until = new Promise<void>((resolve) => void (release = resolve))
      book.next({ host: 'api', method: 'POST' }, { type: 'hold', until })
    }
    this.#armed = { kind, metBefore: this.#held, release }
  }

  get #held(): number {
    return this.#deps.book.faultsMet['hold'] ?? 0
  }

  /** Goes along with a step of time. */
  async beside(done: Promise<unknown>): Promise<void> {
    const armed = this.#armed
    if (armed === null) return
    const step = { isOver: false }
    const whenOver = done.finally(() => void (step.isOver = true)).catch(() => undefined)
    if (armed.kind === 'work') {
      await Promise.race([whenOver, pause(this.#deps.dice.next() * mostBeforeKillMs)])
    } else {
      while (!step.isOver && this.#held === armed.metBefore) await Promise.race([whenOver, pause(1)])
      if (this.#held === armed.metBefore) return
    }
    this.#armed = null
    await this.kill(armed.kind)
    armed.release()
  }

  /** `kill -9` of one process, and its start at the same moment. */
  async kill(kind: KillKind, index?: number): Promise<void> {
    // A pair that Trakt has just given exists in the process alone while nothing can be written.
    if (this.isDiskFull) return
    const { house, dice, book } = this.#deps
    this.counts.kills[kind] += 1
    await house.kill(index ?? dice.between(0, house.processes - 1))
    const now = house.now()
    this.killedAt.push(now)
    const isRefresh = book.requests
      .slice(-20)
      .some(({ at, url, status }) => at === now && url === '/oauth/token' && status === 200)
    if (isRefresh) this.killsInRefresh += 1
    await house.revive()
  }

  /** What is done to a process while a message is under way; null where nothing is. */
  killAt(message: number): KillKind | null {
    return this.#deps.plan.kills.get(message) ?? null
  }
}

/** Players and their people notice a refusal soon. */
const diskFullForMs = 15 * 60_000
