import { isUnreachable } from '../data/client.ts'
import { shellTexts } from '../texts/shell.ts'
import { Button } from './Button.tsx'
import styles from './empty-place.module.css'

/** Says what failed. The query repeats by itself; the button is for the impatient. */
export function LoadFailed({
  error,
  onRetry,
}: {
  readonly error: Error
  readonly onRetry: () => void
}): React.ReactElement {
  const texts = shellTexts.failed
  return (
    <div className={styles.place} role="status">
      <h2 className={styles.title}>{texts.title}</h2>
      <p className={styles.text}>{isUnreachable(error) ? texts.unreachable : error.message}</p>
      <Button onClick={onRetry}>{texts.again}</Button>
    </div>
  )
}
