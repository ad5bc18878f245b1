import { useEffect } from 'react'
import { shellTexts } from '../texts/shell.ts'
import styles from './page.module.css'

export interface PageProps {
  readonly title: string
  readonly lead?: React.ReactNode
  /** A way back, above the title. */
  readonly above?: React.ReactNode
  /** Stands left of the title. */
  readonly mark?: React.ReactNode
  readonly actions?: React.ReactNode
  readonly children: React.ReactNode
}

/** A page with its title. The heading takes focus after a change of page. */
export function Page({ title, lead, above, mark, actions, children }: PageProps): React.ReactElement {
  useEffect(() => {
    document.title = `${title} · ${shellTexts.name}`
  }, [title])
  return (
    <>
      {above !== undefined && <div className={styles.above}>{above}</div>}
      <header className={styles.head}>
        <div className={styles.titles}>
          {mark}
          <div>
            <h1 tabIndex={-1}>{title}</h1>
            {lead !== undefined && <div className={styles.lead}>{lead}</div>}
          </div>
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </>
  )
}
