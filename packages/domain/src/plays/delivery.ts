import type { Diagnosis } from '@cuemark/diagnosis'
import type { Title } from './title.ts'

/** One person watched one title once. `key` is person, title and start: unique in the store. */
export interface Play {
  readonly id: string
  readonly userId: string
  readonly key: string
  readonly title: Title
  readonly startedAt: number
  readonly watchedAt: number
  /** True where the player told the time; else it is when Cuemark heard of it. */
  readonly timeTold: boolean
  readonly progress: number | null
  /** `unclear` waits for a person to say whether it was seen; `withdrawn` was marked as not watched. */
  readonly state: 'watched' | 'unclear' | 'withdrawn'
  readonly sourceId: string | null
  /** How it came: an event, the library of Stremio, a person's mark, a replayed gap. */
  readonly origin: 'player' | 'library' | 'mark' | 'backfill'
  readonly createdAt: number
}

/** What a delivery brings to Trakt. `watch` is a completed play; the others carry no history of their own. */
export type Cargo =
  | {
      readonly type: 'watch'
      readonly playId: string
      readonly title: Title
      readonly watchedAt: number
      /** True where the player told `watchedAt`: then it is to stand at Trakt to the second. */
      readonly timeTold: boolean
      readonly startedAt: number
      /** Percent at which it counted; left out where nobody told: then it was seen to the end. */
      readonly progress?: number | null
    }
  | {
      readonly type: 'unwatch'
      readonly title: Title
      readonly playId: string | null
      readonly historyIds: readonly string[]
    }
  /** Now watching, or the resume point (`pause`): only the newest counts, and an old one is worthless. */
  | {
      readonly type: 'watching'
      readonly action: 'start' | 'pause'
      readonly title: Title
      readonly progress: number
      readonly at: number
    }
  | {
      readonly type: 'watchlist'
      readonly action: 'add' | 'remove'
      readonly title: Title
      readonly at: number
    }
  | {
      readonly type: 'rating'
      readonly title: Title
      /** 1 to 10, null removes. */ readonly rating: number | null
      readonly at: number
    }

/**
 * `waiting` until `nextAt`; `sending` while a request is out; `unknown` after an answer was lost: it is looked up
 * before anything is sent again; `unmatched` waits for a person to say what it is; `refused` is a dead letter.
 * `dropped` is over without effect (a "watching" that grew old, switched off, told not to send).
 */
export const deliveryStates = [
  'waiting',
  'sending',
  'unknown',
  'delivered',
  'unmatched',
  'refused',
  'dropped',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** One cargo on its way to one account. Every change goes through `settle` or `act`. */
export interface Delivery {
  readonly id: string
  readonly userId: string
  readonly accountId: string
  /** Unique in the store: a repeated event cannot make a second one. */
  readonly key: string
  readonly cargo: Cargo
  readonly state: DeliveryState
  /** Earliest next step; null where only a person or a sign-in can move it. */
  readonly nextAt: number | null
  /** What it waits for, in a code the page has words for. */
  readonly waitsFor: 'turn' | 'retry' | 'sign_in' | 'look' | 'service' | 'new_episode' | 'person' | null
  readonly attempts: number
  /** How the last request went out, so that an answer that never came can be looked up. */
  readonly sent: {
    readonly way: 'scrobble' | 'history'
    readonly at: number
    /** Batch of a late delivery. */ readonly batch: string | null
  } | null
  /** Looks in vain since `sent`. */
  readonly looks: number
  readonly diagnosis: Diagnosis | null
  /** Trakt's id of the history entry: 64 bits, so text. */
  readonly historyId: string | null
  readonly deliveredAt: number | null
  readonly createdAt: number
  readonly version: number
}

/** What a worker does next with a delivery; `null` is nothing now. */
export type DeliveryStep =
  | { readonly do: 'scrobble'; readonly action: 'start' | 'pause' | 'stop'; readonly progress: number }
  /** Look into the history between these moments for the title. */
  | { readonly do: 'look'; readonly fromAt: number; readonly toAt: number }
  | { readonly do: 'add' }
  | { readonly do: 'remove' }
  | { readonly do: 'watchlist' }
  | { readonly do: 'rate' }
  | { readonly do: 'drop'; readonly because: string }

/** How a step ended, as the worker saw it. */
export type DeliveryOutcome =
  /** The request is about to go out; written before it does. */
  | { readonly type: 'sending'; readonly way: 'scrobble' | 'history'; readonly batch: string | null }
  | { readonly type: 'delivered'; readonly historyId: string | null; readonly because: string }
  /** Trakt has a play of this title just now; `watchedAt` where its answer tells it (409). */
  | { readonly type: 'already'; readonly watchedAt: number | null }
  /** `scrobble/stop` was taken as a pause: the threshold was not reached for Trakt. */
  | { readonly type: 'taken_as_pause' }
  | {
      readonly type: 'found'
      readonly historyId: string
      readonly watchedAt: number
      /** The entry of another own play: the same viewing, told by another source under other ids. */
      readonly toldByAnother?: boolean
    }
  /** Another delivery may bring the same viewing (`rivalUntil`): it is looked up again before it is added. */
  | { readonly type: 'rival'; readonly until: number }
  | { readonly type: 'not_found_in_history' }
  /** Trakt does not know the title under these ids. */
  | { readonly type: 'unmatched' }
  | {
      readonly type: 'failed'
      readonly diagnosis: Diagnosis
      /** The request may have done its work. */ readonly uncertain: boolean
    }
  /** The account cannot be used: it waits for its sign-in. */
  | { readonly type: 'no_account'; readonly diagnosis: Diagnosis | null }
  /** The process that sent it is gone and its answer with it. */
  | { readonly type: 'abandoned' }

/** What a person does to a delivery. */
export type DeliveryAction =
  | { readonly type: 'replay' }
  | { readonly type: 'drop' }
  | { readonly type: 'restore' }
  | { readonly type: 'match'; readonly title: Title }
  | { readonly type: 'signed_in' }

export interface DeliveryPolicy {
  /** A play of untold time that ended this recently is scrobbled: Trakt's own stamp is then as good as Cuemark's. */
  readonly freshMs: number
  /** After a lost answer, the first look; whether Trakt's reads are consistent at once is not established. */
  readonly lookAfterMs: number
  /** So many looks in vain, `lookAfterMs` apart, before it is sent again. */
  readonly looksNeeded: number
  /** "Watching" that waited this long is dropped. */
  readonly watchingFreshMs: number
  /** A title Trakt does not know yet is tried again so long after `createdAt`: new episodes appear late. */
  readonly unmatchedRetryForMs: number
  /** Between two tries of a title that Trakt may learn of. */
  readonly unmatchedEveryMs: number
  /** Waits after a failure, by attempt; the last goes on for as long as it takes. */
  readonly ladderMs: readonly number[]
  /** How long a request may be out before it is taken for abandoned: the life of a lease. */
  readonly sendingMs: number
}
