import type { ActivityCounts, ActivityView } from '@cuemark/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { grouped } from '../../data/format.ts'
import { useIsAdministrator } from '../../data/people.ts'
import { usePlaying } from '../../data/plays.ts'
import { Button } from '../../kit/Button.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { NowPlaying } from '../../kit/NowPlaying.tsx'
import { Page } from '../../kit/Page.tsx'
import { PersonChoice } from '../../kit/PersonChoice.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import tabs from '../../kit/tabs.module.css'
import { activityTexts as texts } from '../../texts/activity.ts'
import { MarkDialog } from './MarkDialog.tsx'
import { PlayList } from './PlayList.tsx'
import styles from './activity.module.css'

const views = ['all', 'waiting', 'attention', 'delivered'] as const satisfies readonly ActivityView[]

function Views({ counts }: { readonly counts: ActivityCounts | null }): React.ReactElement {
  const { person } = useSearch({ from: '/activity' })
  const counted: Partial<Record<ActivityView, number>> =
    counts === null ? {} : { waiting: counts.waiting, attention: counts.attention }
  return (
    <nav className={`${tabs.tabs} ${styles.views}`} aria-label={texts.views}>
      {views.map((view) => {
        const count = counted[view] ?? 0
        return (
          <Link
            key={view}
            to="/activity"
            search={{ view, ...(person === undefined ? {} : { person }) }}
            className={tabs.tab}
            activeProps={{ 'aria-current': 'page' }}
          >
            {texts.tabs[view]}
            {count > 0 && <span className={styles.count}> {grouped(count)}</span>}
          </Link>
        )
      })}
    </nav>
  )
}

function On({ personId }: { readonly personId: string | null }): React.ReactElement {
  const { data, error, refetch } = usePlaying(personId)
  const isAdministrator = useIsAdministrator()
  return (
    <section className={styles.on} aria-label={texts.nowPlaying}>
      <h2>{texts.nowPlaying}</h2>
      {data !== undefined && (
        <NowPlaying items={data.items} showsPerson={isAdministrator && personId === null} />
      )}
      {data === undefined && error === null && <RowsLoading count={1} height={72} />}
      {data === undefined && error !== null && <LoadFailed error={error} onRetry={() => void refetch()} />}
    </section>
  )
}

/** What is on, what waits and why, what needs somebody, what arrived. */
export function Activity(): React.ReactElement {
  const { view, person } = useSearch({ from: '/activity' })
  const navigate = useNavigate({ from: '/activity' })
  const [marking, setMarking] = useState(false)
  const personId = person ?? null
  const counts = usePlaying(personId).data?.counts ?? null
  return (
    <Page
      title={texts.title}
      actions={
        <>
          <Button onClick={() => setMarking(true)}>{texts.mark}</Button>
          <ButtonLink to="/activity/backfill">{texts.backfill}</ButtonLink>
        </>
      }
    >
      <div className={styles.filter}>
        <PersonChoice
          personId={personId}
          onChoose={(next) =>
            void navigate({ search: { view, ...(next === null ? {} : { person: next }) }, replace: true })
          }
        />
      </div>
      <On personId={personId} />
      <Views counts={counts} />
      <PlayList key={`${view} ${person ?? ''}`} view={view} personId={personId} counts={counts} />
      {marking && <MarkDialog onClose={() => setMarking(false)} />}
    </Page>
  )
}
