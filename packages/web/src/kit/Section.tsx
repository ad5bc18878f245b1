import { useId } from 'react'
import styles from './page.module.css'

export interface SectionProps {
  readonly title: string
  readonly text?: string
  readonly aside?: React.ReactNode
  readonly children: React.ReactNode
}

export function Section({ title, text, aside, children }: SectionProps): React.ReactElement {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {text !== undefined && <p className={styles.sectionText}>{text}</p>}
      {children}
    </section>
  )
}
