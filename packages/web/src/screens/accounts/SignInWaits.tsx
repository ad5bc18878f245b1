import type { SignInView } from '@cuemark/contract'
import { clockLeft, shareLeft } from '../../data/countdown.ts'
import { useCancelSignIn } from '../../data/accounts.ts'
import { say } from '../../data/messages.ts'
import { useSecond } from '../../data/use-now.ts'
import { Button } from '../../kit/Button.tsx'
import { Shape } from '../../kit/Shape.tsx'
import { alertTexts } from '../../texts/alerts.ts'
import { signInAtTexts as texts } from '../../texts/sign-in-at.ts'
import styles from './sign-in.module.css'

/** How long is left, and the quiet sign that somebody is asking. */
export function SignInWaits({
  signIn,
  text,
}: {
  readonly signIn: SignInView
  readonly text: string
}): React.ReactElement {
  const now = useSecond()
  const cancel = useCancelSignIn()
  const { createdAt, expiresAt } = signIn
  return (
    <div className={styles.waits}>
      <div className={styles.bar} aria-hidden="true">
        <div
          className={styles.rest}
          style={{ inlineSize: `${shareLeft(createdAt, expiresAt, now) * 100}%` }}
        />
      </div>
      <div className={styles.waitsLine}>
        <span className={styles.asking} role="status">
          <Shape name="dashed" />
          {text}
        </span>
        <span role="timer">{texts.left(clockLeft(expiresAt, now))}</span>
        <Button
          look="quiet"
          loading={cancel.isPending}
          onClick={() =>
            cancel.mutate(signIn.id, {
              onError: (error) => say(alertTexts.failed(error.message), { tone: 'error' }),
            })
          }
        >
          {texts.stop}
        </Button>
      </div>
    </div>
  )
}
