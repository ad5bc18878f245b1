import type { Diagnosis, Exchange } from '@cuemark/diagnosis'
import type { Alert, AlertEffect, AlertEventKind, Proof } from '@cuemark/domain'
import type { AccountTx } from './ports-accounts.ts'
import type { PeopleStore } from './ports-people.ts'
import type { OpenNews } from './ports-news.ts'
import type { Page } from './page.ts'
import type { PlaysRead, PlaysTx } from './ports-plays.ts'
import type { BudgetReading, Http, ServiceId } from '@cuemark/services'

export type { PeopleStore, SessionRow, UserRow } from './ports-people.ts'

/** The edge hands these in; nothing in `app` reads a clock, makes an id, or waits by itself. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number
  /** Calls back once after the delay; the answer cancels it. Never keeps the process alive. */
  after(delayMs: number, run: () => void): () => void
}
export interface Ids {
  /** Sortable by time, unguessable. */
  next(): string
}

/** An integration as stored. Secrets are sealed: opaque to everything but `SecretBox`. */
export interface IntegrationRow {
  readonly id: string
  readonly service: ServiceId
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  readonly sealedSecrets: Readonly<Record<string, string>>
  readonly secretHints: Readonly<Record<string, string>>
  readonly tested: boolean
  readonly pausedAt: number | null
  readonly lastProofAt: number | null
  readonly lastCheckAt: number | null
  readonly nextCheckAt: number | null
  /** Rung on the check ladder; 0 while healthy. */
  readonly checkRung: number
  readonly budget: (BudgetReading & { readonly readAt: number }) | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly version: number
}

/** A failure kept as evidence: like ones in a burst are one row with a count. Holds no secret. */
export interface FailureRow {
  readonly id: string
  readonly integrationId: string
  readonly alertId: string | null
  readonly service: string
  readonly kind: string
  readonly cause: string
  readonly title: string
  readonly firstAt: number
  readonly lastAt: number
  readonly count: number
  readonly call: string | null
  readonly method: string | null
  readonly url: string | null
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  readonly bodyStart: string | null
  readonly transport: string | null
  readonly durationMs: number | null
  readonly signs: readonly string[]
}

export interface CheckRow {
  readonly id: string
  readonly integrationId: string
  readonly at: number
  readonly durationMs: number
  readonly ok: boolean
  readonly origin: 'check' | 'test' | 'traffic'
  readonly cause: string | null
  readonly title: string | null
}

export interface AlertEventRow {
  readonly alertId: string
  readonly at: number
  readonly what: AlertEventKind
  readonly text: string
}

/** Announcements wait here until a channel has taken them; written in the same transaction as their alert. */
export interface OutboxRow {
  readonly id: string
  readonly at: number
  readonly topic: 'alert'
  readonly payload: { readonly alertId: string; readonly what: 'opened' | 'worsened' | 'recovered' }
}

/** Reads and writes inside one transaction. All of it happens, or none. */
export interface StoreTx extends AccountTx, PlaysTx {
  integration(id: string): Promise<IntegrationRow | null>
  integrations(): Promise<readonly IntegrationRow[]>
  insertIntegration(row: IntegrationRow): Promise<void>
  /** Writes `row` where the stored version is `row.version - 1`; false when somebody was faster. */
  updateIntegration(row: IntegrationRow): Promise<boolean>
  /** Check bookkeeping only: does not touch the version, so it never disturbs a person's edit. */
  noteCheck(
    id: string,
    change: Partial<
      Pick<IntegrationRow, 'lastProofAt' | 'lastCheckAt' | 'nextCheckAt' | 'checkRung' | 'budget'>
    >,
  ): Promise<void>
  /** Removes it with its alerts, failures and checks. */
  deleteIntegration(id: string): Promise<void>

  alert(id: string): Promise<Alert | null>
  /** Newest occurrence of an identity, whatever its state. */
  latestAlert(subject: string, cause: string): Promise<Alert | null>
  /** Alerts of a subject in these states (all subjects when null). */
  alertsIn(states: readonly Alert['state'][], subject: string | null): Promise<readonly Alert[]>
  /** Insert or replace by id. */
  putAlert(alert: Alert): Promise<void>
  addAlertEvent(row: AlertEventRow): Promise<void>
  addOutbox(row: OutboxRow): Promise<void>

  /** Adds to the newest like row (same integration, cause, call, within `foldMs`), else inserts. */
  addFailure(row: FailureRow, foldMs: number): Promise<void>
  addCheck(row: CheckRow): Promise<void>
  meta(key: string): Promise<string | null>
  setMeta(key: string, value: string): Promise<void>
}

