import type { AccountService } from '@cuemark/contract'
import { linkingCosts } from '@cuemark/services/linking-costs'
import { problemOf } from '../../data/client.ts'
import { Button } from '../../kit/Button.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { OutsideLink } from '../../kit/OutsideLink.tsx'
import { signInAtTexts as texts } from '../../texts/sign-in-at.ts'
import { NotReady } from './NotReady.tsx'
import styles from './sign-in.module.css'

function Costs(): React.ReactElement {
  return (
    <section className={styles.costs}>
      <h2>{linkingCosts.title}</h2>
      <ul>
        {linkingCosts.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className={styles.links}>
        {linkingCosts.links.map(({ text, link }) => (
          <span key={text}>
            {text} {link !== undefined && <OutsideLink link={link} />}
          </span>
        ))}
      </div>
    </section>
  )
}

function Refused({ error }: { readonly error: Error }): React.ReactElement {
  const problem = problemOf(error)
  if (problem?.code === 'not_connected') return <NotReady main />
  return <Notice tone="error">{`${texts.notStarted} ${problem?.detail ?? error.message}`}</Notice>
}

/** What linking may cost, said before anything is asked of the service. */
export function SignInBefore({
  service,
  isReady,
  isStarting,
  error,
  onStart,
}: {
  readonly service: AccountService
  /** False while there is no app with which anybody could sign in. */
  readonly isReady: boolean
  readonly isStarting: boolean
  readonly error: Error | null
  readonly onStart: (method: 'device' | 'code') => void
}): React.ReactElement {
  const canStart = isReady && problemOf(error)?.code !== 'not_connected'
  return (
    <>
      {service === 'trakt' ? <Costs /> : <p>{texts.stremioText}</p>}
      {(error !== null || !isReady) && (
        <div className={styles.refused}>{error === null ? <NotReady main /> : <Refused error={error} />}</div>
      )}
      {canStart && (
        <div className={styles.do}>
          <Button look="main" loading={isStarting} onClick={() => onStart('device')}>
            {texts.start}
          </Button>
          {service === 'trakt' && (
            <Button look="quiet" disabled={isStarting} onClick={() => onStart('code')}>
              {texts.pageInstead}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
