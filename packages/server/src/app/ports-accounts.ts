import type { Diagnosis } from '@cuemark/diagnosis'
import type { TokenState } from '@cuemark/domain'

/** One person's authorised account at a service, as stored. Tokens are sealed, bound to this row. */
export interface AccountRow {
  readonly id: string
  readonly userId: string
  readonly service: 'trakt' | 'stremio'
  /** The integration it goes through (Trakt: the app that got the tokens). */
  readonly integrationId: string
  readonly name: string | null
  readonly state: 'linked' | 'ending' | 'sign_in_again' | 'locked' | 'disconnected'
  /** Sealed JSON: for Trakt `{accessToken, refreshToken}`, for Stremio `{authKey}`; null when forgotten. */
  readonly sealedTokens: string | null
  /** Client id that got the tokens: with another one they are worthless (trakt.md §6, rule 6). */
  readonly clientId: string | null
  /** Sent again with every refresh (trakt.md §3); for a device sign-in the out-of-band address. */
  readonly redirectUri: string | null
  readonly token: TokenState
  readonly diagnosis: Diagnosis | null
  readonly vip: boolean | null
  readonly limits: Readonly<Record<string, number>>
  readonly settings: AccountSettingsRow
  /** Where a poller stands (Stremio library): opaque to the store. */
  readonly pollState: string | null
  readonly nextPollAt: number | null
  readonly nextRefreshAt: number | null
  /** Earliest next write, so that the pace of an account is kept over processes and restarts. */
  readonly nextWriteAt: number
  readonly lastDeliveryAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly version: number
}

export interface AccountSettingsRow {
  readonly plays: boolean
  readonly nowWatching: boolean
  readonly ratings: boolean
  readonly watchlist: boolean
  readonly removals: boolean
  readonly watchedPercent: number
}

/** A sign-in on its way. What it must keep to itself is sealed. */
export interface SignInRow {
  readonly id: string
  readonly userId: string
  readonly service: 'trakt' | 'stremio'
  readonly integrationId: string
  readonly method: 'device' | 'code'
  readonly state: 'pending' | 'done' | 'failed' | 'expired' | 'cancelled'
  /** SHA-256 of the `state` parameter, which is used once; null for a device sign-in. */
  readonly stateHash: string | null
  /** Sealed JSON: device code, or PKCE verifier. */
  readonly sealed: string
  readonly userCode: string | null
  readonly verificationUrl: string | null
  readonly openUrl: string | null
  readonly redirectUri: string | null
  readonly intervalMs: number
  readonly nextPollAt: number | null
  readonly expiresAt: number
  readonly diagnosis: Diagnosis | null
  readonly accountId: string | null
  readonly createdAt: number
  readonly endedAt: number | null
}

/** A link to set a password. Only the hash of its token is kept. */
export interface PasswordLinkRow {
  readonly userId: string
  readonly tokenHash: string
  readonly createdAt: number
  readonly expiresAt: number
}

/**
 * The right to do one thing alone, over all processes. A process that died loses it at `until`; `fence` grows with
 * every claim, and writes made under a lease check that it is still theirs.
 */
export interface Lease {
  readonly name: string
  readonly owner: string
  readonly fence: number
  readonly until: number
}

export interface AccountTx {
  account(id: string): Promise<AccountRow | null>
  accounts(filter: {
    userId?: string
    service?: AccountRow['service']
    integrationId?: string
  }): Promise<readonly AccountRow[]>
  /** At most one account of a person at a service. */
  insertAccount(row: AccountRow): Promise<void>
  /** Writes `row` where the stored version is `row.version - 1`; false when somebody was faster. */
  updateAccount(row: AccountRow): Promise<boolean>
  /** Bookkeeping of workers: does not touch the version. */
  noteAccount(
    id: string,
    change: Partial<Pick<AccountRow, 'pollState' | 'nextPollAt' | 'nextWriteAt' | 'lastDeliveryAt'>>,
  ): Promise<void>
  /** Linked accounts of a service that are due to be polled, longest due first, and when the next of the others is. */
  duePolls(
    service: AccountRow['service'],
    now: number,
    limit: number,
  ): Promise<{ readonly accountIds: readonly string[]; readonly nextAt: number | null }>
  /** Removes it with its deliveries, its alerts and the source that asks it. Plays stay. */
  deleteAccount(id: string): Promise<void>

  signIn(id: string): Promise<SignInRow | null>
  signInByState(stateHash: string): Promise<SignInRow | null>
  signInsOf(userId: string): Promise<readonly SignInRow[]>
  pendingSignIns(): Promise<readonly SignInRow[]>
  /** Insert or replace by id. */
  putSignIn(row: SignInRow): Promise<void>

  /**
   * Claims it when it is free, expired, or the owner's own; null when another holds it. The owner's own keeps its fence
   * and is extended; any other claim, and one after a release, has the next fence.
   */
  claimLease(name: string, owner: string, now: number, until: number): Promise<Lease | null>
  /** True while this very claim holds, whatever the time: nobody has taken it over. */
  holdsLease(lease: Lease): Promise<boolean>
  /** Extends; false when it was taken over. */
  renewLease(lease: Lease, until: number): Promise<boolean>
  releaseLease(lease: Lease): Promise<void>
}
