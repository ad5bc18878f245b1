import type { StuckResult } from '@cuemark/services/stuck'
import { signInAtTexts } from '../texts/sign-in-at.ts'
import { confidenceWords } from '../texts/words.ts'
import { Button } from './Button.tsx'
import { ButtonOut } from './ButtonOut.tsx'
import { CopyLine } from './CopyLine.tsx'
import { RemedySteps } from './RemedySteps.tsx'
import styles from './stuck-tree.module.css'

const texts = signInAtTexts.stuck

/** The step that fits what is on the screen, with the right link where a wrong one is the fault. */
export function StuckAnswer({
  result: { diagnosis, correctedUrl },
  onAgain,
}: {
  readonly result: StuckResult
  readonly onAgain: (() => void) | undefined
}): React.ReactElement {
  return (
    <div className={styles.answer}>
      <p className={styles.why}>{diagnosis.explanation}</p>
      <RemedySteps steps={diagnosis.remedy} />
      {correctedUrl !== null && (
        <>
          <CopyLine label={texts.corrected} text={correctedUrl} />
          <div>
            <ButtonOut link={correctedUrl} look="main">
              {texts.openCorrected}
            </ButtonOut>
          </div>
        </>
      )}
      {diagnosis.confidence === 'guess' && <p className={styles.soft}>{confidenceWords.guess}</p>}
      {onAgain !== undefined && diagnosis.remedy.some(({ action }) => action === 'sign_in_again') && (
        <div>
          <Button onClick={onAgain}>{signInAtTexts.again}</Button>
        </div>
      )}
    </div>
  )
}
