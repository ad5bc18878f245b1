import type { IntegrationView, OverviewView } from '@cuemark/contract'
import type { Store } from './ports.ts'
import type { Reader } from './views-read.ts'

/** Worst first; more would be a second alerts page. */
const shownAlerts = 3

export interface OverviewDeps {
  readonly store: Store
  readonly reader: Reader
  readonly version: string
}

const statesWorstFirst: readonly IntegrationView['state'][] = [
  'error',
  'warning',
  'not_configured',
  'testing',
  'connected',
  'paused',
]

/** Is everything well, and what needs me. */
export const overview = async (deps: OverviewDeps): Promise<OverviewView> => {
  const { store, reader } = deps
  const rows = await store.transaction((tx) => tx.integrations())
  const integrations = await reader.integrationViews(rows)
  const page = await store.alertsPage({ view: 'open', integrationId: null, cursor: null, limit: shownAlerts })
  const counts = await store.openAlertCounts()
  const rank = (view: IntegrationView): number => statesWorstFirst.indexOf(view.state)
  return {
    integrations: integrations.toSorted((one, other) => rank(one) - rank(other)),
    alerts: [...(await reader.alertViews(page.items))],
    openAlerts: counts.total,
    worst: counts.worst,
    version: deps.version,
  }
}
