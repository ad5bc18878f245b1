import type { AlertView } from '@cuemark/contract'
import { useState } from 'react'
import { type AlertAction, useAlertAction, useOverview } from '../data/alerts.ts'
import { anHour, tomorrowMorning } from '../data/format.ts'
import { reportOf } from '../data/report.ts'
import { alertTexts } from '../texts/alerts.ts'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import styles from './alert-card.module.css'

function SnoozeChoice({
  onChoose,
}: {
  readonly onChoose: (until: number | null) => void
}): React.ReactElement {
  return (
    <div className={styles.snooze} role="group" aria-label={alertTexts.snoozeFor}>
      <span>{alertTexts.snoozeFor}</span>
      <Button look="quiet" autoFocus onClick={() => onChoose(Date.now() + anHour)}>
        {alertTexts.snoozeHour}
      </Button>
      <Button look="quiet" onClick={() => onChoose(tomorrowMorning(Date.now()))}>
        {alertTexts.snoozeTomorrow}
      </Button>
      <Button look="quiet" onClick={() => onChoose(null)}>
        {alertTexts.snoozeChange}
      </Button>
    </div>
  )
}

/** The small things: snooze, dismiss, copy. */
export function AlertFoot({ alert }: { readonly alert: AlertView }): React.ReactElement {
  const [choosing, setChoosing] = useState(false)
  const handle = useAlertAction()
  const version = useOverview().data?.version ?? ''
  const act = (action: AlertAction): void => handle.mutate({ alert, action })
  const isOpen = alert.state === 'open'
  const canRestore = alert.state === 'snoozed' || alert.state === 'dismissed'
  return (
    <footer className={styles.foot}>
      {isOpen && (
        <Button look="quiet" expanded={choosing} onClick={() => setChoosing(!choosing)}>
          {alertTexts.snooze}
        </Button>
      )}
      {isOpen && (
        <Button look="quiet" disabled={handle.isPending} onClick={() => act({ type: 'dismiss' })}>
          {alertTexts.dismiss}
        </Button>
      )}
      {canRestore && (
        <Button look="quiet" disabled={handle.isPending} onClick={() => act({ type: 'restore' })}>
          {alertTexts.restore}
        </Button>
      )}
      <CopyButton look="quiet" text={() => reportOf(alert, version)}>
        {alertTexts.copyReport}
      </CopyButton>
      {isOpen && choosing && (
        <SnoozeChoice
          onChoose={(until) => {
            setChoosing(false)
            act({ type: 'snooze', until })
          }}
        />
      )}
    </footer>
  )
}
