import type { Alert, Signal } from '@cuemark/domain'
import { aboutOf, type AlertDeps, atDesk } from './alert-desk.ts'
import { forgetAbsent } from './record-network.ts'
import { AppError } from './use-cases.ts'

/** What people do to alerts, and what ends them from outside. Durable, with events and announcements. */
export interface AlertActions {
  dismiss(alertId: string): Promise<Alert>
  restore(alertId: string): Promise<Alert>
  /** `until` null means until it changes. */
  snooze(alertId: string, until: number | null): Promise<Alert>
  /**
   * Ends what stands against an integration and the accounts that go through it: it was paused or removed, or its
   * settings were changed.
   */
  endAll(integrationId: string, because: 'paused' | 'removed' | 'changed'): Promise<void>
}

const living: readonly Alert['state'][] = ['pending', 'held', 'open', 'snoozed', 'dismissed']

export function createAlertActions(deps: AlertDeps): AlertActions {
  return {
    dismiss: (id) => act(deps, id, { type: 'dismiss' }),
    restore: (id) => act(deps, id, { type: 'restore' }),
    snooze: (id, until) => act(deps, id, { type: 'snooze', until }),
    endAll: (integrationId, because) =>
      atDesk(deps, async (tx, desk) => {
        // Other settings of the app mend nobody's sign-in.
        const concerns = (alert: Alert): boolean =>
          because === 'changed' ? alert.subject === integrationId : alert.integrationId === integrationId
        const alerts = await tx.alertsIn(living, null)
        for (const alert of alerts.filter(concerns)) {
          await desk.send(alert, { type: 'end', because }, aboutOf(alert))
        }
        if (because !== 'changed') await forgetAbsent(tx, desk)
      }),
  }
}

async function act(deps: AlertDeps, alertId: string, signal: Signal): Promise<Alert> {
  return await atDesk(deps, async (tx, desk) => {
    const alert = await tx.alert(alertId)
    if (alert === null) throw new AppError('not_found', 'This alert does not exist any more.')
    return (await desk.send(alert, signal, aboutOf(alert))) ?? alert
  })
}
