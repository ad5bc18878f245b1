import { shellTexts } from '../texts/shell.ts'
import { Button } from './Button.tsx'
import styles from './empty-place.module.css'

/** Stands where a page could not be drawn, with what a report needs. */
export function Crashed({ error }: { readonly error: unknown }): React.ReactElement {
  const texts = shellTexts.crashed
  return (
    <div className={styles.place} role="alert">
      <h1 tabIndex={-1}>{texts.title}</h1>
      <p className={styles.text}>{texts.text}</p>
      <pre>{error instanceof Error ? error.message : String(error)}</pre>
      <Button onClick={() => window.location.reload()}>{texts.again}</Button>
    </div>
  )
}
