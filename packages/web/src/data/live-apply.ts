import type { AlertView, IntegrationView, LiveEvent, OverviewView, PlayView } from '@cuemark/contract'
import type { QueryClient } from '@tanstack/react-query'
import { keys, type AlertsView } from './keys.ts'
import { alertInPages, integrationInPages, overviewAfter, without, type Pages } from './live-cache.ts'
import { applyPlayback, playbackKeys } from './live-apply-playback.ts'
import { unsayOvertaken, unsayRemoved } from './messages.ts'

/** Figures that a page cannot count by itself are read again at most this often while changes rain. */
const rereadMs = 400

const alertViews: readonly AlertsView[] = ['open', 'snoozed', 'history']

function eachAlertList(
  cache: QueryClient,
  change: (data: Pages<AlertView>, view: AlertsView, integrationId: string | null) => Pages<AlertView>,
): void {
  for (const [key, data] of cache.getQueriesData<Pages<AlertView>>({ queryKey: [...keys.alerts, 'list'] })) {
    const view = alertViews.find((one) => one === key[2])
    if (data === undefined || view === undefined) continue
    cache.setQueryData(key, change(data, view, typeof key[3] === 'string' ? key[3] : null))
  }
}

function changeIntegrationList(
  cache: QueryClient,
  change: (data: Pages<IntegrationView>) => Pages<IntegrationView>,
): void {
  cache.setQueryData<Pages<IntegrationView>>(keys.integrationList, (data) =>
    data === undefined ? data : change(data),
  )
}

function applyAlert(cache: QueryClient, alert: AlertView): void {
  unsayOvertaken(alert)
  eachAlertList(cache, (data, view, integrationId) => alertInPages(data, alert, view, integrationId))
  const known = cache.getQueryData<AlertView>(keys.alert(alert.id))
  if (known === undefined || alert.version >= known.version) cache.setQueryData(keys.alert(alert.id), alert)
  if (known?.state !== alert.state) void cache.invalidateQueries({ queryKey: keys.alertEvents(alert.id) })
}

function applyIntegration(cache: QueryClient, integration: IntegrationView): void {
  changeIntegrationList(cache, (data) => integrationInPages(data, integration))
  cache.setQueryData<IntegrationView>(keys.integration(integration.id), (old) =>
    old === undefined || integration.version >= old.version ? integration : old,
  )
  void cache.invalidateQueries({ queryKey: keys.checks(integration.id) })
}

const keptPages = 4
const shortened = <T>(data: Pages<T> | undefined): Pages<T> | undefined =>
  data === undefined || data.pages.length <= keptPages
    ? data
    : { pages: data.pages.slice(0, keptPages), pageParams: data.pageParams.slice(0, keptPages) }

function rereadEverything(cache: QueryClient): void {
  // A long list would be read page by page; what was scrolled past is read again when it is scrolled to.
  cache.setQueriesData<Pages<AlertView>>({ queryKey: [...keys.alerts, 'list'] }, shortened)
  cache.setQueriesData<Pages<PlayView>>({ queryKey: [...keys.plays, 'list'] }, shortened)
  for (const queryKey of [keys.overview, keys.alerts, keys.integrations, ...playbackKeys]) {
    void cache.invalidateQueries({ queryKey })
  }
}

/** What moves tells its figures itself; only alerts and integrations change what a page cannot count. */
const changesFigures = ({ type }: LiveEvent): boolean =>
  type.startsWith('alert') || type.startsWith('integration')

/** Whether anybody can sign in at Trakt is told with the accounts. */
const changesTheApp = (event: LiveEvent): boolean =>
  event.type === 'integration' ? event.integration.service === 'trakt' : event.type === 'integration_removed'

/** Brings the query cache to what the stream tells. Returns the function to call with each event. */
export function applierFor(cache: QueryClient): (event: LiveEvent) => void {
  let waiting: ReturnType<typeof setTimeout> | null = null
  const rereadOverview = (): void => {
    waiting ??= setTimeout(() => {
      waiting = null
      void cache.invalidateQueries({ queryKey: keys.overview })
    }, rereadMs)
  }
  return (event) => {
    if (event.type === 'resync') return rereadEverything(cache)
    if (event.type === 'alert') applyAlert(cache, event.alert)
    if (event.type === 'integration') applyIntegration(cache, event.integration)
    if (event.type === 'alert_removed') {
      eachAlertList(cache, (data) => without(data, event.id))
      unsayRemoved(event.id)
    }
    if (event.type === 'integration_removed') {
      changeIntegrationList(cache, (data) => without(data, event.id))
      cache.removeQueries({ queryKey: keys.integration(event.id), type: 'inactive' })
    }
    if (changesTheApp(event)) void cache.invalidateQueries({ queryKey: keys.accounts })
    applyPlayback(cache, event)
    cache.setQueryData<OverviewView>(keys.overview, (old) =>
      old === undefined ? old : overviewAfter(old, event),
    )
    if (changesFigures(event)) rereadOverview()
  }
}
