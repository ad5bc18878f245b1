import type { AlertView } from '@cuemark/contract'
import { absolute, atClock, clock, relative } from '../data/format.ts'
import { useNow } from '../data/use-now.ts'
import { alertTexts } from '../texts/alerts.ts'
import styles from './alert-card.module.css'

function UsableAgain({ alert, at }: { readonly alert: AlertView; readonly at: number }): React.ReactElement {
  const now = useNow()
  const away = relative(at, now)
  const text = at <= now ? alertTexts.usableAgainPast(away) : alertTexts.usableAgain(atClock(at, now), away)
  return (
    <span title={absolute(at)}>
      {text}
      {alert.usableAgainBasis === 'guess' && ` ${alertTexts.usableGuess}`}
    </span>
  )
}

/** What is down is asked again on a ladder of pauses: its next rung says nothing about when it works again. */
const isLadder = ({ kind, usableAgainBasis }: AlertView): boolean =>
  usableAgainBasis === 'guess' && (kind === 'outage' || kind === 'network')

function WorksUntil({ at }: { readonly at: number }): React.ReactElement {
  const now = useNow()
  return <span title={absolute(at)}>{alertTexts.worksUntil(clock(at, now), relative(at, now))}</span>
}

function endText(alert: AlertView): string | null {
  if (alert.state === 'recovered') return alertTexts.mendedBy[alert.recoveredBy ?? ''] ?? alertTexts.mended
  return alert.state === 'dismissed' ? alertTexts.dismissedAt : null
}

/** What hangs on it, and when it works again. */
export function AlertHangs({ alert }: { readonly alert: AlertView }): React.ReactElement | null {
  const now = useNow()
  const ended = endText(alert)
  const many = alert.affected.integrations > 1
  const waits = alert.usableAgainAt !== null && ended === null && !isLadder(alert)
  const isSnoozed = alert.state === 'snoozed'
  const { people, plays } = ended === null ? alert.affected : { people: 0, plays: 0 }
  const worksUntil = ended === null && (alert.worksUntil ?? 0) > now ? alert.worksUntil : null
  if (!many && people < 2 && plays === 0 && !waits && worksUntil === null && !isSnoozed && ended === null)
    return null
  return (
    <p className={styles.hangs}>
      {many && <span>{alertTexts.affected(alert.affected.integrations)}</span>}
      {people > 1 && <span>{alertTexts.people(people)}</span>}
      {plays > 0 && <span className={styles.plays}>{alertTexts.plays(plays)}</span>}
      {waits && alert.usableAgainAt !== null && <UsableAgain alert={alert} at={alert.usableAgainAt} />}
      {worksUntil !== null && <WorksUntil at={worksUntil} />}
      {isSnoozed && (
        <span>
          {alert.snoozedUntil === null
            ? alertTexts.snoozedUntilChange
            : alertTexts.snoozedUntil(clock(alert.snoozedUntil, now))}
        </span>
      )}
      {ended !== null && (
        <span>
          {ended}
          {alert.endedAt !== null && (
            <>
              {', '}
              <time title={absolute(alert.endedAt)}>{clock(alert.endedAt, now)}</time>
            </>
          )}
        </span>
      )}
    </p>
  )
}
