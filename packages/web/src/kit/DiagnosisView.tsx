import type { DiagnosisView as Diagnosis } from '@cuemark/contract'
import { confidenceWords } from '../texts/words.ts'
import { formTexts } from '../texts/integrations.ts'
import { RemedySteps } from './RemedySteps.tsx'
import styles from './diagnosis.module.css'

/** What a failure means and what to do about it. */
export function DiagnosisView({ diagnosis }: { readonly diagnosis: Diagnosis }): React.ReactElement {
  return (
    <div className={styles.diagnosis}>
      <h3 className={styles.title}>{diagnosis.title}</h3>
      <p className={styles.why}>{diagnosis.explanation}</p>
      <RemedySteps steps={diagnosis.remedy} />
      {diagnosis.confidence !== 'certain' && (
        <p className={styles.soft}>{confidenceWords[diagnosis.confidence]}</p>
      )}
      {diagnosis.evidence.length > 0 && (
        <details>
          <summary className={styles.soft}>{formTexts.evidence}</summary>
          <ul className={styles.signs}>
            {diagnosis.evidence.map((item) => (
              <li key={`${item.part} ${item.text}`}>{item.text}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
