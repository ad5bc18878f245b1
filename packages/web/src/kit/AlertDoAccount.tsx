import type { AccountService, AlertView } from '@cuemark/contract'
import { useLocation } from '@tanstack/react-router'
import { accountServiceOf, testOfAccount, useAccounts } from '../data/accounts.ts'
import { useIsAdministrator } from '../data/people.ts'
import { usePerson } from '../data/session.ts'
import { useTestRunner } from '../data/test-run.ts'
import { alertTexts } from '../texts/alerts.ts'
import { Button } from './Button.tsx'
import { ButtonLink } from './ButtonLink.tsx'
import { TestSteps } from './TestSteps.tsx'
import styles from './alert-card.module.css'

const signsInAgain = (alert: AlertView): boolean =>
  alert.remedy.some((step) => step.action === 'sign_in_again')

interface Owner {
  readonly isMine: boolean
  /** Null while it is not known. */
  readonly name: string | null
}

/** Whose account it is: an administrator sees those of others too, a member only the own. */
function useOwner(accountId: string): Owner {
  const person = usePerson()
  const isAdministrator = useIsAdministrator()
  const account = useAccounts().data?.items.find(({ id }) => id === accountId)
  return {
    isMine: account === undefined ? !isAdministrator : account.personId === person?.id,
    name: account?.personName ?? null,
  }
}

/** Signing in would link the own account, so that of another is only shown, with who must do it. */
function AnothersSignIn({
  accountId,
  name,
}: {
  readonly accountId: string
  readonly name: string
}): React.ReactElement {
  const isHere = useLocation({ select: ({ pathname }) => pathname === `/accounts/${accountId}` })
  return (
    <>
      <p className={styles.who}>{alertTexts.mustSignIn(name)}</p>
      {!isHere && (
        <ButtonLink to="/accounts/$id" params={{ id: accountId }}>
          {alertTexts.seeAccount}
        </ButtonLink>
      )}
    </>
  )
}

function SignInAgain({
  service,
  main,
}: {
  readonly service: AccountService
  readonly main: boolean
}): React.ReactElement {
  return (
    <ButtonLink look={main ? 'main' : 'plain'} to="/accounts/$service/sign-in" params={{ service }}>
      {alertTexts.actions.sign_in_again}
    </ButtonLink>
  )
}

/** The buttons of an alert of one person's account: sign in again where that is the remedy, and the test. */
export function AlertDoAccount({
  alert,
  accountId,
  main,
}: {
  readonly alert: AlertView
  readonly accountId: string
  /** True where this is the one main action of the page. */
  readonly main: boolean
}): React.ReactElement {
  const { run, start, stop } = useTestRunner()
  const owner = useOwner(accountId)
  const service = signsInAgain(alert) ? accountServiceOf(alert.service) : null
  const leadsToSignIn = service !== null && owner.isMine
  return (
    <>
      <div className={styles.do}>
        {leadsToSignIn && <SignInAgain service={service} main={main} />}
        {service !== null && !owner.isMine && owner.name !== null && (
          <AnothersSignIn accountId={accountId} name={owner.name} />
        )}
        <Button
          look={main && service === null ? 'main' : 'plain'}
          loading={run.running}
          onClick={() => void start((signal) => testOfAccount(accountId, signal))}
        >
          {alertTexts.actions.test_now}
        </Button>
      </div>
      <TestSteps run={run} onStop={stop} />
    </>
  )
}
