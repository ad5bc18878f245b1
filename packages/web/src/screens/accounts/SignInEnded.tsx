import type { AccountService, SignInView } from '@cuemark/contract'
import { useAccounts } from '../../data/accounts.ts'
import { useIsAdministrator } from '../../data/people.ts'
import { usePerson } from '../../data/session.ts'
import { Button } from '../../kit/Button.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { DiagnosisView } from '../../kit/DiagnosisView.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { RemedySteps } from '../../kit/RemedySteps.tsx'
import { ShapeWord } from '../../kit/ShapeWord.tsx'
import { StuckTree } from '../../kit/StuckTree.tsx'
import { serviceNames } from '../../texts/accounts.ts'
import { signInAtTexts as texts } from '../../texts/sign-in-at.ts'
import { isByApp, SignInByApp, ToTraktApp } from './SignInByApp.tsx'
import styles from './sign-in.module.css'

/** It worked; what it may have cost is told with it. */
export function SignInDone({ signIn }: { readonly signIn: SignInView }): React.ReactElement {
  const { service, accountId, diagnosis } = signIn
  return (
    <div className={styles.ended} role="status">
      <ShapeWord look={['check', 'good']}>{texts.done.title(serviceNames[service])}</ShapeWord>
      {service === 'trakt' && <p>{texts.done.text}</p>}
      {diagnosis !== null && (
        <Notice tone="info">
          <p>{diagnosis.explanation}</p>
          <RemedySteps steps={diagnosis.remedy} />
        </Notice>
      )}
      <div className={styles.do}>
        {accountId !== null && (
          <ButtonLink to="/accounts/$id" params={{ id: accountId }} look="main">
            {texts.done.account}
          </ButtonLink>
        )}
        <ButtonLink to="/activity" search={{ view: 'all' }}>
          {texts.done.activity}
        </ButtonLink>
      </div>
    </div>
  )
}

/** Why it ended, where nobody sent a diagnosis along. */
function Plain({ signIn }: { readonly signIn: SignInView }): React.ReactElement {
  const isDevice = signIn.method === 'device'
  if (signIn.state === 'cancelled') {
    return (
      <>
        <h2>{texts.cancelledTitle}</h2>
        <p className={styles.soft}>{texts.cancelledText}</p>
      </>
    )
  }
  if (signIn.state === 'expired') {
    return (
      <>
        <h2>{isDevice ? texts.expiredTitle : texts.expiredPageTitle}</h2>
        <p className={styles.soft}>{isDevice ? texts.expiredText : texts.expiredPage}</p>
      </>
    )
  }
  return <h2>{texts.failed(serviceNames[signIn.service])}</h2>
}

/** Leads to where everything can be revoked and forgotten, where there is something to forget. */
function ToCleanSlate({ service }: { readonly service: AccountService }): React.ReactElement | null {
  const person = usePerson()
  const account = useAccounts().data?.items.find(
    (one) => one.service === service && one.personId === person?.id,
  )
  if (account === undefined) return null
  return (
    <ButtonLink look="quiet" to="/accounts/$id" params={{ id: account.id }}>
      {texts.cleanSlate}
    </ButtonLink>
  )
}

/** What can be done after it failed. Where the app is at fault, mending that comes before another try. */
function Next({
  signIn,
  byApp,
  isStarting,
  onStart,
}: SignInEndedProps & { readonly byApp: boolean }): React.ReactElement {
  const { method, service, state } = signIn
  const isAdministrator = useIsAdministrator()
  const anew = byApp ? texts.again : texts.newCode
  return (
    <div className={styles.do}>
      {byApp && isAdministrator && <ToTraktApp />}
      <Button look={byApp ? 'plain' : 'main'} loading={isStarting} onClick={() => onStart('device')}>
        {method === 'device' ? anew : texts.codeInstead}
      </Button>
      {service === 'trakt' && (
        <Button disabled={isStarting} onClick={() => onStart('code')}>
          {method === 'code' ? texts.again : texts.pageInstead}
        </Button>
      )}
      {state !== 'cancelled' && <ToCleanSlate service={service} />}
    </div>
  )
}

interface SignInEndedProps {
  readonly signIn: SignInView
  readonly isStarting: boolean
  readonly onStart: (method: 'device' | 'code') => void
}

/** How a sign-in ended, and the one step on. A page that was never come back from is asked about. */
export function SignInEnded(props: SignInEndedProps): React.ReactElement {
  const { signIn } = props
  if (signIn.state === 'done') return <SignInDone signIn={signIn} />
  const { method, service, diagnosis, state, redirectUri } = signIn
  const neverBack = service === 'trakt' && state === 'expired' && method === 'code'
  const byApp = service === 'trakt' && diagnosis !== null && isByApp(diagnosis)
  const isTold = diagnosis?.remedy.some(({ copy }) => copy === redirectUri) === true
  return (
    <>
      <div className={styles.ended} role="status">
        {diagnosis === null ? <Plain signIn={signIn} /> : <DiagnosisView diagnosis={diagnosis} />}
        {byApp && <SignInByApp redirectUri={isTold ? null : redirectUri} />}
        <Next {...props} byApp={byApp} />
      </div>
      {neverBack && (
        <div className={styles.stuck}>
          <StuckTree context={signIn} />
        </div>
      )}
    </>
  )
}
