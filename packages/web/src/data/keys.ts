import type { ActivityView } from '@cuemark/contract'

export type AlertsView = 'open' | 'snoozed' | 'history'

// Written once more: a value of the contract would bring its schemas into the first load.
export const activityViews = [
  'waiting',
  'attention',
  'delivered',
  'all',
] as const satisfies readonly ActivityView[]

/** Which plays a list holds. Null means of all. */
export interface PlaysOf {
  readonly view: ActivityView
  readonly personId: string | null
}

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
  accounts: ['accounts'],
  signIns: ['sign-ins'],
  signInList: ['sign-ins', 'list'],
  signIn: (id: string) => ['sign-ins', 'one', id],
  sources: ['sources'],
  people: ['people'],
  plays: ['plays'],
  playList: ({ view, personId }: PlaysOf) => ['plays', 'list', view, personId],
  play: (id: string) => ['plays', 'one', id],
  playEvents: (id: string) => ['plays', 'events', id],
  suggestions: (playId: string | null, text: string) => ['plays', 'suggestions', playId, text],
  playing: ['playing'],
  playingOf: (personId: string | null) => ['playing', personId],
} as const
