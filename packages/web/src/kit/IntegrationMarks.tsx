import type { IntegrationState, IntegrationView } from '@cuemark/contract'
import { Link } from '@tanstack/react-router'
import { integrationTexts } from '../texts/integrations.ts'
import { overviewTexts } from '../texts/shell.ts'
import { ServiceMark } from './ServiceMark.tsx'
import { StateWord } from './StateWord.tsx'
import styles from './integration-marks.module.css'

const atMost = 12
const urgency: Record<IntegrationState, number> = {
  error: 0,
  warning: 1,
  not_configured: 2,
  testing: 3,
  connected: 4,
  paused: 5,
}

/** Marks in a row, each with its state. Of very many, the worst and a count. */
export function IntegrationMarks({
  integrations,
}: {
  readonly integrations: readonly IntegrationView[]
}): React.ReactElement {
  const isLong = integrations.length > atMost
  const shown = isLong
    ? [...integrations].sort((a, b) => urgency[a.state] - urgency[b.state]).slice(0, atMost - 1)
    : integrations
  return (
    <ul className={styles.marks} aria-label={overviewTexts.integrations}>
      {shown.map((one) => (
        <li key={one.id}>
          <Link to="/integrations/$id" params={{ id: one.id }} className={styles.mark}>
            <ServiceMark service={one.service} />
            <span className={styles.text}>
              <span className={styles.name}>{one.name}</span>
              <StateWord state={one.state} />
            </span>
          </Link>
        </li>
      ))}
      {isLong && (
        <li>
          <Link to="/integrations" className={styles.mark}>
            <span className={styles.name}>{integrationTexts.count(integrations.length)}</span>
          </Link>
        </li>
      )}
    </ul>
  )
}
