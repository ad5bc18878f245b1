import type { AlertView, IntegrationView } from '@cuemark/contract'
import type { Alert } from '@cuemark/domain'
import type { Manifest, ServiceId } from '@cuemark/services'
import { standingStates } from './integrations-state.ts'
import type { IntegrationRow, Store } from './ports.ts'
import { alertView, integrationView, shownState } from './views.ts'

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
  alertViews(alerts: readonly Alert[]): Promise<readonly AlertView[]>
}

const viewOf = (deps: ReadDeps, row: IntegrationRow, standing: readonly Alert[]): IntegrationView =>
  integrationView(row, {
    fields: deps.manifests[row.service].fields,
    standing: standing.filter((alert) => alert.integrationId === row.id),
    testing: deps.isTesting(row.id),
  })

/** The own network's alert stands for all whose alerts are held behind it. */
const affectedBy = (alert: Alert, held: readonly Alert[]): number =>
  alert.integrationId === null ? new Set(held.map((each) => each.integrationId)).size : 1

export const createReader = (deps: ReadDeps): Reader => {
  const { store } = deps

  const alertViews = async (alerts: readonly Alert[]): Promise<readonly AlertView[]> => {
    const shown = alerts.flatMap((alert) => {
      const state = shownState(alert.state)
      return state === null ? [] : [{ alert, state }]
    })
    const ids = new Set(shown.flatMap(({ alert }) => alert.integrationId ?? []))
    const needsHeld = shown.some(({ alert }) => alert.integrationId === null)
    const { names, held } = await store.transaction(async (tx) => {
      const rows = await Promise.all([...ids].map((id) => tx.integration(id)))
      return {
        names: new Map(rows.flatMap((row) => (row === null ? [] : [[row.id, row.name]]))),
        held: needsHeld ? await tx.alertsIn(['held'], null) : [],
      }
    })
    const failures = await Promise.all(shown.map(({ alert }) => store.lastFailureOf(alert.id)))
    return shown.map(({ alert, state }, index) =>
      alertView(alert, state, {
        integrationName: alert.integrationId === null ? null : (names.get(alert.integrationId) ?? null),
        affected: affectedBy(alert, held),
        failure: failures[index] ?? null,
      }),
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
    alertViews,
  }
}
