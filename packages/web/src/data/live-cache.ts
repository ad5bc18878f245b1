import type { AlertView, IntegrationView, LiveEvent, OverviewView, Severity } from '@cuemark/contract'
import type { AlertsView } from './keys.ts'
import { playingWith } from './live-playing.ts'

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}
export interface Pages<T> {
  readonly pages: readonly Page<T>[]
  readonly pageParams: readonly unknown[]
}

const weight: Record<Severity, number> = { error: 2, warning: 1, info: 0 }

/** Worst first, then the longest standing: the order in which the server tells open alerts. */
export function compareOpen(a: AlertView, b: AlertView): number {
  return weight[b.severity] - weight[a.severity] || b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1)
}

function belongsTo(alert: AlertView, view: AlertsView): boolean {
  if (view === 'history') return alert.state === 'recovered' || alert.state === 'dismissed'
  return alert.state === view
}

function place<T extends { id: string }>(
  data: Pages<T>,
  item: T,
  where: (items: readonly T[]) => number,
): Pages<T> {
  const known = data.pages.some((page) => page.items.some((old) => old.id === item.id))
  const pages = data.pages.map((page, index) => {
    if (known) return { ...page, items: page.items.map((old) => (old.id === item.id ? item : old)) }
    if (index > 0) return page
    const at = where(page.items)
    return { ...page, items: [...page.items.slice(0, at), item, ...page.items.slice(at)] }
  })
  return { ...data, pages }
}

/** Takes an item out of the pages; the same value when it was not there. */
export function without<T extends { id: string }>(data: Pages<T>, id: string): Pages<T> {
  if (!data.pages.some((page) => page.items.some((item) => item.id === id))) return data
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) })),
  }
}

/** An older version that arrives late never replaces a newer one. */
const isNewer = <T extends { version: number }>(next: T, old: T | undefined): boolean =>
  old === undefined || next.version >= old.version

function find<T extends { id: string }>(data: Pages<T>, id: string): T | undefined {
  for (const page of data.pages) {
    const found = page.items.find((item) => item.id === id)
    if (found !== undefined) return found
  }
  return undefined
}

/** One list of alerts after an alert changed: it enters, leaves, or is redrawn in its place. */
export function alertInPages(
  data: Pages<AlertView>,
  alert: AlertView,
  view: AlertsView,
  integrationId: string | null,
): Pages<AlertView> {
  if (!isNewer(alert, find(data, alert.id))) return data
  const concerns = integrationId === null || alert.integrationId === integrationId
  if (!concerns || !belongsTo(alert, view)) return without(data, alert.id)
  return place(data, alert, (items) => {
    if (view !== 'open') return 0
    const at = items.findIndex((other) => compareOpen(alert, other) < 0)
    return at === -1 ? items.length : at
  })
}

export function integrationInPages(
  data: Pages<IntegrationView>,
  integration: IntegrationView,
): Pages<IntegrationView> {
  if (!isNewer(integration, find(data, integration.id))) return data
  return place(data, integration, (items) => items.length)
}

function worstOf(alerts: readonly AlertView[]): Severity | null {
  return alerts.reduce<Severity | null>(
    (worst, alert) => (worst === null || weight[alert.severity] > weight[worst] ? alert.severity : worst),
    null,
  )
}

function overviewWithAlerts(overview: OverviewView, alerts: AlertView[], openAlerts: number): OverviewView {
  const sorted = alerts.sort(compareOpen)
  return { ...overview, alerts: sorted.slice(0, 3), openAlerts, worst: worstOf(sorted) }
}

function overviewAfterAlert(overview: OverviewView, alert: AlertView): OverviewView {
  const { alerts, openAlerts } = overview
  const known = alerts.some((one) => one.id === alert.id)
  const others = alerts.filter((one) => one.id !== alert.id)
  if (alert.state === 'open') {
    // Beyond the three on the page it cannot tell a known alert from a new one.
    const total = known || openAlerts > alerts.length ? openAlerts : openAlerts + 1
    return overviewWithAlerts(overview, [...others, alert], total)
  }
  return known ? overviewWithAlerts(overview, others, Math.max(0, openAlerts - 1)) : overview
}

function overviewAfterIntegration(overview: OverviewView, changed: IntegrationView): OverviewView {
  const { integrations } = overview
  const known = integrations.some((one) => one.id === changed.id)
  return {
    ...overview,
    integrations: known
      ? integrations.map((one) => (one.id === changed.id ? changed : one))
      : [...integrations, changed],
  }
}

type PlayingEvent = Extract<LiveEvent, { readonly type: 'now_playing' | 'now_playing_ended' }>

function playingAfter(playing: OverviewView['playing'], event: PlayingEvent): OverviewView['playing'] {
  if (event.type === 'now_playing_ended') return playing.filter((one) => one.id !== event.id)
  return [...playingWith(playing, event.playing)].slice(0, 3)
}

/**
 * The overview after a change, at once and as well as the page can know: it holds three alerts of perhaps
 * many, so the exact figures are read again shortly afterwards.
 */
export function overviewAfter(overview: OverviewView, event: LiveEvent): OverviewView {
  if (event.type === 'alert') return overviewAfterAlert(overview, event.alert)
  if (event.type === 'integration') return overviewAfterIntegration(overview, event.integration)
  if (event.type === 'integration_removed') {
    return { ...overview, integrations: overview.integrations.filter((one) => one.id !== event.id) }
  }
  if (event.type === 'activity') return { ...overview, activity: event.counts }
  if (event.type === 'now_playing' || event.type === 'now_playing_ended') {
    return { ...overview, playing: playingAfter(overview.playing, event) }
  }
  if (event.type !== 'alert_removed' || !overview.alerts.some((alert) => alert.id === event.id)) {
    return overview
  }
  const left = overview.alerts.filter((alert) => alert.id !== event.id)
  return overviewWithAlerts(overview, left, Math.max(0, overview.openAlerts - 1))
}
