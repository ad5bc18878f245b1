import type { Confidence, Diagnosis, Kind, Proof, RemedyStep, RetryBasis } from '@cuemark/diagnosis'

export type { Proof } from '@cuemark/diagnosis'

/** How loud an alert is. Order matters: later is worse. */
export const severities = ['info', 'warning', 'error'] as const
export type Severity = (typeof severities)[number]

/**
 * `pending` counts towards its threshold and is not shown; `held` is covered by the own network's alert;
 * the others are what people see.
 */
export type AlertState = 'pending' | 'held' | 'open' | 'recovered' | 'dismissed' | 'snoozed'

/** One problem is one identity: an integration (or `own_network` for the house as a whole) and a cause. */
export interface AlertIdentity {
  readonly subject: string
  readonly cause: string
}

/** A standing problem. Stored as it is; every change goes through `advance`. Times are UTC milliseconds. */
export interface Alert extends AlertIdentity {
  readonly id: string
  /** Null for the own network. */
  readonly integrationId: string | null
  readonly service: string | null
  readonly kind: Kind
  readonly severity: Severity
  readonly state: AlertState
  readonly title: string
  readonly explanation: string
  readonly remedy: readonly RemedyStep[]
  readonly field: string | null
  readonly confidence: Confidence
  /** Failures since this occurrence began. Never falls while it lives. */
  readonly count: number
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  /** When people could first see this occurrence; null while pending or held from the start. */
  readonly openedAt: number | null
  /** Recovered or dismissed at. */
  readonly endedAt: number | null
  readonly recoveredBy: string | null
  /** Null with state `snoozed` means until it changes. */
  readonly snoozedUntil: number | null
  readonly usableAgainAt: number | null
  readonly usableAgainBasis: RetryBasis | null
  readonly relapse: boolean
  /** Moments within the last hour at which people were told; bounds how often they are told again. */
  readonly announcedAt: readonly number[]
  /** Moments of the failures that count towards the threshold, newest last, at most the threshold's number. */
  readonly recentAt: readonly number[]
  /** What shows that it is mended, where its cause says so; null where its kind decides. */
  readonly provenBy?: readonly Proof[] | null
  /** Until then what failed works all the same; null or past, and it is as loud as its kind. */
  readonly worksUntil?: number | null
  /** When a moment of return that the service itself named had come, while nothing has failed since. */
  readonly resetReachedAt?: number | null
  /** When the present stretch of failing began; a relapse starts it anew. What "lasts" is measured from here. */
  readonly failingSinceAt?: number | null
  /** Severity at which people were last told that it is broken; null when they think that all is well. */
  readonly toldSeverity?: Severity | null
  /** Grows with every change. */
  readonly version: number
}

/** What happens to a problem. `count` folds a burst of like failures into one signal. */
export type Signal =
  | { readonly type: 'failure'; readonly diagnosis: Diagnosis; readonly count: number }
  | { readonly type: 'proof'; readonly proofs: readonly Proof[]; readonly by: 'test' | 'check' | 'traffic' }
  | { readonly type: 'dismiss' }
  | { readonly type: 'snooze'; readonly until: number | null }
  | { readonly type: 'restore' }
  /**
   * Paused on purpose, removed, its credential was replaced by one that makes the cause impossible, or its person
   * signed in again or out.
   */
  | {
      readonly type: 'end'
      readonly because: 'paused' | 'removed' | 'changed' | 'signed_in' | 'signed_out'
    }
  | { readonly type: 'hold' }
  | { readonly type: 'release' }
  /** Time passed: a snooze ends, an outage has lasted, a reset moment is reached. */
  | { readonly type: 'tick' }

/** What follows from a change, carried out after it is durable. */
export type AlertEffect =
  | { readonly type: 'event'; readonly what: AlertEventKind; readonly text: string }
  /** People are to be told. */
  | { readonly type: 'announce'; readonly what: 'opened' | 'worsened' | 'recovered' }
  /** A check should run now: the reset moment is reached, or a snooze ended. */
  | { readonly type: 'check_now' }

export type AlertEventKind =
  | 'opened'
  | 'relapsed'
  | 'worsened'
  | 'recovered'
  | 'dismissed'
  | 'snoozed'
  | 'woke'
  | 'restored'
  | 'held'
  | 'released'

/** The numbers of the house, so that tests and settings can change them. */
export interface AlertPolicy {
  /** A relapse within this time after a recovery re-opens the same alert. */
  readonly holdMs: number
  /** People hear of one problem at most this often within an hour. */
  readonly announcementsPerHour: number
  /** An outage or network alert becomes a warning after this. */
  readonly lastingMs: number
  /** `invalid_request`, `malformed` and `unknown` open after this many within `thresholdWindowMs`. */
  readonly threshold: number
  readonly thresholdWindowMs: number
  /** Ended alerts are deleted after this. */
  readonly retentionMs: number
}
