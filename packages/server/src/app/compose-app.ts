import { createAlerts } from './alerts.ts'
import type { AlertActions } from './alert-actions.ts'
import { createBackground } from './background.ts'
import type { BackgroundDeps, BackgroundWork } from './background.ts'
import { createIntegrations } from './integrations.ts'
import { createTestsRunning } from './integrations-deps.ts'
import type { IntegrationDeps } from './integrations-deps.ts'
import { createLive } from './live.ts'
import { overview, type OverviewDeps } from './overview.ts'
import type { LiveReader } from './live-subjects.ts'
import type { App } from './use-cases.ts'
import { createReader, type Reader } from './views-read.ts'

/** What the app stands on; everything that touches the outside is handed in. */
export interface AppDeps
  extends
    Omit<IntegrationDeps, 'reader' | 'testsRunning' | 'endAlerts' | 'checkSoon'>,
    Pick<BackgroundDeps, 'random' | 'heldUntil' | 'tickAlerts' | 'policy' | 'onError'>,
    Pick<OverviewDeps, 'playing' | 'activity'> {
  readonly alertActions: AlertActions
  /** What the live stream shows besides integrations and alerts. */
  readonly around: Omit<LiveReader, keyof Reader>
  readonly version: string
}

/** What stands without accounts and plays; those have their own deps and are added at the edge. */
export type CoreApp = Omit<App, 'accounts' | 'sources' | 'intake' | 'plays'>

export interface ComposedApp {
  readonly app: CoreApp
  readonly background: BackgroundWork
  /** Ends the live stream and the background work; the store, the gateway and the recorder are the caller's. */
  close(): Promise<void>
}

/** Wires the use cases with each other. */
export const composeApp = (deps: AppDeps): ComposedApp => {
  const { store, changes, onError, alertActions } = deps
  const testsRunning = createTestsRunning()
  const reader = createReader({ ...deps, isTesting: (id) => testsRunning.has(id) })
  const background = createBackground(deps)
  const live = createLive({
    changes,
    reader: { ...deps.around, ...reader },
    clock: deps.clock,
    firstId: deps.clock.now(),
    onError,
  })
  const integrations = createIntegrations({
    ...deps,
    reader,
    testsRunning,
    endAlerts: async (id, because) => {
      await alertActions.endAll(id, because)
    },
    checkSoon: (id) => {
      background.checkSoon(id)
    },
  })
  const app: CoreApp = {
    integrations,
    alerts: createAlerts({ ...deps, reader, actions: alertActions }),
    live,
    overview: (viewer) => overview({ ...deps, reader }, viewer),
    healthy: () =>
      store.ping().then(
        () => true,
        () => false,
      ),
  }
  return {
    app,
    background,
    close: async () => {
      await background.stop()
      await live.close()
    },
  }
}
