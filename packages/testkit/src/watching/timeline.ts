import type { Dice } from '../dice.ts'

/** Something that happens at the player. `at` is UTC milliseconds. */
export interface Moment {
  readonly type: 'start' | 'progress' | 'pause' | 'resume' | 'seek' | 'watched' | 'stop'
  readonly at: number
  readonly positionMs: number
}

export interface TimelinePlan {
  readonly startAt: number
  readonly runtimeMs: number
  /** Shares of the runtime. */
  readonly from: number
  readonly to: number
  readonly hasPause: boolean
  readonly hasSeek: boolean
}

/** Players say that something was watched when it reaches this (players.md §4). */
const watchedAtShare = 0.9
const progressParts = 8
/** So late a progress always comes before the end of a completed viewing. */
const lastProgressShare = 0.91
/** Behind this nothing is interrupted, so that what was reached only grows. */
const lastBreakShare = 0.85
const minuteMs = 60_000

/** A viewing as it goes by at the player. */
class Playing {
  readonly moments: Moment[] = []
  readonly #runtimeMs: number
  #at: number
  #positionMs: number

  constructor({ startAt, runtimeMs, from }: TimelinePlan) {
    this.#runtimeMs = runtimeMs
    this.#at = startAt
    this.#positionMs = Math.round(from * runtimeMs)
    this.#note('start')
  }

  #note(type: Moment['type']): void {
    this.moments.push({ type, at: this.#at, positionMs: this.#positionMs })
  }

  #reach(positionMs: number): void {
    this.#at += positionMs - this.#positionMs
    this.#positionMs = positionMs
  }

  /** Plays on to there, and tells what there is to tell on the way. */
  playTo(share: number): void {
    const toMs = Math.round(share * this.#runtimeMs)
    const marks: readonly (readonly [number, Moment['type']])[] = [
      ...Array.from({ length: progressParts - 1 }, (_, place): [number, 'progress'] => [
        (place + 1) / progressParts,
        'progress',
      ]),
      [watchedAtShare, 'watched'],
      [lastProgressShare, 'progress'],
    ]
    for (const [markShare, type] of marks) {
      const markMs = Math.round(markShare * this.#runtimeMs)
      if (markMs <= this.#positionMs || markMs >= toMs) continue
      this.#reach(markMs)
      this.#note(type)
    }
    this.#reach(toMs)
  }

  pause(lengthMs: number): void {
    this.#note('pause')
    this.#at += lengthMs
    this.#note('resume')
  }

  seek(share: number): void {
    this.#positionMs = Math.round(share * this.#runtimeMs)
    this.#note('seek')
  }

  stop(): readonly Moment[] {
    this.#note('stop')
    return this.moments
  }
}

export const makeTimeline = (dice: Dice, plan: TimelinePlan): readonly Moment[] => {
  const { from, to, hasPause, hasSeek } = plan
  const playing = new Playing(plan)
  const last = Math.min(to, lastBreakShare)
  const middle = from + (last - from) / 2
  if (hasPause) {
    playing.playTo(from + (middle - from) * (0.2 + 0.7 * dice.next()))
    // Some pauses are longer than a player's session is waited for.
    playing.pause(dice.chance(0.2) ? dice.between(35, 90) * minuteMs : dice.between(1, 20) * minuteMs)
  }
  if (hasSeek) {
    const here = middle + (last - middle) * 0.2 * dice.next()
    playing.playTo(here)
    const isBack = dice.chance(0.5)
    playing.seek(isBack ? Math.max(from, here - 0.2 * dice.next()) : here + (last - here) * dice.next())
  }
  playing.playTo(to)
  return playing.stop()
}
