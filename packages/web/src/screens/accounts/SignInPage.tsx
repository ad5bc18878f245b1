import type { SignInView } from '@cuemark/contract'
import { ButtonOut } from '../../kit/ButtonOut.tsx'
import { CopyLine } from '../../kit/CopyLine.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { signInAtTexts } from '../../texts/sign-in-at.ts'
import { SignInOtherwise } from './SignInOtherwise.tsx'
import { SignInWaits } from './SignInWaits.tsx'
import styles from './sign-in.module.css'

const texts = signInAtTexts.page

/** The redirect address beside the one in use: where they differ, the way back leads elsewhere. */
function Redirect({ redirectUri }: { readonly redirectUri: string }): React.ReactElement {
  const here = window.location.origin
  return (
    <>
      <CopyLine label={texts.redirect} text={redirectUri}>
        {texts.copy}
      </CopyLine>
      {redirectUri.startsWith(`${here}/`) ? (
        <Notice tone="good">{texts.same}</Notice>
      ) : (
        <Notice tone="warning">{texts.differs(here)}</Notice>
      )}
    </>
  )
}

/** Signing in by the service's own page, which sends the browser back. */
export function SignInPage({
  signIn,
  onCode,
  onAgain,
}: {
  readonly signIn: SignInView
  readonly onCode: () => void
  readonly onAgain: () => void
}): React.ReactElement {
  const { redirectUri, openUrl } = signIn
  return (
    <>
      <div className={styles.desk}>
        <div className={styles.main}>
          <p>{texts.text}</p>
          {redirectUri !== null && <Redirect redirectUri={redirectUri} />}
          {openUrl !== null && (
            <div>
              <ButtonOut link={openUrl} look="main" sameTab>
                {texts.open}
              </ButtonOut>
            </div>
          )}
        </div>
        <SignInWaits signIn={signIn} text={texts.waiting} />
      </div>
      <SignInOtherwise
        signIn={signIn}
        instead={signInAtTexts.codeInstead}
        onInstead={onCode}
        onAgain={onAgain}
      />
    </>
  )
}
