import type { IntegrationView } from '@cuemark/contract'
import type { Alert } from '@cuemark/domain'
import { notFound, rowOf } from './integrations-deps.ts'
import type { IntegrationDeps } from './integrations-deps.ts'
import type { IntegrationRow } from './ports.ts'
import type { Integrations } from './use-cases.ts'

const everyState: readonly Alert['state'][] = ['pending', 'held', 'open', 'recovered', 'dismissed', 'snoozed']

const viewAfter = async (deps: IntegrationDeps, id: string): Promise<IntegrationView> => {
  deps.changes.publish({ type: 'integration', integrationId: id })
  const view = await deps.reader.integration(id)
  if (view === null) throw notFound()
  return view
}

/** Changes what no form holds, so no version is asked for; whoever saves a form meanwhile is told that it is stale. */
const changeRow = (
  deps: IntegrationDeps,
  id: string,
  change: (row: IntegrationRow) => Partial<IntegrationRow> | null,
): Promise<boolean> =>
  deps.store.transaction(async (tx) => {
    const row = await tx.integration(id)
    if (row === null) throw notFound()
    const changed = change(row)
    if (changed === null) return false
    return tx.updateIntegration({
      ...row,
      ...changed,
      updatedAt: deps.clock.now(),
      version: row.version + 1,
    })
  })

const pause =
  (deps: IntegrationDeps): Integrations['pause'] =>
  async (id) => {
    const paused = await changeRow(deps, id, (row) =>
      row.pausedAt === null ? { pausedAt: deps.clock.now(), nextCheckAt: null } : null,
    )
    if (paused) await deps.endAlerts(id, 'paused')
    return viewAfter(deps, id)
  }

const resume =
  (deps: IntegrationDeps): Integrations['resume'] =>
  async (id) => {
    const resumed = await changeRow(deps, id, (row) =>
      row.pausedAt === null ? null : { pausedAt: null, nextCheckAt: deps.clock.now(), checkRung: 0 },
    )
    if (resumed) {
      deps.gateway.reset(id)
      deps.checkSoon(id)
    }
    return viewAfter(deps, id)
  }

const remove =
  (deps: IntegrationDeps): Integrations['remove'] =>
  async (id) => {
    await rowOf(deps, id)
    // First ended, so that it is no witness of the own network any more; then gone.
    await deps.endAlerts(id, 'removed')
    const alerts = await deps.store.transaction(async (tx) => {
      const all = await tx.alertsIn(everyState, null)
      await tx.deleteIntegration(id)
      return all.filter((alert) => alert.integrationId === id)
    })
    deps.gateway.reset(id)
    for (const alert of alerts) deps.changes.publish({ type: 'alert_removed', alertId: alert.id })
    deps.changes.publish({ type: 'integration_removed', integrationId: id })
  }

export const createLife = (deps: IntegrationDeps): Pick<Integrations, 'pause' | 'resume' | 'remove'> => ({
  pause: pause(deps),
  resume: resume(deps),
  remove: remove(deps),
})
