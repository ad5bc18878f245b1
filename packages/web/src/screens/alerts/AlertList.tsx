import { Link, useSearch } from '@tanstack/react-router'
import { useAlerts } from '../../data/alerts.ts'
import type { AlertsView } from '../../data/keys.ts'
import { AlertCard } from '../../kit/AlertCard.tsx'
import { AlertRow } from '../../kit/AlertRow.tsx'
import { EmptyPlace } from '../../kit/EmptyPlace.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { MoreRows } from '../../kit/MoreRows.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import rows from '../../kit/row.module.css'
import tabs from '../../kit/tabs.module.css'
import { alertTexts as texts } from '../../texts/alerts.ts'

const views = ['open', 'snoozed', 'history'] as const

function Views(): React.ReactElement {
  return (
    <nav className={tabs.tabs} aria-label={texts.views}>
      {views.map((view) => (
        <Link
          key={view}
          to="/alerts"
          search={{ view }}
          className={tabs.tab}
          activeProps={{ 'aria-current': 'page' }}
        >
          {texts.tabs[view]}
        </Link>
      ))}
    </nav>
  )
}

function List({ view }: { readonly view: AlertsView }): React.ReactElement {
  const list = useAlerts(view)
  const { data, error, refetch } = list
  if (data === undefined) {
    return error === null ? (
      <RowsLoading height={view === 'history' ? 72 : 240} />
    ) : (
      <LoadFailed error={error} onRetry={() => void refetch()} />
    )
  }
  const alerts = data.pages.flatMap((page) => page.items)
  if (alerts.length === 0) return <EmptyPlace {...texts.empty[view]} />
  return (
    <>
      {view === 'history' ? (
        <ul className={rows.rows}>
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ul>
      ) : (
        alerts.map((alert, index) => (
          <AlertCard key={alert.id} alert={alert} main={index === 0 && view === 'open'} />
        ))
      )}
      <MoreRows list={list} />
    </>
  )
}

/** Standing problems, those silenced for a while, and those that are over. */
export function AlertList(): React.ReactElement {
  const { view } = useSearch({ from: '/alerts' })
  return (
    <Page title={texts.title}>
      <Views />
      <List key={view} view={view} />
    </Page>
  )
}
