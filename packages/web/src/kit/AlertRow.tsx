import type { AlertView } from '@cuemark/contract'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { alertTexts } from '../texts/alerts.ts'
import { AlertPlace } from './AlertPlace.tsx'
import { AlertWord } from './AlertWord.tsx'
import { ServiceMark } from './ServiceMark.tsx'
import { Since } from './When.tsx'
import styles from './row.module.css'

function Row({ alert }: { readonly alert: AlertView }): React.ReactElement {
  return (
    <li className={styles.row}>
      <ServiceMark service={alert.service} />
      <div>
        <p className={styles.title}>
          <Link to="/alerts/$id" params={{ id: alert.id }}>
            {alert.title}
          </Link>
        </p>
        <p className={styles.soft}>
          <AlertPlace alert={alert} />
          <Since at={alert.endedAt ?? alert.openedAt} /> · {alertTexts.times(alert.count)}
          {alert.relapse && ` · ${alertTexts.relapse}`}
        </p>
        {alert.state === 'open' && <p className={styles.why}>{alert.explanation}</p>}
      </div>
      <div className={styles.end}>
        <AlertWord alert={alert} />
      </div>
    </li>
  )
}

/** An alert in one line, leading to the whole of it. Drawn again only when it changes: a history has thousands. */
export const AlertRow: React.MemoExoticComponent<typeof Row> = memo(Row)
