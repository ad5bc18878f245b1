import type { Alert, AlertEffect, AlertPolicy, Signal } from '@cuemark/domain'
import { advance } from '@cuemark/domain'
import type { Change, Clock, Ids, Store, Changes, StoreTx } from './ports.ts'

/** What everything that moves alerts stands on. */
export interface AlertDeps {
  readonly store: Store
  readonly changes: Changes
  readonly clock: Clock
  readonly ids: Ids
  readonly policy: AlertPolicy
}

/** Alerts are moved only here: what `advance` decides is written whole, in the transaction that it belongs to. */
export interface AlertDesk {
  /** One moment for all that is decided in the transaction. */
  readonly now: number
  /** Sends a signal to the newest occurrence of a problem, or begins one about `subject`. */
  send(alert: Alert | null, signal: Signal, about: About): Promise<Alert | null>
  /** A check of this integration is due now. */
  checkNow(integrationId: string): Promise<void>
  /** To be published once the transaction is durable. */
  changes(): readonly Change[]
}

export interface About {
  readonly subject: string
  readonly integrationId: string | null
  /** True while the own network's alert stands for it. */
  readonly covered?: boolean
}

export function aboutOf(alert: Alert): About {
  return { subject: alert.subject, integrationId: alert.integrationId }
}

/** True where it is about one person's account, and not about the integration or the own network as a whole. */
export function isOfAccount({ subject, integrationId }: Pick<Alert, 'subject' | 'integrationId'>): boolean {
  return integrationId !== null && subject !== integrationId
}

export function createAlertDesk(tx: StoreTx, { clock, ids, policy }: Omit<AlertDeps, 'store'>): AlertDesk {
  const now = clock.now()
  const effectsByAlert = new Map<string, readonly AlertEffect[]>()
  const checked = new Set<string>()
  const touched = new Set<string>()
  const accounts = new Map<string, string>()
  const checkNow = async (integrationId: string): Promise<void> => {
    if (checked.has(integrationId)) return
    checked.add(integrationId)
    touched.add(integrationId)
    await tx.noteCheck(integrationId, { nextCheckAt: now })
  }
  return {
    now,
    checkNow,
    send: async (before, signal, { subject, integrationId, covered = false }) => {
      const step = advance(before, signal, {
        about: { subject, integrationId },
        now,
        policy,
        newId: () => ids.next(),
        covered,
      })
      const { alert, effects } = step
      if (alert === null || alert === before) return alert
      await tx.putAlert(alert)
      for (const effect of effects) {
        if (effect.type === 'check_now') {
          if (alert.integrationId !== null) await checkNow(alert.integrationId)
        } else await write(tx, alert.id, effect, now, ids)
      }
      // Its card tells how many alerts are open.
      if (effects.length > 0 && alert.integrationId !== null) {
        touched.add(alert.integrationId)
        const account = isOfAccount(alert) ? await tx.account(alert.subject) : null
        if (account !== null) accounts.set(account.id, account.userId)
      }
      effectsByAlert.set(alert.id, [...(effectsByAlert.get(alert.id) ?? []), ...effects])
      return alert
    },
    changes: () => [
      ...[...effectsByAlert].map(([alertId, effects]): Change => ({ type: 'alert', alertId, effects })),
      ...[...touched].map((integrationId): Change => ({ type: 'integration', integrationId })),
      ...[...accounts].map(([accountId, userId]): Change => ({ type: 'account', accountId, userId })),
    ],
  }
}

async function write(
  tx: StoreTx,
  alertId: string,
  effect: Exclude<AlertEffect, { type: 'check_now' }>,
  at: number,
  ids: Ids,
): Promise<void> {
  if (effect.type === 'event') await tx.addAlertEvent({ alertId, at, what: effect.what, text: effect.text })
  else await tx.addOutbox({ id: ids.next(), at, topic: 'alert', payload: { alertId, what: effect.what } })
}

/** One transaction with a desk; what it changed is told after it is durable. */
export async function atDesk<T>(
  deps: AlertDeps,
  work: (tx: StoreTx, desk: AlertDesk) => Promise<T>,
): Promise<T> {
  const done = await deps.store.transaction(async (tx) => {
    // Made anew for each try, so that a transaction that is run again tells nothing twice.
    const desk = createAlertDesk(tx, deps)
    const value = await work(tx, desk)
    return { value, changes: desk.changes() }
  })
  for (const change of done.changes) deps.changes.publish(change)
  return done.value
}
