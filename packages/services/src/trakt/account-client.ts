import type { Outcome } from '@cuemark/diagnosis'
import type { Hosts, Http } from '../client.ts'

/** Calls to Trakt for one person: signing in, and what is done with a sign-in (trakt.md §2–13). Times are UTC milliseconds. */

export interface TraktDeps {
  readonly http: Http
  readonly hosts: Pick<Hosts, 'traktApiUrl' | 'traktAuthUrl'>
}

/** The app of this house at Trakt. The secret is optional: PKCE stands in for it (trakt.md §2). */
export interface TraktApp {
  readonly clientId: string
  readonly clientSecret: string | null
}

export interface DeviceCode {
  readonly deviceCode: string
  readonly userCode: string
  readonly verificationUrl: string
  readonly expiresInMs: number
  readonly intervalMs: number
}

export interface TraktTokens {
  readonly accessToken: string
  readonly refreshToken: string | null
  /** From `created_at + expires_in`, never from a fixed life time (trakt.md §6). Null where the answer tells none. */
  readonly issuedAt: number | null
  readonly expiresInMs: number | null
}

/** A person's calls: the app and the access token. */
export interface TraktSession {
  readonly app: TraktApp
  readonly accessToken: string
}

export interface TraktProfile {
  readonly name: string | null
  readonly slug: string | null
  readonly vip: boolean | null
  readonly limits: Readonly<Record<string, number>>
}

export interface TraktIds {
  readonly trakt?: number
  readonly imdb?: string
  readonly tmdb?: number
  readonly tvdb?: number
}

/** A title as Trakt takes it. Never a bare show: that would add every episode (trakt.md §13). */
export type TraktItem =
  | { readonly type: 'movie'; readonly ids: TraktIds }
  | { readonly type: 'episode'; readonly ids: TraktIds }
  | {
      readonly type: 'show_episode'
      readonly show: TraktIds
      readonly season: number
      readonly number: number
    }

/** What is on a watchlist or rated may be a show as well. */
export type TraktTitle = TraktItem | { readonly type: 'show'; readonly ids: TraktIds }

export type Scrobbled =
  /** `action` is what Trakt made of it; a `stop` below its threshold becomes a pause. Ids have 64 bits, so they are text. */
  | {
      readonly type: 'taken'
      readonly action: 'start' | 'pause' | 'scrobble'
      readonly historyId: string | null
    }
  /** 409: a play of this title is there; when, where the answer tells it. */
  | { readonly type: 'already'; readonly watchedAt: number | null; readonly expiresAt: number | null }

export interface HistoryEntry {
  readonly id: string
  readonly watchedAt: number
  readonly type: 'movie' | 'episode'
  readonly ids: TraktIds
  readonly name: string | null
  readonly year: number | null
  /** Of an episode. */
  readonly show: { readonly ids: TraktIds; readonly name: string | null; readonly year: number | null } | null
  readonly season: number | null
  readonly number: number | null
}

export interface Added {
  readonly added: number
  readonly existing: number
  /** Places in the request whose title Trakt does not know. */
  readonly notFound: readonly number[]
}

export interface SearchHit {
  readonly type: 'movie' | 'show' | 'episode'
  readonly ids: TraktIds
  readonly name: string | null
  readonly year: number | null
  readonly show: { readonly ids: TraktIds; readonly name: string | null; readonly year: number | null } | null
  readonly season: number | null
  readonly number: number | null
}

/** Every call answers a value; a failure carries its diagnosis. A pending poll is `trakt.device.pending`, expected. */
export interface TraktAccountClient {
  /** `proof` is PKCE, which stands in for a client secret here as well (trakt.md §2). */
  deviceCode(
    deps: TraktDeps,
    app: TraktApp,
    proof?: { readonly codeChallenge: string },
  ): Promise<Outcome<DeviceCode>>
  pollDevice(
    deps: TraktDeps,
    app: TraktApp,
    deviceCode: string,
    proof?: { readonly codeVerifier: string },
  ): Promise<Outcome<TraktTokens>>
  /** Address of the sign-in page, with PKCE. The host is the constant's, never a person's. */
  authorizeUrl(
    hosts: TraktDeps['hosts'],
    input: { app: TraktApp; redirectUri: string; state: string; codeChallenge: string },
  ): string
  exchangeCode(
    deps: TraktDeps,
    input: { app: TraktApp; redirectUri: string; code: string; codeVerifier: string },
  ): Promise<Outcome<TraktTokens>>
  refresh(
    deps: TraktDeps,
    input: { app: TraktApp; redirectUri: string; refreshToken: string },
  ): Promise<Outcome<TraktTokens>>
  /** Trakt answers 200 whatever it did (trakt.md §5): good only says that it was asked. */
  revoke(deps: TraktDeps, input: { app: TraktApp; token: string }): Promise<Outcome<null>>

  profile(deps: TraktDeps, session: TraktSession): Promise<Outcome<TraktProfile>>
  scrobble(
    deps: TraktDeps,
    session: TraktSession,
    input: { action: 'start' | 'pause' | 'stop'; item: TraktItem; progress: number },
  ): Promise<Outcome<Scrobbled>>
  /** All pages. `startAt` and `endAt` bound `watched_at`, both included. */
  history(
    deps: TraktDeps,
    session: TraktSession,
    input: { type: 'movies' | 'episodes'; startAt: number; endAt: number },
  ): Promise<Outcome<readonly HistoryEntry[]>>
  addHistory(
    deps: TraktDeps,
    session: TraktSession,
    items: readonly { readonly item: TraktItem; readonly watchedAt: number }[],
  ): Promise<Outcome<Added>>
  /** By ids of entries only: with titles, Trakt removes every watch of them (trakt.md §13). */
  removeHistory(deps: TraktDeps, session: TraktSession, historyIds: readonly string[]): Promise<Outcome<null>>
  watchlist(
    deps: TraktDeps,
    session: TraktSession,
    input: { action: 'add' | 'remove'; items: readonly TraktTitle[] },
  ): Promise<Outcome<Added>>
  rate(
    deps: TraktDeps,
    session: TraktSession,
    input: { item: TraktTitle; rating: number | null; ratedAt: number },
  ): Promise<Outcome<Added>>
  /** Of all types when none are named. */
  search(
    deps: TraktDeps,
    session: TraktSession,
    query: string,
    types?: readonly SearchHit['type'][],
  ): Promise<Outcome<readonly SearchHit[]>>
}
