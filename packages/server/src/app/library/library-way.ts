import type { StremioDeps } from '@cuemark/services'
import type { WayDeps } from '../plays/deliver-way.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { StoreTx } from '../ports.ts'

/** The way to Stremio for one account. */
export const wayToStremio = (
  { gateway, hosts }: WayDeps,
  { accountId, integrationId }: { readonly accountId: string; readonly integrationId: string },
  priority: 'interactive' | 'background',
): StremioDeps => ({
  http: gateway.http({
    integrationId,
    accountId,
    service: 'stremio',
    selfHosted: false,
    origin: 'traffic',
    priority,
  }),
  hosts,
})

/** The integration with Stremio that an administrator has left open; null while it is paused or removed. */
export const openWay = async (
  tx: StoreTx,
  row: Pick<AccountRow, 'integrationId'>,
): Promise<string | null> => {
  const awake = (await tx.integrations()).filter(
    ({ service, pausedAt }) => service === 'stremio' && pausedAt === null,
  )
  return (awake.find(({ id }) => id === row.integrationId) ?? awake[0])?.id ?? null
}
