import styles from './task-rows.module.css'

/** Things that can be done, each with what it does. */
export function TaskRows({ children }: { readonly children: React.ReactNode }): React.ReactElement {
  return <div className={styles.rows}>{children}</div>
}

export function TaskRow({
  text,
  children,
}: {
  readonly text: string
  readonly children: React.ReactNode
}): React.ReactElement {
  return (
    <div className={styles.row}>
      <p>{text}</p>
      {children}
    </div>
  )
}
