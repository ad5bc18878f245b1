import type { Call } from '../simulation/answer.ts'
import type { Credentials } from './credentials.ts'
import type { DeviceCodes } from './device-codes.ts'
import type { TraktBookSettings } from './settings.ts'
import type { Catalogue, Listable, Watchable } from './titles.ts'

/** What this Trakt knows at a moment. */

export interface Entry {
  /** 64 bits: as a number of JavaScript it would lose digits. */
  readonly id: string
  readonly watchedAt: number
  readonly addedAt: number
  readonly how: 'scrobble' | 'sync'
  readonly title: Watchable
}

export interface Watching {
  readonly title: Watchable
  readonly progress: number
  readonly startedAt: number
  readonly expiresAt: number
}

export interface Playback {
  readonly id: number
  readonly title: Watchable
  readonly progress: number
  readonly pausedAt: number
}

export interface Rating {
  readonly title: Listable
  readonly rating: number
  readonly ratedAt: number
}

export type Condition = 'good' | 'account_limit' | 'locked' | 'deactivated' | 'vip_only'

/** Limits of trakt.md §10. One allowance for each account, one for all calls without an account. */
export interface Allowance {
  lastWriteAt: number
  windowAt: number
  reads: number
  blockedUntil: number
  blockedBy: LimitName
}

export type LimitName = 'AUTHED_API_POST_LIMIT' | 'AUTHED_API_GET_LIMIT' | 'UNAUTHED_API_GET_LIMIT'

/** An account at Trakt. Its person signs in in a browser, so there is no password here. */
export interface TraktPerson {
  readonly name: string
  vip: boolean
  /** What writing calls are answered with, and for a locked or deactivated account all calls. */
  condition: Condition
  /** Community apps of others that are connected to the account. */
  otherApps: number
}

export interface Person extends TraktPerson {
  readonly slug: string
  entries: Entry[]
  watching: Watching | null
  readonly playback: Map<string, Playback>
  readonly watchlist: Map<string, { readonly title: Listable; readonly listedAt: number }>
  readonly ratings: Map<string, Rating>
  readonly lastScrobbles: Map<string, number>
  readonly allowance: Allowance
}

export interface App {
  readonly clientId: string
  /** Null has no secret and proves itself by PKCE. */
  readonly clientSecret: string | null
  redirectUris: readonly string[]
  /** False once it was deleted or un-approved. */
  exists: boolean
  readonly allowance: Allowance
}

export interface World {
  readonly now: () => number
  readonly settings: TraktBookSettings
  readonly app: App
  readonly catalogue: Catalogue
  readonly people: Person[]
  readonly credentials: Credentials
  readonly codes: DeviceCodes
  /** Base of the sign-in server, for the address that a device code is typed at. */
  readonly authUrl: () => string
  /** Who is signed in at the browser's page when it does not say; the first person unless set. */
  visitor: Person | null
  readonly nextEntryId: () => string
  readonly nextPlaybackId: () => number
  /** A limit was hit: told with the name of the limit. */
  readonly refuse: (limit: string, person: Person | null, call: Call) => void
}

/** Trakt keeps whole seconds. */
export const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000
export const isoOf = (at: number): string => new Date(at).toISOString()

export const addEntry = (
  world: World,
  person: Person,
  from: Pick<Entry, 'title' | 'how' | 'watchedAt'>,
): Entry => {
  const entry: Entry = {
    ...from,
    id: world.nextEntryId(),
    watchedAt: wholeSecond(from.watchedAt),
    addedAt: world.now(),
  }
  person.entries.push(entry)
  return entry
}
