import type { AlertView } from '@cuemark/contract'
import type { AlertActions } from './alert-actions.ts'
import type { Clock, Store } from './ports.ts'
import { AppError } from './use-cases.ts'
import type { Alerts } from './use-cases.ts'
import type { Viewer } from './use-cases-plays.ts'
import { alertEventView } from './views.ts'
import type { Reader } from './views-read.ts'

export interface AlertDeps {
  readonly store: Store
  readonly clock: Clock
  readonly reader: Reader
  readonly actions: Pick<AlertActions, 'dismiss' | 'restore' | 'snooze'>
}

const notFound = (): AppError => new AppError('not_found', 'This alert does not exist any more.')

/** What a person may see alerts about: the own accounts; null for all. */
export const subjectsFor = async (
  { store }: Pick<AlertDeps, 'store'>,
  viewer: Viewer,
): Promise<readonly string[] | null> => {
  if (viewer.role === 'administrator') return null
  const accounts = await store.transaction((tx) => tx.accounts({ userId: viewer.id }))
  return accounts.map((account) => account.id)
}

const viewOf = async (deps: AlertDeps, viewer: Viewer, id: string): Promise<AlertView> => {
  const subjects = await subjectsFor(deps, viewer)
  const view = await deps.reader.alert(id)
  if (view === null) throw notFound()
  if (subjects !== null && !subjects.includes(view.accountId ?? '')) throw notFound()
  return view
}

/** What people do with alerts. Looking first keeps hidden ones untouchable. */
export const createAlerts = (deps: AlertDeps): Alerts => {
  const acting =
    (act: (id: string) => Promise<unknown>) =>
    async (viewer: Viewer, id: string): Promise<AlertView> => {
      await viewOf(deps, viewer, id)
      await act(id)
      return viewOf(deps, viewer, id)
    }
  return {
    list: async (viewer, { view, integrationId, cursor, limit }) => {
      const page = await deps.store.alertsPage({
        view,
        integrationId: integrationId ?? null,
        subjects: await subjectsFor(deps, viewer),
        cursor: cursor ?? null,
        limit,
      })
      return { items: await deps.reader.alertViews(page.items), nextCursor: page.nextCursor }
    },
    get: (viewer, id) => viewOf(deps, viewer, id),
    events: async (viewer, id) => {
      await viewOf(deps, viewer, id)
      return (await deps.store.alertEvents(id)).map((row) => alertEventView(row))
    },
    dismiss: acting((id) => deps.actions.dismiss(id)),
    restore: acting((id) => deps.actions.restore(id)),
    snooze: async (viewer, id, until) => {
      if (until !== null && until <= deps.clock.now()) {
        const text = 'Choose a moment that lies ahead.'
        throw new AppError('invalid_input', text, [{ field: 'until', text }])
      }
      return acting((alertId) => deps.actions.snooze(alertId, until))(viewer, id)
    },
  }
}
