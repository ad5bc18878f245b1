import type { AlertEventView, AlertView } from '@cuemark/contract'
import { useState } from 'react'
import { useAlertEvents } from '../data/alerts.ts'
import { alertTexts } from '../texts/alerts.ts'
import { EvidenceView } from './EvidenceView.tsx'
import { Since } from './When.tsx'
import styles from './alert-card.module.css'

function AlertHistory({ alert }: { readonly alert: AlertView }): React.ReactElement | null {
  const { data } = useAlertEvents(alert.id, true)
  if (data === undefined || data.length === 0) return null
  // The card bears the title already.
  const isTitle = ({ what, text }: AlertEventView): boolean => what === 'opened' && text === alert.title
  return (
    <section>
      <h3 className={styles.summary}>{alertTexts.history}</h3>
      <ol className={styles.events}>
        {data.map((event) => (
          <li key={`${event.at}-${event.what}`} className={styles.event}>
            <Since at={event.at} />
            <span>{isTitle(event) ? alertTexts.opened : event.text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Evidence and history, folded until they are wanted. */
export function AlertDetails({ alert }: { readonly alert: AlertView }): React.ReactElement {
  const [open, setOpen] = useState(false)
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{alertTexts.unfold}</summary>
      {open && (
        <div className={styles.inside}>
          <EvidenceView evidence={alert.evidence} />
          <AlertHistory alert={alert} />
        </div>
      )}
    </details>
  )
}
