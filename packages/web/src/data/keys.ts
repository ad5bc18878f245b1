export type AlertsView = 'open' | 'snoozed' | 'history'

/** Names of what is kept in the query cache. The first word is what is swept when the live stream lost events. */
export const keys = {
  session: ['session'],
  sessions: ['sessions'],
  overview: ['overview'],
  integrations: ['integrations'],
  integrationList: ['integrations', 'list'],
  integration: (id: string) => ['integrations', 'one', id],
  checks: (id: string) => ['integrations', 'checks', id],
  facts: (id: string) => ['facts', id],
  alerts: ['alerts'],
  alertList: (view: AlertsView, integrationId?: string) => ['alerts', 'list', view, integrationId ?? null],
  alert: (id: string) => ['alerts', 'one', id],
  alertEvents: (id: string) => ['alerts', 'events', id],
} as const
