import type { AlertView } from '@cuemark/contract'
import { serviceIds, type ServiceId } from '@cuemark/services'
import { manifests } from '@cuemark/services/manifests'
import { useMutation } from '@tanstack/react-query'
import { accountServiceOf } from '../data/accounts.ts'
import { client } from '../data/client.ts'
import { useSavedTest } from '../data/test-run.ts'
import { useLasting } from '../data/use-lasting.ts'
import { alertTexts } from '../texts/alerts.ts'
import { Button } from './Button.tsx'
import { ButtonLink } from './ButtonLink.tsx'
import { Notice } from './Notice.tsx'
import { TestSteps } from './TestSteps.tsx'
import styles from './alert-card.module.css'

const isServiceId = (id: string | null): id is ServiceId => serviceIds.some((one) => one === id)

type Action = keyof typeof alertTexts.actions

function firstAction(alert: AlertView): Action | null {
  return alert.remedy.find((step) => step.action !== undefined)?.action ?? null
}

/** A passed test clears what it proves within this time; what stands longer needs another proof. */
const recoveryMs = 2000

/** True where the test is known to prove something else, so that the full proof is what a person needs. */
const needsFullProof = ({ service, kind }: AlertView): boolean =>
  isServiceId(service) && manifests[service].check.leavesOpen?.includes(kind) === true

interface Proving {
  readonly running: boolean
  readonly prove: () => void
  readonly failure: string | null
}

/** Runs what the test cannot show by itself, on purpose, since it costs something. */
function useFullProof(integrationId: string, cause: string): Proving {
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () => client.proveIntegration({ params: { id: integrationId } }),
  })
  const found = data?.ok === false ? data.diagnosis : null
  // The card explains this cause already.
  const refused = found?.cause === cause ? alertTexts.sameReason : found?.explanation
  return { running: isPending, prove: () => mutate(), failure: error?.message ?? refused ?? null }
}

/** What is to be known of the full proof: what it costs before it runs, and why it failed afterwards. */
function AboutProof({
  proving,
  isOffered,
  hasPassed,
}: {
  readonly proving: Proving
  /** True where its button stands among the others already. */
  readonly isOffered: boolean
  /** True after a test that passed and cleared nothing. */
  readonly hasPassed: boolean
}): React.ReactElement | null {
  const failure = proving.failure === null ? null : <p>{alertTexts.failed(proving.failure)}</p>
  if (!hasPassed && failure === null) {
    return isOffered ? <p className={styles.cost}>{alertTexts.proofCosts}</p> : null
  }
  const button = (
    <Button loading={proving.running} onClick={proving.prove}>
      {alertTexts.prove}
    </Button>
  )
  return (
    <div className={styles.proof}>
      <Notice tone={failure === null ? 'info' : 'warning'} {...(isOffered ? {} : { actions: button })}>
        {failure ?? <p>{alertTexts.stillOpen}</p>}
        <p>{alertTexts.proofCosts}</p>
      </Notice>
    </div>
  )
}

/** The buttons of an alert: its first possible step, and the test beside it. */
export function AlertDo({
  alert,
  integrationId,
  main,
}: {
  readonly alert: AlertView
  readonly integrationId: string
  /** True where this is the one main action of the page. */
  readonly main: boolean
}): React.ReactElement {
  const { run, test, stop } = useSavedTest(integrationId)
  const proving = useFullProof(integrationId, alert.cause)
  const isUnproved = useLasting(run.result?.ok === true && alert.state === 'open', recoveryMs)
  const action = firstAction(alert)
  const leadsOn = action !== null && action !== 'test_now'
  // At the others it is a key or an address that is signed in with.
  const leadsToAccounts = action === 'sign_in_again' && accountServiceOf(alert.service) !== null
  const proves = needsFullProof(alert)
  return (
    <>
      <div className={styles.do}>
        {leadsToAccounts && (
          <ButtonLink look={main ? 'main' : 'plain'} to="/accounts">
            {alertTexts.actions[action]}
          </ButtonLink>
        )}
        {leadsOn && !leadsToAccounts && (
          <ButtonLink
            look={main ? 'main' : 'plain'}
            to="/integrations/$id"
            params={{ id: integrationId }}
            search={{ focus: alert.field ?? action }}
          >
            {alertTexts.actions[action]}
          </ButtonLink>
        )}
        {proves && (
          <Button
            look={main && !leadsOn ? 'main' : 'plain'}
            loading={proving.running}
            onClick={proving.prove}
          >
            {alertTexts.prove}
          </Button>
        )}
        <Button
          look={main && !leadsOn && !proves ? 'main' : 'plain'}
          loading={run.running}
          onClick={() => void test()}
        >
          {alertTexts.actions.test_now}
        </Button>
      </div>
      <TestSteps run={run} onStop={stop} />
      <AboutProof proving={proving} isOffered={proves} hasPassed={isUnproved} />
    </>
  )
}
