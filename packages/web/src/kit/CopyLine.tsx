import { words } from '../texts/words.ts'
import { CopyButton } from './CopyButton.tsx'
import styles from './copy-line.module.css'

/** A text to take along, with its button beside it. Long ones keep their lines. */
export function CopyLine({
  text,
  label,
  children,
}: {
  readonly text: string
  /** What it is; where it is not said beside it already. */
  readonly label?: string
  /** Text of the button. */
  readonly children?: string
}): React.ReactElement {
  return (
    <div className={styles.line}>
      {label !== undefined && <p className={styles.label}>{label}</p>}
      <pre tabIndex={0} className={styles.text}>
        {text}
      </pre>
      <CopyButton text={() => text}>{children ?? words.copy}</CopyButton>
    </div>
  )
}
