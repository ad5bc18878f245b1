import type { AlertView } from '@cuemark/contract'
import type { AlertActions } from './alert-actions.ts'
import type { Clock, Store } from './ports.ts'
import { AppError } from './use-cases.ts'
import type { Alerts } from './use-cases.ts'
import { alertEventView } from './views.ts'
import type { Reader } from './views-read.ts'

export interface AlertDeps {
  readonly store: Store
  readonly clock: Clock
  readonly reader: Reader
  readonly actions: Pick<AlertActions, 'dismiss' | 'restore' | 'snooze'>
}

const notFound = (): AppError => new AppError('not_found', 'This alert does not exist any more.')

const viewOf = async (deps: AlertDeps, id: string): Promise<AlertView> => {
  const view = await deps.reader.alert(id)
  if (view === null) throw notFound()
  return view
}

/** What people do with alerts. Looking first keeps hidden ones untouchable. */
export const createAlerts = (deps: AlertDeps): Alerts => {
  const acting =
    (act: (id: string) => Promise<unknown>) =>
    async (id: string): Promise<AlertView> => {
      await viewOf(deps, id)
      await act(id)
      return viewOf(deps, id)
    }
  return {
    list: async ({ view, integrationId, cursor, limit }) => {
      const page = await deps.store.alertsPage({
        view,
        integrationId: integrationId ?? null,
        cursor: cursor ?? null,
        limit,
      })
      return { items: await deps.reader.alertViews(page.items), nextCursor: page.nextCursor }
    },
    get: (id) => viewOf(deps, id),
    events: async (id) => {
      await viewOf(deps, id)
      return (await deps.store.alertEvents(id)).map((row) => alertEventView(row))
    },
    dismiss: acting((id) => deps.actions.dismiss(id)),
    restore: acting((id) => deps.actions.restore(id)),
    snooze: async (id, until) => {
      if (until !== null && until <= deps.clock.now()) {
        const text = 'Choose a moment that lies ahead.'
        throw new AppError('invalid_input', text, [{ field: 'until', text }])
      }
      return acting((alertId) => deps.actions.snooze(alertId, until))(id)
    },
  }
}
