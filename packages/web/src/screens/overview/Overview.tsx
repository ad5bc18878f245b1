import type { IntegrationView, OverviewView } from '@cuemark/contract'
import { Link } from '@tanstack/react-router'
import { useOverview } from '../../data/alerts.ts'
import { AlertRow } from '../../kit/AlertRow.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { EmptyPlace } from '../../kit/EmptyPlace.tsx'
import { IntegrationMarks } from '../../kit/IntegrationMarks.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { overviewTexts as texts } from '../../texts/shell.ts'
import rows from '../../kit/row.module.css'
import styles from './overview.module.css'

function wellText(integrations: readonly IntegrationView[]): string {
  const paused = integrations.filter((one) => one.state === 'paused').length
  const proved = integrations.filter((one) => one.state === 'connected').length
  if (proved + paused < integrations.length) return texts.unprovenText
  return [proved > 0 ? texts.wellText(proved) : '', paused > 0 ? texts.pausedToo(paused) : '']
    .join(' ')
    .trim()
}

function Needs({ overview }: { readonly overview: OverviewView }): React.ReactElement {
  if (overview.openAlerts === 0) {
    return (
      <div className={styles.well}>
        <h2>{texts.wellTitle}</h2>
        <p>{wellText(overview.integrations)}</p>
      </div>
    )
  }
  return (
    <Section
      title={texts.needs}
      aside={
        overview.openAlerts > overview.alerts.length && (
          <Link to="/alerts" search={{ view: 'open' }}>
            {texts.allAlerts(overview.openAlerts)}
          </Link>
        )
      }
    >
      <ul className={rows.rows}>
        {overview.alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </ul>
    </Section>
  )
}

/** Is everything well, what needs me, what is moving. */
export function Overview(): React.ReactElement {
  const { data, error, refetch } = useOverview()
  if (data === undefined) {
    return (
      <Page title={texts.title}>
        {error === null ? <RowsLoading /> : <LoadFailed error={error} onRetry={() => void refetch()} />}
      </Page>
    )
  }
  const isEmpty = data.integrations.length === 0
  return (
    <Page title={texts.title}>
      {isEmpty ? (
        <EmptyPlace title={texts.emptyTitle} text={texts.emptyText}>
          <ButtonLink to="/integrations/connect" look="main">
            {texts.connect}
          </ButtonLink>
        </EmptyPlace>
      ) : (
        <IntegrationMarks integrations={data.integrations} />
      )}
      {(!isEmpty || data.openAlerts > 0) && <Needs overview={data} />}
    </Page>
  )
}
