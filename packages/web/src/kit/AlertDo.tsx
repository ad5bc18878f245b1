import type { AlertView } from '@cuemark/contract'
import { useMutation } from '@tanstack/react-query'
import { client } from '../data/client.ts'
import { useSavedTest } from '../data/test-run.ts'
import { useLasting } from '../data/use-lasting.ts'
import { alertTexts } from '../texts/alerts.ts'
import { Button } from './Button.tsx'
import { ButtonLink } from './ButtonLink.tsx'
import { Notice } from './Notice.tsx'
import { TestSteps } from './TestSteps.tsx'
import styles from './alert-card.module.css'

type Action = keyof typeof alertTexts.actions

function firstAction(alert: AlertView): Action | null {
  return alert.remedy.find((step) => step.action !== undefined)?.action ?? null
}

/** A passed test clears what it proves within this time; what stands longer needs another proof. */
const recoveryMs = 2000

/** Runs what the test cannot show by itself, on purpose, since it costs something. */
function FullProof({ integrationId }: { readonly integrationId: string }): React.ReactElement {
  const prove = useMutation({ mutationFn: () => client.proveIntegration({ params: { id: integrationId } }) })
  const failure =
    prove.error?.message ?? (prove.data?.ok === false ? prove.data.diagnosis?.explanation : undefined)
  return (
    <div className={styles.proof}>
      <Notice
        tone="info"
        actions={
          <Button loading={prove.isPending} onClick={() => prove.mutate()}>
            {alertTexts.prove}
          </Button>
        }
      >
        {alertTexts.stillOpen}
        {failure !== undefined && <p>{alertTexts.failed(failure)}</p>}
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
  const isUnproved = useLasting(run.result?.ok === true && alert.state === 'open', recoveryMs)
  const action = firstAction(alert)
  const leadsToForm = action !== null && action !== 'test_now'
  return (
    <>
      <div className={styles.do}>
        {leadsToForm && (
          <ButtonLink
            look={main ? 'main' : 'plain'}
            to="/integrations/$id"
            params={{ id: integrationId }}
            search={{ focus: alert.field ?? action }}
          >
            {alertTexts.actions[action]}
          </ButtonLink>
        )}
        <Button
          look={main && !leadsToForm ? 'main' : 'plain'}
          loading={run.running}
          onClick={() => void test()}
        >
          {alertTexts.actions.test_now}
        </Button>
      </div>
      <TestSteps run={run} onStop={stop} />
      {isUnproved && <FullProof integrationId={integrationId} />}
    </>
  )
}
