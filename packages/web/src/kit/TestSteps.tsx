import type { TestStepView } from '@cuemark/contract'
import { duration } from '../data/format.ts'
import type { TestRun } from '../data/test-run.ts'
import { formTexts } from '../texts/integrations.ts'
import { Button } from './Button.tsx'
import { DiagnosisView } from './DiagnosisView.tsx'
import { Shape, type ShapeName } from './Shape.tsx'
import shapes from './shapes.module.css'
import styles from './test-steps.module.css'

const looks: Record<TestStepView['state'], readonly [ShapeName, string | undefined]> = {
  passed: ['check', shapes.good],
  failed: ['diamond', shapes.error],
  warning: ['triangle', shapes.warning],
  skipped: ['dashed', shapes.neutral],
}

function Step({ step }: { readonly step: TestStepView }): React.ReactElement {
  const [shape, tone] = looks[step.state]
  return (
    <li className={styles.step} data-state={step.state}>
      <span className={`${styles.shape} ${tone ?? ''}`}>
        <Shape name={shape} />
      </span>
      <div>
        <p>
          <span className={styles.label}>{step.label}</span>
          <span className={styles.state}>{formTexts.stepStates[step.state]}</span>
          {step.durationMs !== undefined && <span className={styles.took}>{duration(step.durationMs)}</span>}
        </p>
        {step.diagnosis === undefined ? (
          <p className={styles.detail}>{step.detail}</p>
        ) : (
          <DiagnosisView diagnosis={step.diagnosis} />
        )}
      </div>
    </li>
  )
}

function outcome({ result, broken }: TestRun): string {
  if (broken !== null) return formTexts.testBroken(broken)
  if (result === null) return ''
  return result.ok ? formTexts.testPassed : formTexts.testFailed
}

/** A test as a list of steps that tick one after another. */
export function TestSteps({
  run,
  onStop,
}: {
  readonly run: TestRun
  readonly onStop: () => void
}): React.ReactElement | null {
  if (!run.running && run.steps.length === 0 && run.broken === null) return null
  return (
    <section className={styles.test} aria-label={formTexts.testTitle} aria-busy={run.running}>
      <ol className={styles.steps}>
        {run.steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
        {run.running && (
          <li className={styles.step} data-state="waiting">
            <span className={`${styles.shape} ${styles.waiting}`}>
              <Shape name="dashed" />
            </span>
            <p className={styles.detail}>
              {run.steps.length === 0 ? formTexts.testWaits : formTexts.testGoesOn}
            </p>
            <Button look="quiet" onClick={onStop}>
              {formTexts.stopTest}
            </Button>
          </li>
        )}
      </ol>
      <p className={styles.outcome} role="status">
        {outcome(run)}
      </p>
    </section>
  )
}
