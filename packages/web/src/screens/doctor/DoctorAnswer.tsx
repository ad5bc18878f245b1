import type { Diagnosis, Retry } from '@cuemark/diagnosis'
import type { Explanation } from '@cuemark/services'
import { manifests } from '@cuemark/services/manifests'
import { atClock, duration } from '../../data/format.ts'
import { useNow } from '../../data/use-now.ts'
import { CopyButton } from '../../kit/CopyButton.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { RemedySteps } from '../../kit/RemedySteps.tsx'
import { ServiceMark } from '../../kit/ServiceMark.tsx'
import { doctorTexts as texts } from '../../texts/doctor.ts'
import { confidenceWords, kindWords } from '../../texts/words.ts'
import styles from './doctor.module.css'

function retryText(retry: Retry, now: number): string {
  if (retry.when === 'never' || retry.when === 'now') return texts.retry[retry.when]
  const guess = retry.basis === 'guess' ? ` ${texts.guess}` : ''
  const text =
    retry.when === 'at' ? texts.retry.at(atClock(retry.at, now)) : texts.retry.after(duration(retry.delayMs))
  return `${text}${guess}.`
}

function Corrected({
  corrected,
}: {
  readonly corrected: NonNullable<Explanation['corrected']>
}): React.ReactElement {
  return (
    <section className={styles.corrected} aria-label={texts.corrected[corrected.what]}>
      <h2>{texts.corrected[corrected.what]}</h2>
      <p>{corrected.because}</p>
      <pre tabIndex={0}>{corrected.value}</pre>
      <CopyButton look="main" text={() => corrected.value}>
        {texts.copyCorrected}
      </CopyButton>
    </section>
  )
}

function Finding({ diagnosis }: { readonly diagnosis: Diagnosis }): React.ReactElement {
  const now = useNow()
  const service = Object.values(manifests).find((manifest) => manifest.id === diagnosis.service)
  return (
    <article className={styles.finding}>
      <header className={styles.head}>
        <ServiceMark service={diagnosis.service} />
        <div>
          <p className={styles.kind}>
            {kindWords[diagnosis.kind] ?? diagnosis.kind}
            {service !== undefined && ` · ${service.name}`}
          </p>
          <h2>{diagnosis.title}</h2>
        </div>
      </header>
      <p className={styles.why}>{diagnosis.explanation}</p>
      {diagnosis.expected && <Notice tone="good">{texts.expected}</Notice>}
      <RemedySteps steps={diagnosis.remedy} />
      <p className={styles.soft}>{retryText(diagnosis.retry, now)}</p>
      {diagnosis.probe !== undefined && (
        <p className={styles.soft}>
          {texts.probe}: {diagnosis.probe.because}
        </p>
      )}
      <div>
        <h3>{texts.evidence}</h3>
        <ul className={styles.signs}>
          {diagnosis.evidence.map((item) => (
            <li key={`${item.part} ${item.text}`}>{item.text}</li>
          ))}
        </ul>
        <p className={styles.soft}>{confidenceWords[diagnosis.confidence]}</p>
      </div>
    </article>
  )
}

/** The diagnosis of a failure of which nothing was seen: here it only means that the paste says too little. */
const sawNothing = 'http.no_evidence'

/** What was made of the paste. */
export function DoctorAnswer({ explanation }: { readonly explanation: Explanation }): React.ReactElement {
  const { corrected, healthy, readAs } = explanation
  const diagnosis = explanation.diagnosis?.cause === sawNothing ? null : explanation.diagnosis
  return (
    <>
      <p className={styles.soft}>{texts.readAs[readAs]}</p>
      {corrected !== null && <Corrected corrected={corrected} />}
      {diagnosis !== null && <Finding diagnosis={diagnosis} />}
      {diagnosis === null && healthy && <Notice tone="good">{texts.healthy}</Notice>}
      {diagnosis === null && !healthy && corrected === null && <Notice tone="info">{texts.nothing}</Notice>}
    </>
  )
}
