import type { AccountRow } from '../ports-accounts.ts'
import { AppError } from '../use-cases.ts'
import { atAccount, endSignInAlerts, putAccount } from './account-state.ts'
import { openAuthKey, openTokens } from './sealed.ts'
import { ended, type SignInEndDeps } from './sign-in-end.ts'
import { connectedApp, traktRoad } from './trakt-app.ts'

const how = { origin: 'traffic', priority: 'interactive', signIn: true } as const

const revokeAtTrakt = async (deps: SignInEndDeps, row: AccountRow): Promise<boolean> => {
  const tokens = openTokens(deps.box, row)
  const connected = await deps.store.transaction((tx) => connectedApp(tx, deps.box, row.clientId))
  if (tokens === null || connected === null) return false
  const { integrationId, app } = connected
  const road = traktRoad(deps, integrationId, { ...how, accountId: row.id })
  const given = [tokens.accessToken, tokens.refreshToken].filter((token) => token !== null)
  const outcomes = await Promise.all(given.map((token) => deps.trakt.revoke(road, { app, token })))
  return outcomes.every(({ ok }) => ok)
}

const leaveStremio = async (deps: SignInEndDeps, row: AccountRow): Promise<boolean> => {
  const authKey = openAuthKey(deps.box, row)
  if (authKey === null) return false
  const http = deps.gateway.http({
    ...how,
    integrationId: row.integrationId,
    accountId: row.id,
    service: 'stremio',
    selfHosted: false,
  })
  return (await deps.stremio.logout({ http, hosts: deps.hosts }, authKey)).ok
}

/** Asks the service to forget the sign-in. Best effort: Trakt answers 200 whatever it did (trakt.md §5). */
export const revoke = async (deps: SignInEndDeps, row: AccountRow): Promise<boolean> => {
  try {
    return row.service === 'trakt' ? await revokeAtTrakt(deps, row) : await leaveStremio(deps, row)
  } catch (error) {
    // The app's own secret does not open any more: nothing can be asked, and the sign-in is forgotten all the same.
    if (error instanceof AppError) return false
    throw error
  }
}

/** Forgets the sign-in here; plays and settings stay. */
export const forget = (deps: SignInEndDeps, accountId: string): Promise<AccountRow | null> =>
  atAccount(
    deps,
    (work) => deps.store.transaction(work),
    accountId,
    async (at, row) => {
      const after = await putAccount(deps, at, row, {
        state: 'disconnected',
        sealedTokens: null,
        clientId: null,
        pollState: row.service === 'trakt' ? null : row.pollState,
        nextPollAt: null,
      })
      await endSignInAlerts(at.tx, at.desk, accountId, 'signed_out')
      return after
    },
  )

/** Ends the pending sign-ins of a person at a service; answers how many. */
export const clearSignIns = async (
  deps: SignInEndDeps,
  userId: string,
  service: AccountRow['service'] | null,
): Promise<number> => {
  const cleared = await deps.store.transaction(async (tx) => {
    const rows = (await tx.signInsOf(userId)).filter(
      (row) => row.state === 'pending' && (service === null || row.service === service),
    )
    for (const row of rows) await tx.putSignIn(ended(row, 'cancelled', null, deps.clock.now()))
    return rows
  })
  for (const { id } of cleared) deps.changes.publish({ type: 'sign_in', signInId: id, userId })
  return cleared.length
}

export const revokeAllOf =
  (deps: SignInEndDeps) =>
  async (userId: string): Promise<void> => {
    await clearSignIns(deps, userId, null)
    const rows = await deps.store.transaction((tx) => tx.accounts({ userId }))
    for (const row of rows.filter(({ state }) => state !== 'disconnected')) {
      await revoke(deps, row)
      await forget(deps, row.id)
    }
  }
