import type { Outcome } from '@cuemark/diagnosis'
import type { Hosts, Http } from '../client.ts'

/** Calls to Stremio for one person (stremio.md §2–3). Times are UTC milliseconds. */

export interface StremioDeps {
  readonly http: Http
  readonly hosts: Pick<Hosts, 'stremioApiUrl' | 'stremioLinkUrl'>
}

/** A sign-in without a password: the person opens `link` and approves. */
export interface LinkCode {
  readonly code: string
  readonly link: string
}

export interface StremioProfile {
  readonly id: string | null
  readonly email: string | null
}

/** One row of the library: one for each title, not for each episode. Durations are milliseconds. */
export interface LibraryItem {
  readonly id: string
  readonly name: string | null
  readonly type: string
  /** `removed && temp` was played but never added; only `removed && !temp` is a deletion. */
  readonly removed: boolean
  readonly temp: boolean
  readonly modifiedAt: number
  readonly lastWatchedAt: number | null
  readonly videoId: string | null
  readonly timeOffsetMs: number
  readonly timeWatchedMs: number
  /** Over all videos of the title, and never set back. */
  readonly overallTimeWatchedMs: number
  readonly durationMs: number
  readonly timesWatched: number
  readonly flaggedWatched: boolean
  /** The field of bits as it stands (stremio.md §3). */
  readonly watched: string | null
}

export interface StremioAccountClient {
  createLink(deps: StremioDeps): Promise<Outcome<LinkCode>>
  /** Null while nobody has approved: empty, null and error answers all mean that until the time is over. */
  readLink(deps: StremioDeps, code: string): Promise<Outcome<{ readonly authKey: string } | null>>
  profile(deps: StremioDeps, authKey: string): Promise<Outcome<StremioProfile>>
  libraryMeta(
    deps: StremioDeps,
    authKey: string,
  ): Promise<Outcome<readonly { readonly id: string; readonly modifiedAt: number }[]>>
  /** Asked in parts of 50. */
  library(
    deps: StremioDeps,
    authKey: string,
    ids: readonly string[],
  ): Promise<Outcome<readonly LibraryItem[]>>
  logout(deps: StremioDeps, authKey: string): Promise<Outcome<null>>
}
