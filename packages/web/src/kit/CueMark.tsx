import type { Severity } from '@cuemark/contract'
import { Link } from '@tanstack/react-router'
import { grouped } from '../data/format.ts'
import { severityWords } from '../texts/words.ts'
import { shellTexts } from '../texts/shell.ts'
import styles from './cue-mark.module.css'

/** The dot in the corner of the frame: hollow when all is well, filled when somebody has to act. */
export function CueMark({
  count,
  worst,
}: {
  /** Null while it is not known. */
  readonly count: number | null
  readonly worst: Severity | null
}): React.ReactElement {
  const texts = shellTexts.mark
  const isOpen = count !== null && count > 0 && worst !== null
  const label = isOpen ? texts.open(count, severityWords[worst]) : count === 0 ? texts.well : texts.unknown
  return (
    <Link
      to="/alerts"
      search={{ view: 'open' }}
      className={`${styles.mark} ${isOpen ? (styles[worst] ?? '') : ''}`}
      aria-label={label}
      title={label}
    >
      {isOpen && <span className={styles.count}>{grouped(count)}</span>}
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" className={styles.dot}>
        <circle
          cx="12"
          cy="12"
          r="10"
          fill={isOpen ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="2"
        />
      </svg>
    </Link>
  )
}
