import type { ActivityCounts, ActivityView, PlayView } from '@cuemark/contract'
import { memo, useMemo } from 'react'
import { rowsByPage } from '../../data/live-plays.ts'
import { say } from '../../data/messages.ts'
import { useIsAdministrator } from '../../data/people.ts'
import { usePlays, useReplayAll } from '../../data/plays.ts'
import { refusedCauses } from '../../data/refused-causes.ts'
import { Button } from '../../kit/Button.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { MoreRows } from '../../kit/MoreRows.tsx'
import { PlayRow } from '../../kit/PlayRow.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import rows from '../../kit/row.module.css'
import { When } from '../../kit/When.tsx'
import { activityTexts as texts } from '../../texts/activity.ts'
import { alertTexts } from '../../texts/alerts.ts'
import { EmptyPlays } from './EmptyPlays.tsx'
import { PlayDo } from './PlayDo.tsx'
import styles from './activity.module.css'

/** Sends what was refused again: all of it, or that of one cause where several stand here. */
function Replay({
  plays,
  personId,
}: {
  readonly plays: readonly PlayView[]
  readonly personId: string | null
}): React.ReactElement | null {
  const replay = useReplayAll()
  const causes = refusedCauses(plays)
  if (causes.length === 0) return null
  // By its promise: callbacks of `mutate` are dropped with these buttons, which go with the last refused play.
  const send = (cause?: string): void =>
    void replay
      .mutateAsync({ ...(cause === undefined ? {} : { cause }), ...(personId === null ? {} : { personId }) })
      .then(
        ({ replayed }) => say(texts.replayed(replayed)),
        (error: Error) => say(alertTexts.failed(error.message), { tone: 'error' }),
      )
  return (
    <div className={styles.tools}>
      <Button loading={replay.isPending} onClick={() => send()}>
        {texts.replayAll}
      </Button>
      {causes.length > 1 &&
        causes.map(({ cause, title }) => (
          <Button key={cause} look="quiet" disabled={replay.isPending} onClick={() => send(cause)}>
            {texts.replayCause(title)}
          </Button>
        ))}
    </div>
  )
}

function Waiting({ counts }: { readonly counts: ActivityCounts }): React.ReactElement | null {
  if (counts.waiting === 0) return null
  return (
    <p className={styles.soft}>
      {texts.counts.waiting(counts.waiting)}
      {counts.nextAt !== null && (
        <>
          , {texts.counts.next} <When at={counts.nextAt} />
        </>
      )}
    </p>
  )
}

const RowDo = ({ play }: { readonly play: PlayView }): React.ReactElement => <PlayDo play={play} isRow />

/** About the height of a row, for what has not been in sight yet. */
const rowHeightPx = 81

/**
 * The rows of one page. Out of sight they cost nothing together, where ten thousand that stand alone would be looked
 * at one by one with every scroll; and a change on one page draws no other.
 */
const Rows = memo(function Rows({
  plays,
  showsPerson,
  hasButtons,
}: {
  readonly plays: readonly PlayView[]
  readonly showsPerson: boolean
  readonly hasButtons: boolean
}): React.ReactElement | null {
  if (plays.length === 0) return null
  return (
    <ul
      className={`${rows.rows} ${styles.page}`}
      style={{ containIntrinsicBlockSize: `auto ${plays.length * rowHeightPx}px` }}
    >
      {plays.map((play) => (
        <PlayRow
          key={play.id}
          play={play}
          showsPerson={showsPerson}
          {...(hasButtons ? { Under: RowDo } : {})}
        />
      ))}
    </ul>
  )
})

/** One list of plays, page by page. */
export function PlayList({
  view,
  personId,
  counts,
}: {
  readonly view: ActivityView
  readonly personId: string | null
  readonly counts: ActivityCounts | null
}): React.ReactElement {
  const list = usePlays({ view, personId })
  const isAdministrator = useIsAdministrator()
  const { data, error, refetch } = list
  const pages = useMemo(() => (data === undefined ? [] : rowsByPage(data)), [data])
  if (data === undefined) {
    return error === null ? (
      <RowsLoading count={6} height={80} />
    ) : (
      <LoadFailed error={error} onRetry={() => void refetch()} />
    )
  }
  if (pages.every((plays) => plays.length === 0)) return <EmptyPlays view={view} personId={personId} />
  return (
    <>
      {view === 'waiting' && counts !== null && <Waiting counts={counts} />}
      {view === 'attention' && <Replay plays={pages.flat()} personId={personId} />}
      {pages.map((plays, index) => (
        <Rows
          // oxlint-disable-next-line react/no-array-index-key -- pages are only added at the end
          key={index}
          plays={plays}
          showsPerson={isAdministrator && personId === null}
          hasButtons={view === 'attention'}
        />
      ))}
      <MoreRows list={list} />
    </>
  )
}
