import { createAlerts } from './alerts.ts'
import type { AlertActions } from './alert-actions.ts'
import { createBackground } from './background.ts'
import type { BackgroundDeps, BackgroundWork } from './background.ts'
import { createIntegrations } from './integrations.ts'
import { createTestsRunning } from './integrations-deps.ts'
import type { IntegrationDeps } from './integrations-deps.ts'
import { createLive } from './live.ts'
import { overview } from './overview.ts'
import type { App } from './use-cases.ts'
import { createReader } from './views-read.ts'

/** What the app stands on; everything that touches the outside is handed in. */
export interface AppDeps
  extends
    Omit<IntegrationDeps, 'reader' | 'testsRunning' | 'endAlerts' | 'checkSoon'>,
    Pick<BackgroundDeps, 'random' | 'heldUntil' | 'tickAlerts' | 'policy' | 'onError'> {
  readonly alertActions: AlertActions
  readonly version: string
}

export interface ComposedApp {
  readonly app: App
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
  const live = createLive({ changes, reader, firstId: deps.clock.now(), onError })
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
  const app: App = {
    integrations,
    alerts: createAlerts({ ...deps, reader, actions: alertActions }),
    live,
    overview: () => overview({ store, reader, version: deps.version }),
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
