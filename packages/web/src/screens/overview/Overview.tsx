import type { IntegrationView, OverviewView } from '@cuemark/contract'
import { Link } from '@tanstack/react-router'
import { useAccounts } from '../../data/accounts.ts'
import { useOverview } from '../../data/alerts.ts'
import { useIsAdministrator } from '../../data/people.ts'
import { AlertRow } from '../../kit/AlertRow.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { EmptyPlace } from '../../kit/EmptyPlace.tsx'
import { IntegrationMarks } from '../../kit/IntegrationMarks.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { NowPlaying } from '../../kit/NowPlaying.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { activityTexts } from '../../texts/activity.ts'
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
  const isAdministrator = useIsAdministrator()
  if (overview.openAlerts === 0) {
    return (
      <div className={styles.well}>
        <h2>{texts.wellTitle}</h2>
        <p>{isAdministrator ? wellText(overview.integrations) : texts.memberWell}</p>
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

/** What is on, and how much waits, in a few lines. */
function Moving({ overview }: { readonly overview: OverviewView }): React.ReactElement {
  const { playing, activity } = overview
  const isAdministrator = useIsAdministrator()
  const isStill = playing.length === 0 && activity.waiting === 0 && activity.attention === 0
  return (
    <Section
      title={texts.moving}
      aside={
        <Link to="/activity" search={{ view: 'all' }}>
          {texts.allActivity}
        </Link>
      }
    >
      {isStill && <p className={styles.soft}>{texts.nothingMoves}</p>}
      {playing.length > 0 && <NowPlaying items={playing} showsPerson={isAdministrator} />}
      <div className={styles.counts}>
        {activity.waiting > 0 && (
          <Link to="/activity" search={{ view: 'waiting' }}>
            {activityTexts.counts.waiting(activity.waiting)}
          </Link>
        )}
        {activity.attention > 0 && (
          <Link to="/activity" search={{ view: 'attention' }}>
            {activityTexts.counts.attention(activity.attention)}
          </Link>
        )}
      </div>
    </Section>
  )
}

/** What an administrator connects first; a member links an own account and adds a player. */
function FirstStep({ isAdministrator }: { readonly isAdministrator: boolean }): React.ReactElement {
  if (isAdministrator) {
    return (
      <EmptyPlace title={texts.emptyTitle} text={texts.emptyText}>
        <ButtonLink to="/integrations/connect" look="main">
          {texts.connect}
        </ButtonLink>
      </EmptyPlace>
    )
  }
  return (
    <EmptyPlace title={texts.memberEmptyTitle} text={texts.memberEmptyText}>
      <div className={styles.counts}>
        <ButtonLink to="/accounts/$service/sign-in" params={{ service: 'trakt' }} look="main">
          {texts.linkTrakt}
        </ButtonLink>
        <ButtonLink to="/sources/add">{texts.addSource}</ButtonLink>
      </div>
    </EmptyPlace>
  )
}

function Whole({ overview }: { readonly overview: OverviewView }): React.ReactElement {
  const isAdministrator = useIsAdministrator()
  // Members see no integrations; for them it is their accounts that are there or not.
  const accounts = useAccounts().data?.items
  const isEmpty = isAdministrator ? overview.integrations.length === 0 : accounts?.length === 0
  return (
    <Page title={texts.title}>
      {isEmpty && <FirstStep isAdministrator={isAdministrator} />}
      {!isEmpty && isAdministrator && <IntegrationMarks integrations={overview.integrations} />}
      {(!isEmpty || overview.openAlerts > 0) && <Needs overview={overview} />}
      {(!isEmpty || overview.playing.length > 0) && <Moving overview={overview} />}
    </Page>
  )
}

/** Is everything well, what needs me, what is moving. */
export function Overview(): React.ReactElement {
  const { data, error, refetch } = useOverview()
  if (data !== undefined) return <Whole overview={data} />
  return (
    <Page title={texts.title}>
      {error === null ? <RowsLoading /> : <LoadFailed error={error} onRetry={() => void refetch()} />}
    </Page>
  )
}
