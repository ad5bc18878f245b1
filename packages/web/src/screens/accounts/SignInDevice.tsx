import type { SignInView } from '@cuemark/contract'
import { ButtonOut } from '../../kit/ButtonOut.tsx'
import { CopyButton } from '../../kit/CopyButton.tsx'
import { QrCode } from '../../kit/QrCode.tsx'
import { serviceNames } from '../../texts/accounts.ts'
import { signInAtTexts as texts } from '../../texts/sign-in-at.ts'
import { SignInOtherwise } from './SignInOtherwise.tsx'
import { SignInWaits } from './SignInWaits.tsx'
import styles from './sign-in.module.css'

const bare = (address: string): string => address.replace(/^https?:\/\/(?:www\.)?/, '').replace(/[?#].*$/, '')

function Code({ code }: { readonly code: string }): React.ReactElement {
  return (
    <div className={styles.codeLine}>
      {/* Read out letter by letter. */}
      <p className={styles.code} aria-label={`${texts.code} ${code.split('').join(' ')}`}>
        {code}
      </p>
      <CopyButton text={() => code}>{texts.copyCode}</CopyButton>
    </div>
  )
}

/** A code that is entered on any device, with a countdown. */
export function SignInDevice({
  signIn,
  onPage,
  onAgain,
}: {
  readonly signIn: SignInView
  readonly onPage: () => void
  readonly onAgain: () => void
}): React.ReactElement {
  const { service, userCode, verificationUrl, openUrl } = signIn
  const address = openUrl ?? verificationUrl
  const steps = service === 'trakt' ? texts.steps : texts.stremioSteps
  return (
    <>
      <div className={styles.desk}>
        <div className={styles.main}>
          <ol className={styles.steps}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {userCode !== null && <Code code={userCode} />}
          {address !== null && (
            <div>
              <ButtonOut link={address} look="main">
                {texts.open(bare(verificationUrl ?? address))}
              </ButtonOut>
            </div>
          )}
        </div>
        {address !== null && (
          <div className={styles.qr}>
            <QrCode text={address} label={texts.qr} />
            {texts.qrText}
          </div>
        )}
        <SignInWaits signIn={signIn} text={texts.asking(serviceNames[service])} />
      </div>
      {service === 'trakt' && (
        <SignInOtherwise signIn={signIn} instead={texts.pageInstead} onInstead={onPage} onAgain={onAgain} />
      )}
    </>
  )
}