/** The store: SQLite in the data folder, or PostgreSQL. One contract suite holds for both. */
export interface Store {
  /** Serialisable; durable when it resolves. Retries by itself when the database asks for it. */
  transaction<T>(work: (tx: StoreTx) => Promise<T>): Promise<T>
  integrationsPage(query: { cursor: string | null; limit: number }): Promise<Page<IntegrationRow>>
  alertsPage(query: {
    view: 'open' | 'snoozed' | 'history'
    integrationId: string | null
    /** Only alerts about these (a member's accounts); null for all. */
    subjects?: readonly string[] | null
    cursor: string | null
    limit: number
  }): Promise<Page<Alert>>
  openAlertCounts(subjects?: readonly string[] | null): Promise<{
    total: number
    byIntegration: ReadonlyMap<string, number>
    worst: Alert['severity'] | null
  }>
  alertEvents(alertId: string): Promise<readonly AlertEventRow[]>
  lastFailureOf(alertId: string): Promise<FailureRow | null>
  checksPage(integrationId: string, query: { cursor: string | null; limit: number }): Promise<Page<CheckRow>>
  /**
   * Deletes what is over and older than its bound; answers how many rows went. `events`: what is done gives up its
   * content then, and its sender's id stays known for four more weeks, so that a late repeat makes no second play; ended
   * sessions of playback go after those weeks too. What waits or is held is never touched.
   */
  prune(before: {
    endedAlerts: number
    checks: number
    failures: number
    events: number
    signIns: number
  }): Promise<number>
  plays: PlaysRead
  /** Null where no other process can share the database. */
  openNews: OpenNews | null
  people: PeopleStore
  ping(): Promise<void>
  close(): Promise<void>
}

/** Seals and opens secrets (AES-256-GCM); the key never enters the database. */
export interface SecretBox {
  /** `context` binds the sealed text to its place, so it cannot be moved to another integration or field. */
  seal(plain: string, context: string): string
  open(sealed: string, context: string): string
}

/** One outcome on its way to the store. The exchange is already redacted. */
export interface OutcomeReport {
  readonly integrationId: string
  /** The account the call was made for; what has scope `account` is then about it. */
  readonly accountId?: string | null
  /** Part of a person's sign-in: what concerns only the person is told there and raises nothing. */
  readonly signIn?: boolean
  readonly service: ServiceId
  readonly call: string | null
  readonly exchange: Exchange
  readonly durationMs: number | null
  readonly diagnosis: Diagnosis | null
  /** What a good answer proved; empty for a failure. */
  readonly proofs: readonly Proof[]
  readonly origin: 'check' | 'test' | 'traffic'
}

/**
 * Turns outcomes into alerts: one transaction each (failure or its count, alert, events, outbox), and only then
 * the effects. Like failures arriving together are folded into one transaction, and each caller is told when
 * its own is durable.
 */
export interface Recorder {
  record(report: OutcomeReport): Promise<void>
}

/** A change that is durable and should now be seen. The live stream and later the notifier listen. */
export type Change =
  | { readonly type: 'alert'; readonly alertId: string; readonly effects: readonly AlertEffect[] }
  | { readonly type: 'alert_removed'; readonly alertId: string }
  | { readonly type: 'integration'; readonly integrationId: string }
  | { readonly type: 'integration_removed'; readonly integrationId: string }
  | { readonly type: 'account'; readonly accountId: string; readonly userId: string }
  | { readonly type: 'account_removed'; readonly accountId: string; readonly userId: string }
  | { readonly type: 'sign_in'; readonly signInId: string; readonly userId: string }
  | { readonly type: 'source'; readonly sourceId: string; readonly userId: string }
  | { readonly type: 'source_removed'; readonly sourceId: string; readonly userId: string }
  | { readonly type: 'play'; readonly playId: string; readonly userId: string }
  /** A session began, moved or ended. */
  | { readonly type: 'playing'; readonly channel: string; readonly userId: string }
  /** Changes of other processes may have gone unheard. */
  | { readonly type: 'missed' }
  /** Events are stored and wait to be processed. */
  | { readonly type: 'events' }
  /** Something may be due for this account. */
  | { readonly type: 'deliveries'; readonly accountId: string; readonly userId: string }

export interface Changes {
  publish(change: Change): void
  subscribe(listener: (change: Change) => void): () => void
}

/** How a request is to be sent, besides what the client says. */
export interface GatewayCall {
  /** Null for unsaved settings: nothing of it is recorded. */
  readonly integrationId: string | null
  /** Made for this person's account: own pace, and what has scope `account` is about it. */
  readonly accountId?: string | null
  /** Part of a person's sign-in: see `OutcomeReport`. */
  readonly signIn?: boolean
  readonly service: ServiceId
  readonly selfHosted: boolean
  /** These settings have answered rightly before: what stops answering now is not mistyped. */
  readonly addressProven?: boolean
  readonly origin: 'check' | 'test' | 'traffic'
  /** Interactive calls go before background ones. */
  readonly priority: 'interactive' | 'background'
  readonly signal?: AbortSignal
}

/**
 * The one way out: pace, concurrency, time-out, size bound, retry budget, breaker, redaction, metrics.
 * The `Http` it gives never throws for what a service or the network does.
 */
export interface Gateway {
  http(call: GatewayCall): Http
  /** Breaker and pace of an integration start afresh (credential replaced, test passed). */
  reset(integrationId: string): void
  close(): Promise<void>
}
