import type { ActivityCounts, IntegrationView, NowPlayingView, OverviewView } from '@cuemark/contract'
import { subjectsFor } from './alerts.ts'
import type { Store } from './ports.ts'
import type { Viewer } from './use-cases-plays.ts'
import type { Reader } from './views-read.ts'

/** Worst first; more would be a second alerts page. */
const shownAlerts = 3
const shownPlaying = 3

export interface OverviewDeps {
  readonly store: Store
  readonly reader: Reader
  /** What is on, and how much waits, of one person; null for all. */
  readonly playing: (userId: string | null) => Promise<readonly NowPlayingView[]>
  readonly activity: (userId: string | null) => Promise<ActivityCounts>
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

const worstFirst = (views: readonly IntegrationView[]): IntegrationView[] => {
  const rank = (view: IntegrationView): number => statesWorstFirst.indexOf(view.state)
  return views.toSorted((one, other) => rank(one) - rank(other))
}

/** Is everything well, and what needs me. A member sees the own things: integrations are the administrator's. */
export const overview = async (deps: OverviewDeps, viewer: Viewer): Promise<OverviewView> => {
  const { store, reader } = deps
  const subjects = await subjectsFor(deps, viewer)
  const userId = subjects === null ? null : viewer.id
  const rows = subjects === null ? await store.transaction((tx) => tx.integrations()) : []
  const page = await store.alertsPage({
    view: 'open',
    integrationId: null,
    subjects,
    cursor: null,
    limit: shownAlerts,
  })
  const counts = await store.openAlertCounts(subjects)
  return {
    integrations: worstFirst(await reader.integrationViews(rows)),
    alerts: [...(await reader.alertViews(page.items))],
    openAlerts: counts.total,
    worst: counts.worst,
    playing: (await deps.playing(userId)).slice(0, shownPlaying),
    activity: await deps.activity(userId),
    version: deps.version,
  }
}
