import type { AlertView } from '@cuemark/contract'
import { absolute, duration } from '../data/format.ts'
import { telling } from '../data/telling-headers.ts'
import { alertTexts } from '../texts/alerts.ts'
import styles from './evidence.module.css'

type Evidence = NonNullable<AlertView['evidence']>

function answerText(evidence: Evidence): string {
  const status = evidence.status === null ? (evidence.transport ?? alertTexts.noAnswer) : `${evidence.status}`
  const headers = telling(evidence.headers).map(([name, value]) => `${name}: ${value}`)
  const body = evidence.bodyStart === null ? [] : ['', evidence.bodyStart]
  return [status, ...headers, ...body].join('\n')
}

/** Request and answer as they were, without secrets. */
export function EvidenceView({ evidence }: { readonly evidence: Evidence | null }): React.ReactElement {
  if (evidence === null) return <p className={styles.note}>{alertTexts.evidenceNone}</p>
  const took = evidence.durationMs === null ? '' : ` · ${duration(evidence.durationMs)}`
  return (
    <section className={styles.evidence}>
      <h3>
        {alertTexts.evidence}
        <span className={styles.note}>
          {' '}
          {absolute(evidence.at)}
          {took}
        </span>
      </h3>
      {evidence.signs.length > 0 && (
        <>
          <h4>{alertTexts.signs}</h4>
          <ul className={styles.signs}>
            {evidence.signs.map((sign) => (
              <li key={sign}>{sign}</li>
            ))}
          </ul>
        </>
      )}
      {evidence.url !== null && (
        <>
          <h4>{alertTexts.request}</h4>
          <pre tabIndex={0}>{`${evidence.method ?? ''} ${evidence.url}`.trim()}</pre>
        </>
      )}
      <h4>{alertTexts.answer}</h4>
      <pre tabIndex={0}>{answerText(evidence)}</pre>
    </section>
  )
}
