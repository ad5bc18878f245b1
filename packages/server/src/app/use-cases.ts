import type {
  AlertEventView,
  AlertView,
  CheckView,
  IntegrationView,
  LiveEvent,
  OverviewView,
  ProblemCode,
  SaveResult,
  TestEvent,
  TestResultView,
} from '@cuemark/contract'
import type { ServiceId } from '@cuemark/services'
import type { Page } from './page.ts'
import type { Accounts, Intake, Plays, Sources, Viewer } from './use-cases-plays.ts'

/** What a caller did wrong, or what stands in the way. Becomes a problem document at one place, in `http`. */
export class AppError extends Error {
  readonly code: ProblemCode
  readonly fields: readonly { field: string; text: string }[]
  /** With `test_failed`: the test that refused the save, for the extension member `test` of the problem. */
  readonly test: TestResultView | null
  constructor(
    code: ProblemCode,
    message: string,
    fields: readonly { field: string; text: string }[] = [],
    test: TestResultView | null = null,
  ) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.fields = fields
    this.test = test
  }
}

/** Integrations: the settings people give, tested and kept. */
export interface Integrations {
  list(query: { cursor?: string | undefined; limit: number }): Promise<Page<IntegrationView>>
  get(id: string): Promise<IntegrationView>
  /** Tests first; throws `test_failed` with the field at fault unless `saveUntested`. */
  create(input: {
    service: ServiceId
    name?: string | undefined
    settings: Readonly<Record<string, string>>
    saveUntested: boolean
  }): Promise<SaveResult>
  update(
    id: string,
    input: {
      name?: string | undefined
      settings?: Readonly<Record<string, string>> | undefined
      saveUntested: boolean
      version: number
    },
  ): Promise<SaveResult>
  remove(id: string): Promise<void>
  /** Unsaved values: records nothing and clears nothing. Aborts when `signal` does. */
  testSettings(
    input: {
      service: ServiceId
      integrationId?: string | undefined
      settings: Readonly<Record<string, string>>
    },
    emit: (event: TestEvent) => void,
    signal: AbortSignal,
  ): Promise<void>
  testSaved(id: string, emit: (event: TestEvent) => void, signal: AbortSignal): Promise<void>
  prove(id: string): Promise<TestResultView>
  pause(id: string): Promise<IntegrationView>
  resume(id: string): Promise<IntegrationView>
  checks(id: string, query: { cursor?: string | undefined; limit: number }): Promise<Page<CheckView>>
}

export interface Alerts {
  /** An administrator sees all; a member what concerns the own accounts, and anything else is not found. */
  list(
    viewer: Viewer,
    query: {
      view: 'open' | 'snoozed' | 'history'
      integrationId?: string | undefined
      cursor?: string | undefined
      limit: number
    },
  ): Promise<Page<AlertView>>
  get(viewer: Viewer, id: string): Promise<AlertView>
  events(viewer: Viewer, id: string): Promise<readonly AlertEventView[]>
  dismiss(viewer: Viewer, id: string): Promise<AlertView>
  restore(viewer: Viewer, id: string): Promise<AlertView>
  snooze(viewer: Viewer, id: string, until: number | null): Promise<AlertView>
}

/** The live stream: each subscriber gets every change after it is durable. The answer ends the subscription. */
export interface Live {
  /** `audience` is whose it is: a person's id, or null for what only administrators see. */
  subscribe(listener: (id: number, event: LiveEvent, audience: string | null) => void): () => void
  /**
   * What came after `lastId` (the header `Last-Event-ID`), oldest first; null when it is not known any more and
   * the client should read everything again. Subscribe first, in the same turn, so that nothing falls between.
   */
  since(
    lastId: number,
  ): readonly { readonly id: number; readonly event: LiveEvent; readonly audience: string | null }[] | null
}

/** Everything the HTTP edge may call, besides people and sessions. */
export interface App {
  readonly integrations: Integrations
  readonly alerts: Alerts
  readonly live: Live
  readonly accounts: Accounts
  readonly sources: Sources
  readonly intake: Intake
  readonly plays: Plays
  overview(viewer: Viewer): Promise<OverviewView>
  healthy(): Promise<boolean>
}

/** Background work: checks by ladder, the alert clock, retention. */
export interface Background {
  start(): void
  /** Resolves when nothing is running any more. */
  stop(): Promise<void>
}
