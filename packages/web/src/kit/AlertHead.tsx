import type { AlertView } from '@cuemark/contract'
import { absolute, clock } from '../data/format.ts'
import { useNow } from '../data/use-now.ts'
import { alertTexts } from '../texts/alerts.ts'
import { AlertPlace } from './AlertPlace.tsx'
import { AlertWord } from './AlertWord.tsx'
import { ServiceMark } from './ServiceMark.tsx'
import { Since } from './When.tsx'
import styles from './alert-card.module.css'

/** What broke, since when, how often; a relapse is said. */
export function AlertHead({
  alert,
  id,
}: {
  readonly alert: AlertView
  readonly id: string
}): React.ReactElement {
  const now = useNow()
  return (
    <header className={styles.head}>
      <ServiceMark service={alert.service} />
      <div>
        <h2 id={id} className={styles.title}>
          {alert.title}
        </h2>
        <p className={styles.when}>
          <AlertPlace alert={alert} />
          {alertTexts.since}{' '}
          <time dateTime={new Date(alert.openedAt).toISOString()} title={absolute(alert.openedAt)}>
            {clock(alert.openedAt, now)}
          </time>
          , <Since at={alert.openedAt} /> · {alertTexts.times(alert.count)}
          {alert.relapse && (
            <>
              {' · '}
              <span className={styles.relapse}>{alertTexts.relapse}</span>
            </>
          )}
        </p>
      </div>
      <div className={styles.word}>
        <AlertWord alert={alert} />
      </div>
    </header>
  )
}
