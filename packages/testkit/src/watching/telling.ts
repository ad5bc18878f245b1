import type { Watchable } from '../trakt-book/titles.ts'
import type { PlayerMessage, WatchingSource } from './facts.ts'
import type { Moment } from './timeline.ts'

/** What a player has to say of a moment. */
export interface Telling {
  readonly source: WatchingSource
  readonly title: Watchable
  readonly runtimeMs: number
  /** Last number of two episodes in one file. */
  readonly lastNumber: number | null
  /** Of all moments told of this viewing by this source; the sender's own number where it has one. */
  readonly messageId: string
  readonly moment: Moment
  readonly device: string
  /** True from the first `pause` to the `resume`. */
  readonly isPaused: boolean
  readonly isCompleted: boolean
}

export type Told = Pick<PlayerMessage, 'method' | 'path' | 'headers' | 'body' | 'event'>

/** Null where this player says nothing of such a moment. */
export type Tell = (telling: Telling) => Told | null
