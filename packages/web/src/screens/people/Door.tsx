import { useEffect } from 'react'
import { Logo } from '../../kit/Logo.tsx'
import { shellTexts } from '../../texts/shell.ts'
import styles from './people.module.css'

/** The page a stranger sees. */
export function Door({
  title,
  text,
  onSubmit,
  children,
}: {
  readonly title: string
  readonly text?: string
  readonly onSubmit: () => void
  readonly children: React.ReactNode
}): React.ReactElement {
  useEffect(() => {
    document.title = `${title} · ${shellTexts.name}`
  }, [title])
  return (
    <main className={styles.page}>
      <Logo />
      <div>
        <h1>{title}</h1>
        {text !== undefined && <p className={styles.lead}>{text}</p>}
      </div>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
      </form>
    </main>
  )
}
