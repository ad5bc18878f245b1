import type { SignInView } from '@cuemark/contract'
import { useState } from 'react'
import { Button } from '../../kit/Button.tsx'
import { StuckTree } from '../../kit/StuckTree.tsx'
import { signInAtTexts as texts } from '../../texts/sign-in-at.ts'
import styles from './sign-in.module.css'

/** Below a sign-in that waits: the other way to sign in, and the questions for whoever is stuck at Trakt's page. */
export function SignInOtherwise({
  signIn,
  instead,
  onInstead,
  onAgain,
}: {
  readonly signIn: SignInView
  /** Text of the button for the other way. */
  readonly instead: string
  readonly onInstead: () => void
  readonly onAgain: () => void
}): React.ReactElement {
  const [isStuck, setIsStuck] = useState(false)
  return (
    <>
      <div className={styles.below}>
        <Button look="quiet" onClick={onInstead}>
          {instead}
        </Button>
        <Button look="quiet" expanded={isStuck} onClick={() => setIsStuck(!isStuck)}>
          {texts.stuck.open}
        </Button>
      </div>
      {isStuck && (
        <div className={styles.stuck}>
          <StuckTree context={signIn} onAgain={onAgain} />
        </div>
      )}
    </>
  )
}
