import type { Outcome } from '@cuemark/diagnosis'
import type { TraktProfile, TraktSession } from '@cuemark/services'
import type { GatewayCall } from '../ports.ts'
import type { KeeperDeps } from './account-deps.ts'
import { atAccount } from './account-state.ts'
import { connectedApp, traktRoad } from './trakt-app.ts'

/**
 * The cheapest call that proves a person's sign-in; what it tells of the account is kept. Null where the app or the
 * account is gone.
 */
export const askProfile = async (
  deps: KeeperDeps,
  accountId: string,
  session: TraktSession,
  how: Pick<GatewayCall, 'origin' | 'priority'>,
): Promise<Outcome<TraktProfile> | null> => {
  const connected = await deps.store.transaction(async (tx) => {
    const row = await tx.account(accountId)
    return row === null ? null : connectedApp(tx, deps.box, row.clientId)
  })
  if (connected === null) return null
  const road = traktRoad(deps, connected.integrationId, { ...how, accountId })
  const outcome = await deps.trakt.profile(road, session)
  if (outcome.ok) await keepProfile(deps, accountId, outcome.value)
  return outcome
}

const keepProfile = async (deps: KeeperDeps, accountId: string, profile: TraktProfile): Promise<void> => {
  await atAccount(
    deps,
    (work) => deps.store.transaction(work),
    accountId,
    async ({ tx, desk }, row) => {
      const known = { name: profile.name ?? profile.slug ?? row.name, vip: profile.vip ?? row.vip }
      const isNew =
        known.name !== row.name ||
        known.vip !== row.vip ||
        JSON.stringify(profile.limits) !== JSON.stringify(row.limits)
      if (!isNew) return row
      const next = {
        ...row,
        ...known,
        limits: profile.limits,
        updatedAt: desk.now,
        version: row.version + 1,
      }
      if (!(await tx.updateAccount(next))) throw new Error('An account changed within its own transaction.')
      return next
    },
  )
}
