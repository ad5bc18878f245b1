import styles from './empty-place.module.css'

export interface EmptyPlaceProps {
  readonly title: string
  readonly text: string
  readonly children?: React.ReactNode
}

/** Says what will stand here, and offers the first step. */
export function EmptyPlace({ title, text, children }: EmptyPlaceProps): React.ReactElement {
  return (
    <div className={styles.place}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      {children}
    </div>
  )
}
