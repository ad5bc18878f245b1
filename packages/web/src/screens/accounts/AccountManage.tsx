import type { AccountView, CleanSlateResult } from '@cuemark/contract'
import { useState } from 'react'
import { testOfAccount, useAccountTask, useCleanSlate } from '../../data/accounts.ts'
import { say } from '../../data/messages.ts'
import { useTestRunner } from '../../data/test-run.ts'
import { Button } from '../../kit/Button.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { Confirm } from '../../kit/Confirm.tsx'
import { Section } from '../../kit/Section.tsx'
import { ShapeWord } from '../../kit/ShapeWord.tsx'
import { TaskRow, TaskRows } from '../../kit/TaskRows.tsx'
import { TestSteps } from '../../kit/TestSteps.tsx'
import { accountTexts as texts, serviceNames } from '../../texts/accounts.ts'
import { alertTexts } from '../../texts/alerts.ts'
import styles from './accounts.module.css'

const sayFailed = (error: Error): void => say(alertTexts.failed(error.message), { tone: 'error' })

function Test({ id }: { readonly id: string }): React.ReactElement {
  const { run, start, stop } = useTestRunner()
  return (
    <>
      <TaskRow text={texts.testText}>
        <Button loading={run.running} onClick={() => void start((signal) => testOfAccount(id, signal))}>
          {texts.test}
        </Button>
      </TaskRow>
      <TestSteps run={run} onStop={stop} />
    </>
  )
}

function Disconnect({ account }: { readonly account: AccountView }): React.ReactElement {
  const [asking, setAsking] = useState(false)
  const task = useAccountTask(account)
  const service = serviceNames[account.service]
  // By its promise: callbacks of `mutate` are dropped with this row, which goes with the sign-in.
  const confirm = (): void =>
    void task
      .mutateAsync({ type: 'disconnect' })
      .then(() => say(texts.disconnected(service)), sayFailed)
      .finally(() => setAsking(false))
  return (
    <>
      <TaskRow text={texts.disconnectText}>
        <Button look="danger" onClick={() => setAsking(true)}>
          {texts.disconnect}
        </Button>
      </TaskRow>
      {asking && (
        <Confirm
          title={texts.disconnectTitle(service)}
          action={texts.disconnect}
          loading={task.isPending}
          onClose={() => setAsking(false)}
          onConfirm={confirm}
        >
          {texts.disconnectAsk(account.waiting)}
        </Confirm>
      )}
    </>
  )
}

/** What a clean slate did, step by step; what did not work is said too. */
function Done({ result }: { readonly result: CleanSlateResult }): React.ReactElement {
  return (
    <div className={styles.done} role="status">
      <h3>{texts.cleanSlateDone}</h3>
      <ol className={styles.doneSteps}>
        {result.steps.map((step) => (
          <li key={step.text}>
            <ShapeWord look={step.ok ? ['check', 'good'] : ['triangle', 'warning']}>
              {step.ok ? texts.stepOk : texts.stepFailed}
            </ShapeWord>
            <span>{step.text}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}

function CleanSlate({ account }: { readonly account: AccountView }): React.ReactElement {
  const [asking, setAsking] = useState(false)
  const clean = useCleanSlate(account.id)
  return (
    <>
      <TaskRow text={texts.cleanSlateText}>
        <Button onClick={() => setAsking(true)}>{texts.cleanSlate}</Button>
      </TaskRow>
      {clean.data !== undefined && <Done result={clean.data} />}
      {asking && (
        <Confirm
          title={texts.cleanSlateTitle}
          action={texts.cleanSlate}
          loading={clean.isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => clean.mutate(undefined, { onError: sayFailed, onSettled: () => setAsking(false) })}
        >
          {texts.cleanSlateAsk}
        </Confirm>
      )}
    </>
  )
}

/** Test, sign in anew, disconnect, start clean. Signing in is for the person whose account it is. */
export function AccountManage({
  account,
  isOwn,
}: {
  readonly account: AccountView
  readonly isOwn: boolean
}): React.ReactElement {
  const isOut = account.state === 'disconnected'
  return (
    <Section title={texts.manage}>
      <TaskRows>
        {!isOut && <Test id={account.id} />}
        {isOwn && (
          <TaskRow text={texts.reconnectText}>
            <ButtonLink to="/accounts/$service/sign-in" params={{ service: account.service }}>
              {texts.reconnect}
            </ButtonLink>
          </TaskRow>
        )}
        <CleanSlate account={account} />
        {!isOut && <Disconnect account={account} />}
      </TaskRows>
    </Section>
  )
}
