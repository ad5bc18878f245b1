import type { Diagnosis } from '@cuemark/diagnosis'

/** The sign-in of one account as the decisions see it; the tokens themselves are sealed elsewhere. UTC milliseconds. */
export interface TokenState {
  /** Grows with every stored pair; stands in every log line. */
  readonly generation: number
  readonly issuedAt: number
  readonly expiresAt: number
  /** Null where no refresh token was given. */
  readonly refreshable: boolean
  /**
   * A refresh was sent and its answer was lost, so the refresh token may be spent: it is tried again only when the
   * access token is dead (trakt.md §6).
   */
  readonly refreshLostAt: number | null
  /** How often the refresh token was tried again after a lost answer. The first that is answered ends it. */
  readonly secondTries: number
  /** The refresh token was refused for good: the access token lives on until `expiresAt`. */
  readonly refusedAt: number | null
  /** The access token was refused although it should live. */
  readonly accessRefusedAt: number | null
  /** Next try of a refresh that failed for a passing reason. */
  readonly retryAt: number | null
  readonly failures: number
  /** This pair was fetched because the one before was refused, and has not been accepted yet. */
  readonly doubted?: boolean
}

export interface TokenPolicy {
  /** A refresh is due when this share of its life is over… */
  readonly refreshAtShare: number
  /** …and at least this often: how long an idle refresh token lives is not established (trakt.md §6). */
  readonly refreshAtLeastEveryMs: number
  /** Waits after a refresh that failed for a passing reason. */
  readonly ladderMs: readonly number[]
}

/** What is to be done with a token now. */
export type TokenNeed =
  | { readonly type: 'use' }
  /** Use it, and refresh it besides. */
  | { readonly type: 'refresh'; readonly usable: boolean }
  /** Wait until this moment: a refresh failed for a passing reason and the access token is dead. */
  | { readonly type: 'wait'; readonly until: number }
  | { readonly type: 'sign_in_again' }

export type TokenEvent =
  /** Written before the request goes out, so that a crash counts as a lost answer. */
  | { readonly type: 'refresh_sent' }
  | {
      readonly type: 'refreshed'
      readonly issuedAt: number
      readonly expiresAt: number
      readonly refreshable: boolean
    }
  /** Time-out, reset, crash: nobody knows whether the pair was rotated. */
  | { readonly type: 'refresh_lost' }
  /** It certainly did not reach the token endpoint's decision (429, 5xx, block, no connection). */
  | { readonly type: 'refresh_failed'; readonly diagnosis: Diagnosis }
  | { readonly type: 'refresh_refused'; readonly diagnosis: Diagnosis }
  | { readonly type: 'access_refused' }
  | { readonly type: 'access_accepted' }
