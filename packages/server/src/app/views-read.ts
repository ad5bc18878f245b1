import type { AlertView, IntegrationView } from '@cuemark/contract'
import type { Alert } from '@cuemark/domain'
import type { Manifest, ServiceId } from '@cuemark/services'
import { isOfAccount } from './alert-desk.ts'
import { standingStates } from './integrations-state.ts'
import type { AccountRow } from './ports-accounts.ts'
import type { IntegrationRow, Store } from './ports.ts'
import { type AroundAlert, alertView, integrationView, shownState } from './views.ts'

export interface ReadDeps {
  readonly store: Store
  readonly manifests: Readonly<Record<ServiceId, Manifest>>
  /** True while saved settings of this integration are being tested. */
  readonly isTesting: (integrationId: string) => boolean
}

/** Reads what is stored and gives it the shape in which people see it. */
export interface Reader {
  integration(id: string): Promise<IntegrationView | null>
  integrationViews(rows: readonly IntegrationRow[]): Promise<readonly IntegrationView[]>
  /** Null for one that is gone, or that people do not see yet. */
  alert(id: string): Promise<AlertView | null>
  /** Whose alert it is, shown or not; null for the own network's and for one that is gone. */
  integrationOfAlert(id: string): Promise<string | null>
  /** The person whose account it is about; null where only administrators see it, and for one that is gone. */
  personOfAlert(id: string): Promise<string | null>
  alertViews(alerts: readonly Alert[]): Promise<readonly AlertView[]>
}

/** A card tells how the integration is for everybody; one person's trouble stands at that person's account. */
const viewOf = (deps: ReadDeps, row: IntegrationRow, standing: readonly Alert[]): IntegrationView =>
  integrationView(row, {
    fields: deps.manifests[row.service].fields,
    standing: standing.filter((alert) => alert.subject === row.id),
    testing: deps.isTesting(row.id),
  })

/** What alerts are about, read once for all of them. */
interface Surroundings {
  readonly integrations: ReadonlyMap<string, string>
  readonly accounts: readonly AccountRow[]
  readonly held: readonly Alert[]
  readonly people: ReadonlyMap<string, string>
  /** Plays that wait, by account. */
  readonly waiting: ReadonlyMap<string, number>
}

const around = async ({ store }: ReadDeps, alerts: readonly Alert[]): Promise<Surroundings> => {
  const needsHeld = alerts.some(({ integrationId }) => integrationId === null)
  const read = await store.transaction(async (tx) => {
    const rows = await tx.integrations()
    return {
      integrations: new Map(rows.map((row) => [row.id, row.name])),
      accounts: await tx.accounts({}),
      held: needsHeld ? await tx.alertsIn(['held'], null) : [],
    }
  })
  const subjects = new Set(alerts.map((alert) => alert.subject))
  const owners = new Set(read.accounts.filter(({ id }) => subjects.has(id)).map(({ userId }) => userId))
  const people = await Promise.all([...owners].map((id) => store.people.userById(id)))
  return {
    ...read,
    people: new Map(people.flatMap((person) => (person === null ? [] : [[person.id, person.name]]))),
    waiting: read.accounts.length === 0 ? new Map() : await store.plays.waitingByAccount(),
  }
}

/** The own network's alert stands for all whose alerts are held behind it. */
const integrationsBehind = (alert: Alert, held: readonly Alert[]): ReadonlySet<string> =>
  new Set(
    alert.integrationId === null ? held.flatMap((each) => each.integrationId ?? []) : [alert.integrationId],
  )

const accountsBehind = (
  alert: Alert,
  { accounts }: Surroundings,
  integrations: ReadonlySet<string>,
): readonly AccountRow[] =>
  isOfAccount(alert)
    ? accounts.filter(({ id }) => id === alert.subject)
    : accounts.filter(
        ({ integrationId, state }) => integrations.has(integrationId) && state !== 'disconnected',
      )

const aroundAlert = (alert: Alert, found: Surroundings): Omit<AroundAlert, 'failure'> => {
  const integrations = integrationsBehind(alert, found.held)
  const accounts = accountsBehind(alert, found, integrations)
  const own = isOfAccount(alert) ? accounts[0] : undefined
  const plays = accounts.map(({ id }) => found.waiting.get(id) ?? 0)
  return {
    integrationName:
      alert.integrationId === null ? null : (found.integrations.get(alert.integrationId) ?? null),
    account:
      own === undefined ? null : { id: own.id, name: own.name ?? found.people.get(own.userId) ?? own.id },
    affected: {
      integrations: integrations.size,
      people: new Set(accounts.map(({ userId }) => userId)).size,
      plays: plays.reduce((sum, count) => sum + count, 0),
    },
  }
}

export const createReader = (deps: ReadDeps): Reader => {
  const { store } = deps

  const alertViews = async (alerts: readonly Alert[]): Promise<readonly AlertView[]> => {
    const shown = alerts.flatMap((alert) => {
      const state = shownState(alert.state)
      return state === null ? [] : [{ alert, state }]
    })
    if (shown.length === 0) return []
    const found = await around(deps, alerts)
    const failures = await Promise.all(shown.map(({ alert }) => store.lastFailureOf(alert.id)))
    return shown.map(({ alert, state }, index) =>
      alertView(alert, state, { ...aroundAlert(alert, found), failure: failures[index] ?? null }),
    )
  }

  return {
    integration: async (id) => {
      const found = await store.transaction(async (tx) => {
        const row = await tx.integration(id)
        return row === null ? null : { row, standing: await tx.alertsIn(standingStates, id) }
      })
      return found === null ? null : viewOf(deps, found.row, found.standing)
    },
    integrationViews: async (rows) => {
      const standing = await store.transaction((tx) => tx.alertsIn(standingStates, null))
      return rows.map((row) => viewOf(deps, row, standing))
    },
    alert: async (id) => {
      const alert = await store.transaction((tx) => tx.alert(id))
      return alert === null ? null : ((await alertViews([alert]))[0] ?? null)
    },
    integrationOfAlert: async (id) => {
      const alert = await store.transaction((tx) => tx.alert(id))
      return alert?.integrationId ?? null
    },
    personOfAlert: async (id) =>
      store.transaction(async (tx) => {
        const alert = await tx.alert(id)
        if (alert === null || !isOfAccount(alert)) return null
        return (await tx.account(alert.subject))?.userId ?? null
      }),
    alertViews,
  }
}
