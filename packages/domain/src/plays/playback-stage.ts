import type { PlaybackEvent, PlaybackOutput, PlaybackPolicy, PlaybackSession } from './playback.ts'
import { play } from './play.ts'
import { defaultPlaybackPolicy, type PlaybackContext } from './playback-context.ts'
import { silence, silentAt } from './silence.ts'
import type { EpisodeTitle, MovieTitle, Title } from './title.ts'

/** Tells what a player says on one channel. For tests only. */

export const minuteMs = 60_000
/** Everything is told within a month. */
const monthMs = 30 * 24 * 60 * minuteMs
/** 2026-11-21 20:00 UTC. */
export const eveningAt = 1_795_291_200_000

export const matrix: MovieTitle = {
  type: 'movie',
  name: 'The Matrix',
  year: 1999,
  ids: { imdb: 'tt0133093' },
}

export function episode(number: number, over: Partial<EpisodeTitle> = {}): EpisodeTitle {
  return {
    type: 'episode',
    show: { name: 'Breaking Bad', year: 2008, ids: { imdb: 'tt0903747' } },
    season: 1,
    number,
    lastNumber: null,
    name: null,
    ids: {},
    ...over,
  }
}

export function anEvent(over: Partial<PlaybackEvent> & Pick<PlaybackEvent, 'type'>): PlaybackEvent {
  return {
    title: matrix,
    positionMs: null,
    durationMs: 100 * minuteMs,
    at: eveningAt,
    atTold: false,
    device: 'tv',
    paused: null,
    completed: null,
    ...over,
  }
}

/** One channel. Minutes are minutes of the evening; in a film of 100 minutes they are percent as well. */
export class Channel {
  session: PlaybackSession | null = null
  title: Title = matrix
  told = false
  policy: PlaybackPolicy = defaultPlaybackPolicy
  readonly outputs: PlaybackOutput[] = []
  #ids = 0

  watches(title: Title): this {
    this.title = title
    return this
  }

  get context(): PlaybackContext {
    return {
      now: eveningAt + monthMs,
      policy: this.policy,
      newId: () => `session-${String((this.#ids += 1))}`,
      channel: 'tv',
    }
  }

  hears(event: PlaybackEvent): this {
    const { session, outputs } = play(this.session, event, this.context)
    this.session = session
    this.outputs.push(...outputs)
    return this
  }

  /** `position` in minutes; null where it is not told. */
  tells(
    type: PlaybackEvent['type'],
    minute: number,
    position: number | null,
    over: Partial<PlaybackEvent> = {},
  ): this {
    return this.hears(
      anEvent({
        type,
        title: this.title,
        at: eveningAt + minute * minuteMs,
        atTold: this.told,
        positionMs: position === null ? null : position * minuteMs,
        ...over,
      }),
    )
  }

  falls(minute: number): this {
    if (this.session === null) return this
    const { session, outputs } = silence(this.session, eveningAt + minute * minuteMs, this.policy)
    this.session = session
    this.outputs.push(...outputs)
    return this
  }

  get silentAtMinute(): number | null {
    const at = this.session === null ? null : silentAt(this.session, this.policy)
    return at === null ? null : (at - eveningAt) / minuteMs
  }

  of<T extends PlaybackOutput['type']>(type: T): Extract<PlaybackOutput, { type: T }>[] {
    return this.outputs.filter((one): one is Extract<PlaybackOutput, { type: T }> => one.type === type)
  }

  get types(): string[] {
    return this.outputs.map((one) => (one.type === 'watching' ? one.action : one.type))
  }

  /** What was counted: when, in minutes of the evening, and why. */
  get seen(): string[] {
    return this.of('watched').map(
      ({ watchedAt, because, progress }) =>
        `${String((watchedAt - eveningAt) / minuteMs)} ${because} ${String(Math.round(progress))}%`,
    )
  }
}
