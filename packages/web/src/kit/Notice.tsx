import { Shape, type ShapeName } from './Shape.tsx'
import styles from './notice.module.css'

export type NoticeTone = 'error' | 'warning' | 'info' | 'good'

const shapes: Record<NoticeTone, ShapeName> = {
  error: 'diamond',
  warning: 'triangle',
  info: 'disc',
  good: 'check',
}

/** A sentence that a person must not miss, beside what it concerns. */
export function Notice({
  tone,
  children,
  actions,
}: {
  readonly tone: NoticeTone
  readonly children: React.ReactNode
  readonly actions?: React.ReactNode
}): React.ReactElement {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'error' ? 'alert' : 'status'}>
      <span className={styles.shape}>
        <Shape name={shapes[tone]} />
      </span>
      <div className={styles.text}>{children}</div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
