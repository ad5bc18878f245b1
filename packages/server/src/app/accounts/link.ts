import { freshToken, type TokenState } from '@cuemark/domain'
import type { TraktTokens } from '@cuemark/services'
import { createAlertDesk, type AlertDesk } from '../alert-desk.ts'
import type { AccountRow, AccountSettingsRow, SignInRow } from '../ports-accounts.ts'
import type { SourceRow } from '../ports-plays.ts'
import type { Change, StoreTx } from '../ports.ts'
import type { KeeperDeps } from './account-deps.ts'
import { endSignInAlerts, putAccount } from './account-state.ts'
import type { Held } from './leases.ts'
import { lifeOf } from './refresh-outcome.ts'
import { sealTokens } from './sealed.ts'

/** What a new account brings to the service. Plays are never taken back unless the person wants it. */
const firstSettings: AccountSettingsRow = {
  plays: true,
  nowWatching: true,
  ratings: true,
  watchlist: true,
  removals: false,
  // Trakt's own threshold (trakt.md §11).
  watchedPercent: 80,
}

/** What the service gave, and how it is kept. */
export type Given =
  | {
      readonly service: 'trakt'
      readonly tokens: TraktTokens
      readonly clientId: string
      readonly redirectUri: string
    }
  | { readonly service: 'stremio'; readonly authKey: string }

const tokenOf = (given: Given, generation: number, now: number): TokenState =>
  given.service === 'trakt'
    ? freshToken({
        ...lifeOf(given.tokens, now),
        refreshable: given.tokens.refreshToken !== null,
        generation,
      })
    : // Its life has no published end (stremio.md §2).
      freshToken({ issuedAt: now, expiresAt: Number.MAX_SAFE_INTEGER, refreshable: false, generation })

const seal = (deps: KeeperDeps, accountId: string, given: Given): string => {
  if (given.service === 'stremio') return sealTokens(deps.box, accountId, { authKey: given.authKey })
  const { accessToken, refreshToken } = given.tokens
  return sealTokens(deps.box, accountId, { accessToken, refreshToken })
}

const linkedPart = (
  deps: KeeperDeps,
  row: SignInRow,
  given: Given,
  {
    accountId,
    generation,
    now,
  }: { readonly accountId: string; readonly generation: number; readonly now: number },
): Pick<
  AccountRow,
  | 'integrationId'
  | 'state'
  | 'sealedTokens'
  | 'clientId'
  | 'redirectUri'
  | 'token'
  | 'diagnosis'
  | 'nextPollAt'
> => ({
  integrationId: row.integrationId,
  state: 'linked',
  sealedTokens: seal(deps, accountId, given),
  clientId: given.service === 'trakt' ? given.clientId : null,
  redirectUri: given.service === 'trakt' ? given.redirectUri : null,
  token: tokenOf(given, generation, now),
  diagnosis: null,
  nextPollAt: given.service === 'stremio' ? now : null,
})

const newAccount = (deps: KeeperDeps, row: SignInRow, given: Given, now: number): AccountRow => {
  const id = deps.ids.next()
  return {
    id,
    userId: row.userId,
    service: row.service,
    name: null,
    vip: null,
    limits: {},
    settings: firstSettings,
    pollState: null,
    // Looked at by the refresh worker, which then plans the rest.
    nextRefreshAt: given.service === 'trakt' ? now : null,
    nextWriteAt: 0,
    lastDeliveryAt: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
    ...linkedPart(deps, row, given, { accountId: id, generation: 1, now }),
  }
}

/** Signing in again keeps the account with its plays and settings; what waited for it goes out. */
const putLinked = async (
  deps: KeeperDeps,
  at: { readonly tx: StoreTx; readonly desk: AlertDesk },
  row: SignInRow,
  given: Given,
): Promise<AccountRow> => {
  const { tx, desk } = at
  const [before] = await tx.accounts({ userId: row.userId, service: row.service })
  if (before === undefined) {
    const account = newAccount(deps, row, given, desk.now)
    await tx.insertAccount(account)
    return account
  }
  const generation = before.token.generation + 1
  const part = linkedPart(deps, row, given, { accountId: before.id, generation, now: desk.now })
  const account = await putAccount(deps, at, before, part)
  if (before.state === 'linked') {
    await endSignInAlerts(tx, desk, account.id, 'signed_in')
    await deps.signedIn(tx, account.id)
  }
  return account
}

/** A Stremio account is a source of playback besides (stremio.md §3). */
const sourceFor = async (deps: KeeperDeps, tx: StoreTx, account: AccountRow): Promise<readonly Change[]> => {
  if (account.service !== 'stremio') return []
  const [known] = await tx.sources({ accountId: account.id })
  if (known !== undefined) return []
  const source: SourceRow = {
    id: deps.ids.next(),
    userId: account.userId,
    kind: 'stremio_account',
    name: 'Stremio account',
    tokenHash: null,
    sealedToken: null,
    accountId: account.id,
    pausedAt: null,
    lastEventAt: null,
    lastEventText: null,
    lastFaultAt: null,
    lastFaultText: null,
    events: 0,
    createdAt: deps.clock.now(),
    version: 1,
  }
  await tx.insertSource(source)
  return [{ type: 'source', sourceId: source.id, userId: source.userId }]
}

/**
 * Ends a sign-in well: sealed and durable before anything uses what was given. Null where it was cancelled meanwhile,
 * and then nothing is kept.
 */
export const link = async (
  deps: KeeperDeps,
  held: Held,
  signInId: string,
  given: Given,
): Promise<AccountRow | null> => {
  const done = await held.write(async (tx) => {
    const row = await tx.signIn(signInId)
    if (row === null || row.state !== 'pending') return null
    const desk = createAlertDesk(tx, deps)
    const account = await putLinked(deps, { tx, desk }, row, given)
    const sources = await sourceFor(deps, tx, account)
    await tx.putSignIn({
      ...row,
      state: 'done',
      // Used up: nothing of it is needed any more.
      sealed: '',
      diagnosis: null,
      accountId: account.id,
      nextPollAt: null,
      endedAt: desk.now,
    })
    return { account, changes: [...desk.changes(), ...sources] }
  })
  if (done === null) return null
  const { account, changes } = done
  const { userId } = account
  for (const change of changes) deps.changes.publish(change)
  deps.changes.publish({ type: 'sign_in', signInId, userId })
  deps.changes.publish({ type: 'account', accountId: account.id, userId })
  deps.changes.publish({ type: 'deliveries', accountId: account.id, userId })
  return account
}
