import { CopyLine } from './CopyLine.tsx'
import { OutsideLink } from './OutsideLink.tsx'
import styles from './alert-card.module.css'

interface Step {
  readonly text: string
  readonly link?: string | undefined
  readonly copy?: string | undefined
}

/** What to do, in order. */
export function RemedySteps({ steps }: { readonly steps: readonly Step[] }): React.ReactElement | null {
  if (steps.length === 0) return null
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.text} className={styles.step}>
          <span>
            {step.text}
            {step.link !== undefined && (
              <>
                {' '}
                <OutsideLink link={step.link} />
              </>
            )}
          </span>
          {step.copy !== undefined && (
            <div className={styles.copy}>
              <CopyLine text={step.copy} />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
