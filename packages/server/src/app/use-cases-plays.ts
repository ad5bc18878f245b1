import type {
  AccountView,
  ActivityCounts,
  AccountSettings,
  BackfillPreview,
  CleanSlateResult,
  NowPlayingView,
  PlayEventView,
  PlayView,
  SignInView,
  SourceAddress,
  SourceKind,
  SourceView,
  Suggestion,
  TestResultView,
  TitleInput,
} from '@cuemark/contract'
import type { Page } from './page.ts'
import type { UserRow } from './ports.ts'
import type { SourceEvent, SourceRow } from './ports-plays.ts'

/** Who asks. A member sees and changes the own things; what is another's is not found. */
export type Viewer = Pick<UserRow, 'id' | 'role'>

/** Accounts at Trakt and Stremio, and the way to sign in. */
export interface Accounts {
  list(viewer: Viewer): Promise<{ readonly items: readonly AccountView[]; readonly traktReady: boolean }>
  get(viewer: Viewer, id: string): Promise<AccountView>
  change(
    viewer: Viewer,
    id: string,
    input: {
      settings: Partial<{ [K in keyof AccountSettings]: AccountSettings[K] | undefined }>
      version: number
    },
  ): Promise<AccountView>
  test(viewer: Viewer, id: string): Promise<TestResultView>
  disconnect(viewer: Viewer, id: string): Promise<AccountView>
  cleanSlate(viewer: Viewer, id: string): Promise<CleanSlateResult>
  startSignIn(
    viewer: Viewer,
    input: { service: 'trakt' | 'stremio'; method: 'device' | 'code'; origin?: string | undefined },
    /** Origin by which the request itself came, to compare. */
    requestOrigin: string,
  ): Promise<SignInView>
  signIns(viewer: Viewer): Promise<readonly SignInView[]>
  signIn(viewer: Viewer, id: string): Promise<SignInView>
  cancelSignIn(viewer: Viewer, id: string): Promise<SignInView>
  finishSignIn(
    viewer: Viewer,
    input: {
      state: string
      code?: string | undefined
      error?: string | undefined
      errorDescription?: string | undefined
    },
  ): Promise<SignInView>
  /** Before a person is removed: revokes and forgets everything of theirs. Never throws for what a service does. */
  revokeAllOf(userId: string): Promise<void>
}

/** Where playback comes from. */
export interface Sources {
  list(viewer: Viewer): Promise<readonly SourceView[]>
  get(viewer: Viewer, id: string): Promise<SourceView>
  create(
    viewer: Viewer,
    input: { kind: Exclude<SourceKind, 'stremio_account'>; name?: string | undefined },
  ): Promise<{ readonly source: SourceView; readonly address: SourceAddress }>
  change(
    viewer: Viewer,
    id: string,
    input: { name?: string | undefined; paused?: boolean | undefined; version: number },
  ): Promise<SourceView>
  remove(viewer: Viewer, id: string): Promise<void>
  address(viewer: Viewer, id: string): Promise<SourceAddress>
  renew(viewer: Viewer, id: string): Promise<SourceAddress>
  assignPlayer(
    viewer: Viewer,
    id: string,
    key: string,
    input: { personId: string | null; ignored: boolean },
  ): Promise<SourceView>
}

/** One thing that came from a source, read and ready to be kept. */
export interface Heard {
  readonly event: SourceEvent
  /** The sender's own id, or null. */
  readonly senderId: string | null
  /** User at the player; null where the source has none. */
  readonly player: { readonly key: string; readonly name: string } | null
  /** The event in words, for the source's page: "paused The Matrix at 42 %". */
  readonly text: string
}

/** The door for playback: durable when it resolves. Events arriving together share one transaction. */
export interface Intake {
  /** The source behind a secret; null for an unknown or renewed one. Paused ones are found too. */
  sourceOf(token: string): Promise<SourceRow | null>
  take(
    source: SourceRow,
    heard: readonly Heard[],
  ): Promise<readonly { readonly outcome: 'taken' | 'known' }[]>
  /** Something came that could not be read: shown at the source, so that it can be mended. */
  fault(source: SourceRow, text: string): Promise<void>
  /** A sign of life that is no playback (a test, a stream that was opened): shown at the source, never a play. */
  note(source: SourceRow, text: string): Promise<void>
}

/** Plays, their way to Trakt, and what a person can do about them. */
export interface Plays {
  list(
    viewer: Viewer,
    query: {
      view: 'waiting' | 'attention' | 'delivered' | 'all'
      personId?: string | undefined
      accountId?: string | undefined
      cursor?: string | undefined
      limit: number
    },
  ): Promise<Page<PlayView>>
  get(viewer: Viewer, id: string): Promise<PlayView>
  events(viewer: Viewer, id: string): Promise<readonly PlayEventView[]>
  suggestions(viewer: Viewer, id: string, q: string | undefined): Promise<readonly Suggestion[]>
  searchTitles(
    viewer: Viewer,
    asked: { query: string; type?: 'movie' | 'episode' | undefined },
  ): Promise<readonly Suggestion[]>
  playing(
    viewer: Viewer,
    personId: string | undefined,
  ): Promise<{ readonly items: readonly NowPlayingView[]; readonly counts: ActivityCounts }>
  replay(viewer: Viewer, id: string): Promise<PlayView>
  replayAll(
    viewer: Viewer,
    input: { cause?: string | undefined; personId?: string | undefined },
  ): Promise<number>
  match(viewer: Viewer, id: string, input: { title: TitleInput; remember: boolean }): Promise<PlayView>
  drop(viewer: Viewer, id: string): Promise<PlayView>
  restore(viewer: Viewer, id: string): Promise<PlayView>
  confirm(viewer: Viewer, id: string, watched: boolean): Promise<PlayView>
  mark(
    viewer: Viewer,
    input: { title: TitleInput; watched: boolean; at?: number | undefined },
  ): Promise<PlayView | null>
  previewBackfill(
    viewer: Viewer,
    input: { accountId: string; from: number; to: number },
  ): Promise<BackfillPreview>
  sendBackfill(viewer: Viewer, previewId: string): Promise<number>
}
