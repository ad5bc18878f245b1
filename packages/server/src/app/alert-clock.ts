import type { Alert } from '@cuemark/domain'
import { isDown, nextTickAt } from '@cuemark/domain'
import { aboutOf, type AlertDeps, type AlertDesk, atDesk } from './alert-desk.ts'
import type { StoreTx } from './ports.ts'
import { forgetAbsent } from './record-network.ts'

/** States in which time alone can change an alert. */
const timed: readonly Alert['state'][] = ['open', 'snoozed', 'dismissed', 'held']

/** A held alert that no check has settled so long after the network's return is shown. */
const releaseAfterMs = 10 * 60_000

/**
 * Moves on what time has changed: a snooze that is over, an outage that lasts, a reset moment that is reached,
 * news that there was no room for. Answers when it should be called again; null when nothing waits for a moment.
 */
export async function tickAlerts(deps: AlertDeps): Promise<number | null> {
  return await atDesk(deps, async (tx, desk) => {
    const releaseAt = await releaseMoment(tx, desk)
    const moments: number[] = []
    for (const alert of await tx.alertsIn(timed, null)) {
      const ticked = await tick(desk, deps, alert)
      const after = await releaseWhenDue(desk, ticked, releaseAt)
      const next = nextTickAt(after, deps.policy)
      if (next !== null) moments.push(next)
      if (after.state === 'held' && releaseAt !== null) moments.push(releaseAt)
    }
    return moments.length === 0 ? null : Math.min(...moments)
  })
}

async function tick(desk: AlertDesk, { policy }: AlertDeps, alert: Alert): Promise<Alert> {
  const at = nextTickAt(alert, policy)
  if (at === null || at > desk.now) return alert
  return (await desk.send(alert, { type: 'tick' }, aboutOf(alert))) ?? alert
}

/** When held alerts are let go unchecked; null while the network is down. */
async function releaseMoment(tx: StoreTx, desk: AlertDesk): Promise<number | null> {
  const state = await forgetAbsent(tx, desk)
  return isDown(state) ? null : (state.upSinceAt ?? 0) + releaseAfterMs
}

async function releaseWhenDue(desk: AlertDesk, alert: Alert, releaseAt: number | null): Promise<Alert> {
  if (alert.state !== 'held' || releaseAt === null || releaseAt > desk.now) return alert
  return (await desk.send(alert, { type: 'release' }, aboutOf(alert))) ?? alert
}
