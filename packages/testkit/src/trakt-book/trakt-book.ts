import type { Fault, FaultMatch, RandomFaults } from './faults.ts'
import type { TraktRequest, Weather } from './serve.ts'
import type { TraktBookSettings } from './settings.ts'
import type { BookIds, BookTitle, Watchable } from './titles.ts'
import type { TraktPerson } from './world.ts'

export interface TraktBookOptions extends Partial<TraktBookSettings> {
  /** UTC milliseconds; the machine's own clock unless given. */
  readonly now?: () => number
  readonly clientId?: string
  /** Null is an app without a secret. */
  readonly clientSecret?: string | null
  /** As registered with the app, compared exactly. */
  readonly redirectUris?: readonly string[]
  readonly titles?: readonly BookTitle[]
  /** 0 takes any free port. */
  readonly apiPort?: number
  readonly authPort?: number
}

/** One entry in the history of a person, as Trakt has it. */
export interface BookPlay {
  readonly id: string
  readonly person: string
  /** Of the title: `movie:481`, `episode:62085`. */
  readonly key: string
  readonly text: string
  readonly ids: BookIds
  readonly watchedAt: number
  readonly addedAt: number
  readonly how: 'scrobble' | 'sync'
}

/** A Trakt of its own: two hosts over real HTTP, its people, and the book it keeps of what they watched. */
export interface TraktBook {
  readonly apiUrl: string
  readonly authUrl: string
  readonly clientId: string
  readonly clientSecret: string | null
  readonly redirectUris: readonly string[]
  readonly settings: TraktBookSettings
  weather: Weather

  addPerson(name: string, from?: Partial<Pick<TraktPerson, 'vip' | 'otherApps' | 'condition'>>): TraktPerson
  readonly people: readonly TraktPerson[]
  /** Who is signed in at Trakt in the browser that opens its pages; the first person unless set. */
  visitor: TraktPerson | null
  addTitles(titles: readonly BookTitle[]): void

  /** The person types a device code, the newest unless given, and allows the app; a text where Trakt refuses. */
  approve(person: TraktPerson, userCode?: string): string | null
  deny(userCode?: string): string | null
  readonly newestUserCode: string | null
  /** The person opens an authorize link: the address that the browser is sent to, or null where a page is shown. */
  decide(authorizeUrl: string, person: TraktPerson, decision: 'approve' | 'deny'): string | null
  /** Tokens as a sign-in would give them, without one. */
  signIn(person: TraktPerson): {
    readonly accessToken: string
    readonly refreshToken: string
    readonly issuedAt: number
    readonly expiresInMs: number
  }
  isConnected(person: TraktPerson): boolean
  /** The person takes the app out of the account: all its tokens are dead. */
  disconnect(person: TraktPerson): void
  /** The access tokens die early, the refresh tokens live. */
  endAccess(person: TraktPerson): void
  /** The app is deleted: 403 everywhere, and the sign-in server does not know it. */
  removeApp(): void
  restoreApp(): void
  setRedirectUris(uris: readonly string[]): void

  /** Entries of a person, or of all, in the order in which they were added. */
  plays(person?: TraktPerson): readonly BookPlay[]
  /** An entry that another app made. */
  addPlay(person: TraktPerson, title: BookTitle | Watchable, watchedAt: number): BookPlay
  /** Key and progress of what is on. */
  watching(person: TraktPerson): { readonly key: string; readonly progress: number } | null
  /** Resume points by key, in percent. */
  playback(person: TraktPerson): ReadonlyMap<string, number>
  watchlist(person: TraktPerson): readonly string[]
  ratings(person: TraktPerson): ReadonlyMap<string, number>

  /** The next requests that match meet this fault; the next one unless `times` is given. */
  next(match: FaultMatch, fault: Fault, times?: number): void
  /** Null ends them. */
  randomFaults(faults: RandomFaults | null): void
  clearFaults(): void
  readonly faultsMet: Readonly<Record<string, number>>

  /** The newest 5,000. */
  readonly requests: readonly TraktRequest[]
  /** How often each call was made: `POST /scrobble/stop`, `POST /oauth/token`. */
  readonly calls: Readonly<Record<string, number>>
  /** Resolves when a call was made and answered so often since the last `clearRequests`. */
  called(name: string, times?: number): Promise<void>
  clearRequests(): void
  /** Requests refused for a limit, and whose they were. */
  readonly refused: number
  readonly refusals: readonly Refusal[]
  readonly fastPolls: number
  readonly signIns: number
  readonly refreshes: number
  /** How often a refresh token was sent that had been spent before. Must stay 0. */
  readonly spentRefreshUses: number
  /** Forgets what people watched, rated and listed, and what is on. People, titles and sign-ins stay. */
  clearBook(): void
  close(): Promise<void>
}

export interface Refusal {
  readonly at: number
  readonly limit: string
  /** Null for a call without an account. */
  readonly person: string | null
  readonly call: string
}
