import type { Diagnosis } from '@cuemark/diagnosis'
import type { SignInRow } from '../ports-accounts.ts'
import type { StoreTx } from '../ports.ts'
import type { KeeperDeps, SignInDeps } from './account-deps.ts'
import { askProfile } from './profile.ts'
import { deviceCodeExpired, linkNotApproved, nobodyCameBack, oneAppOnly } from './diagnoses.ts'
import type { AccountTokenKeeper } from './keep-tokens.ts'
import { type Given, link } from './link.ts'
import type { Held } from './leases.ts'
import { traktRoad } from './trakt-app.ts'
import type { ConnectedApp } from './trakt-app.ts'

export interface SignInEndDeps extends SignInDeps {
  readonly keeper: AccountTokenKeeper
}

/** What a sign-in is that ended without an account. Its view stays, so that the page can ask what was seen. */
export const ended = (
  row: SignInRow,
  state: 'failed' | 'expired' | 'cancelled',
  diagnosis: Diagnosis | null,
  now: number,
): SignInRow => ({
  ...row,
  state,
  diagnosis,
  sealed: '',
  nextPollAt: null,
  endedAt: now,
})

const overdue = ({ service, method }: SignInRow): Diagnosis => {
  if (service === 'stremio') return linkNotApproved
  return method === 'code' ? nobodyCameBack : deviceCodeExpired()
}

/** Ends a pending sign-in; false where it is not pending any more. */
export const endPending = async (
  deps: Pick<KeeperDeps, 'clock' | 'changes'>,
  write: <T>(work: (tx: StoreTx) => Promise<T>) => Promise<T>,
  signInId: string,
  how: { readonly state: 'failed' | 'expired' | 'cancelled'; readonly diagnosis: Diagnosis | null },
): Promise<boolean> => {
  const row = await write(async (tx) => {
    const before = await tx.signIn(signInId)
    if (before === null || before.state !== 'pending') return null
    const after = ended(before, how.state, how.diagnosis, deps.clock.now())
    await tx.putSignIn(after)
    return after
  })
  if (row !== null) deps.changes.publish({ type: 'sign_in', signInId, userId: row.userId })
  return row !== null
}

/** Its time is over: nobody came. */
export const expire = (deps: KeeperDeps, row: SignInRow): Promise<boolean> =>
  endPending(deps, (work) => deps.store.transaction(work), row.id, {
    state: 'expired',
    diagnosis: overdue(row),
  })

/** Whose it is shows after it is kept; what that costs a free account is said at the sign-in. */
const getToKnow = async (deps: SignInEndDeps, accountId: string, signInId: string): Promise<void> => {
  const usable = await deps.keeper.session(accountId)
  if (!usable.ok) return
  const how = { origin: 'traffic', priority: 'interactive' } as const
  const profile = await askProfile(deps, accountId, usable.session, how)
  if (profile === null || !profile.ok) return
  const isFree = profile.value.vip === false || profile.value.limits['connected_apps'] === 1
  if (!isFree) return
  const userId = await deps.store.transaction(async (tx) => {
    const row = await tx.signIn(signInId)
    if (row === null || row.state !== 'done') return null
    await tx.putSignIn({ ...row, diagnosis: oneAppOnly })
    return row.userId
  })
  if (userId !== null) deps.changes.publish({ type: 'sign_in', signInId, userId })
}

const takeBack = async (
  deps: SignInEndDeps,
  given: Extract<Given, { service: 'trakt' }>,
  { integrationId, app }: ConnectedApp,
): Promise<void> => {
  const road = traktRoad(deps, integrationId, { origin: 'traffic', priority: 'background', signIn: true })
  await deps.trakt.revoke(road, { app, token: given.tokens.accessToken })
}

/** Tokens came: kept, then looked at. Where nobody wants them any more they are taken back. */
export const finishTrakt = async (
  deps: SignInEndDeps,
  held: Held,
  signInId: string,
  given: Extract<Given, { service: 'trakt' }>,
  connected: ConnectedApp,
): Promise<void> => {
  const account = await link(deps, held, signInId, given)
  if (account === null) {
    await takeBack(deps, given, connected)
    return
  }
  try {
    await getToKnow(deps, account.id, signInId)
  } catch (error) {
    // The sign-in is done; the refresh worker asks again.
    deps.onError(error)
  }
}
