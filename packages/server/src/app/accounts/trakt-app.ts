import type { Diagnosis } from '@cuemark/diagnosis'
import type { Http, TraktApp, TraktDeps } from '@cuemark/services'
import type { GatewayCall, IntegrationRow, SecretBox, StoreTx } from '../ports.ts'
import { openSettings } from '../settings-secrets.ts'
import type { KeeperDeps } from './account-deps.ts'

/** The app through which people sign in: a Trakt integration of the administrator. */
export interface ConnectedApp {
  readonly integrationId: string
  readonly app: TraktApp
}

/** With another client id a sign-in is worthless, so the app that it was made with goes first. */
const chosen = (rows: readonly IntegrationRow[], clientId: string | null): IntegrationRow | undefined => {
  const oldestFirst = rows
    .filter((row) => row.service === 'trakt' && row.pausedAt === null && Boolean(row.settings['clientId']))
    .toSorted((one, other) => one.createdAt - other.createdAt)
  return oldestFirst.find((row) => row.settings['clientId'] === clientId) ?? oldestFirst[0]
}

/** True where an administrator has connected Trakt. */
export const isTraktReady = async (tx: StoreTx): Promise<boolean> =>
  chosen(await tx.integrations(), null) !== undefined

/** Null where no Trakt integration is connected and awake. Throws where its secret cannot be opened any more. */
export const connectedApp = async (
  tx: StoreTx,
  box: SecretBox,
  clientId: string | null = null,
): Promise<ConnectedApp | null> => {
  const row = chosen(await tx.integrations(), clientId)
  if (row === undefined) return null
  const settings = openSettings(box, row)
  return {
    integrationId: row.id,
    app: { clientId: settings['clientId'] ?? '', clientSecret: settings['clientSecret'] ?? null },
  }
}

type RoadUse = Pick<GatewayCall, 'origin' | 'priority'> & Partial<Pick<GatewayCall, 'accountId' | 'signIn'>>

/**
 * The way out for calls that are answered with tokens. Evidence that cannot be written, on a full disk, must not cost
 * what was given: it exists nowhere else.
 */
export const tokenRoad = (
  deps: Pick<KeeperDeps, 'gateway' | 'hosts' | 'onError'>,
  integrationId: string,
  how: RoadUse,
  /** What a failure means for the sign-in that asks. */
  read: (diagnosis: Diagnosis) => Diagnosis = (diagnosis) => diagnosis,
): TraktDeps => {
  const { http, hosts } = traktRoad(deps, integrationId, how)
  const settled: Http['settled'] = (request, exchange, diagnosis) =>
    http.settled(request, exchange, diagnosis === null ? null : read(diagnosis)).catch(deps.onError)
  return { http: { ...http, settled }, hosts }
}

/** The way out to Trakt for one account, or for a sign-in that has none yet. */
export const traktRoad = (
  deps: Pick<KeeperDeps, 'gateway' | 'hosts'>,
  integrationId: string,
  how: RoadUse,
): TraktDeps => ({
  http: deps.gateway.http({ integrationId, service: 'trakt', selfHosted: false, ...how }),
  hosts: deps.hosts,
})
