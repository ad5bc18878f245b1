import { useEffect, useId, useRef } from 'react'
import styles from './dialog.module.css'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: React.ReactNode
  readonly actions: React.ReactNode
}

/** The browser's own dialog: it traps focus, closes on Escape, and gives focus back. */
export function Dialog({ title, onClose, children, actions }: DialogProps): React.ReactElement {
  const place = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = place.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={place}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === place.current) onClose()
      }}
    >
      <div className={styles.inside}>
        <h2 id={id}>{title}</h2>
        <div className={styles.text}>{children}</div>
        <div className={styles.actions}>{actions}</div>
      </div>
    </dialog>
  )
}
