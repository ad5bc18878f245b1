import type { AlertView } from '@cuemark/contract'
import { useId } from 'react'
import { alertTexts } from '../texts/alerts.ts'
import { AlertDetails } from './AlertDetails.tsx'
import { AlertDo } from './AlertDo.tsx'
import { AlertDoAccount } from './AlertDoAccount.tsx'
import { AlertFoot } from './AlertFoot.tsx'
import { AlertHangs } from './AlertHangs.tsx'
import { AlertHead } from './AlertHead.tsx'
import { RemedySteps } from './RemedySteps.tsx'
import styles from './alert-card.module.css'

/** One alert, told like a person tells it: what, why, what to do, what hangs on it, the small things. */
export function AlertCard({
  alert,
  main = false,
}: {
  readonly alert: AlertView
  readonly main?: boolean
}): React.ReactElement {
  const id = useId()
  const isOver = alert.state === 'recovered' || alert.state === 'dismissed'
  return (
    <article className={styles.card} aria-labelledby={id} data-alert={alert.id}>
      <AlertHead alert={alert} id={id} />
      <p className={styles.why}>
        {alert.explanation}
        {alert.confidence !== 'certain' && (
          <span className={styles.unsure}> {alertTexts.confidence[alert.confidence]}</span>
        )}
      </p>
      {!isOver && <RemedySteps steps={alert.remedy} />}
      {!isOver && alert.accountId !== null && (
        <AlertDoAccount alert={alert} accountId={alert.accountId} main={main} />
      )}
      {!isOver && alert.accountId === null && alert.integrationId !== null && (
        <AlertDo alert={alert} integrationId={alert.integrationId} main={main} />
      )}
      <AlertHangs alert={alert} />
      <AlertFoot alert={alert} />
      <AlertDetails alert={alert} />
    </article>
  )
}
