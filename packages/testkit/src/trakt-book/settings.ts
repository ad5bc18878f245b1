const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How this Trakt behaves where the facts leave it open. All can be changed while it runs. */
export interface TraktBookSettings {
  /** Words of the sign-in server's refusals; `bare` has none at all (trakt.md §3). */
  vocabulary: 'better_auth' | 'doorkeeper' | 'bare'
  /** Body of the 400 that a pending poll is answered with. `oauth` says `authorization_pending`. */
  pendingBody: 'empty' | 'text' | 'object' | 'oauth'
  /** By status, as documented, or 400 for all with `error` to tell them apart (trakt.md §3.1). */
  devicePolls: 'statuses' | 'oauth_errors'
  /** Where a device code is typed, if something stands before the sign-in server; null is its own page. */
  verificationUrl: string | null
  deviceCodeLifeMs: number
  pollIntervalMs: number
  authorizationCodeLifeMs: number
  accessLifeMs: number
  /** Null lives until it is used or revoked. */
  refreshLifeMs: number | null
  /** A spent refresh token is forgiven for so long; at 0 its second use revokes the family. */
  reuseGraceMs: number
  /** What connecting does to a free account that has another app connected; not established (trakt.md §9). */
  aboveAppLimit: 'allow' | 'refuse' | 'displace'
  /** So long after a scrobble the same title is answered 409. */
  scrobbleWindowMs: number
  /** The 409 has no body. */
  bareConflict: boolean
  /** Whether a stop at exactly 80 % counts; not established (trakt.md §11). */
  exactlyEightyCounts: boolean
  /** A new entry shows in reads of the history only after this long. */
  consistencyDelayMs: number
  limits: boolean
  /** The 429 comes from the layer in front, without X-Ratelimit. */
  securityLayer: boolean
  /** Once over a limit, everything is refused for this long. */
  blockMs: number
  /** How long an answer takes in the weather `slow`, in real time. */
  slowMs: number
}

export const defaultTraktSettings: Readonly<TraktBookSettings> = {
  vocabulary: 'better_auth',
  pendingBody: 'empty',
  devicePolls: 'statuses',
  verificationUrl: null,
  deviceCodeLifeMs: 10 * minuteMs,
  pollIntervalMs: 5000,
  authorizationCodeLifeMs: 10 * minuteMs,
  accessLifeMs: 7 * dayMs,
  refreshLifeMs: null,
  reuseGraceMs: 0,
  aboveAppLimit: 'allow',
  scrobbleWindowMs: hourMs,
  bareConflict: false,
  exactlyEightyCounts: false,
  consistencyDelayMs: 0,
  limits: true,
  securityLayer: false,
  blockMs: 5 * minuteMs,
  slowMs: 200,
}
