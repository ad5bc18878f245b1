import type { AccountView } from '@cuemark/contract'
import { Link, useParams } from '@tanstack/react-router'
import { useAccounts } from '../../data/accounts.ts'
import { useAlertsOf } from '../../data/alerts.ts'
import { usePerson } from '../../data/session.ts'
import { AccountWord } from '../../kit/AccountWord.tsx'
import { AlertCard } from '../../kit/AlertCard.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { DiagnosisView } from '../../kit/DiagnosisView.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { ServiceMark } from '../../kit/ServiceMark.tsx'
import { When } from '../../kit/When.tsx'
import { accountTexts as texts, limitText, serviceNames } from '../../texts/accounts.ts'
import { AccountManage } from './AccountManage.tsx'
import { AccountProof } from './AccountProof.tsx'
import { AccountSettings } from './AccountSettings.tsx'
import styles from './accounts.module.css'

const above = <Link to="/accounts">{texts.all}</Link>

/** The standing problem of this account, or why it does not work where no alert is open. */
function Trouble({ account }: { readonly account: AccountView }): React.ReactElement | null {
  const alerts = useAlertsOf(account)
  const isOwn = usePerson()?.id === account.personId
  if (alerts === null) return null
  if (alerts.length > 0) {
    return (
      <div className={styles.alerts}>
        {alerts.map((alert, index) => (
          <AlertCard key={alert.id} alert={alert} main={index === 0} />
        ))}
      </div>
    )
  }
  const { service, state, endsAt, waiting, diagnosis } = account
  if (state === 'linked') return null
  const signIn = isOwn && (
    <ButtonLink to="/accounts/$service/sign-in" params={{ service }} look="main">
      {texts.signInAgain}
    </ButtonLink>
  )
  return (
    <div className={styles.alerts}>
      <Notice tone={state === 'disconnected' ? 'info' : 'warning'} actions={signIn}>
        {state === 'ending' && <p>{texts.endingTitle(serviceNames[service])}</p>}
        {state === 'ending' && endsAt !== null && (
          <p>
            {texts.itEnds} <When at={endsAt} />. {texts.endingText}
          </p>
        )}
        {state === 'disconnected' && <p>{texts.disconnectedText}</p>}
        {waiting > 0 && state !== 'ending' && <p>{texts.signInWaiting(waiting)}</p>}
        {diagnosis !== null && <DiagnosisView diagnosis={diagnosis} />}
      </Notice>
    </div>
  )
}

function Limits({ account }: { readonly account: AccountView }): React.ReactElement | null {
  const limits = Object.entries(account.limits)
  const plan = account.vip === null ? [] : [account.vip ? texts.vip : texts.free]
  if (limits.length === 0 && plan.length === 0) return null
  return (
    <p className={styles.limits}>
      {texts.limits}: {[...plan, ...limits.map(([name, limit]) => limitText(name, limit))].join(' · ')}
    </p>
  )
}

function Whole({ account }: { readonly account: AccountView }): React.ReactElement {
  const { service, name, state, personName } = account
  const isOwn = usePerson()?.id === account.personId
  const who = [name ?? texts.nameless(serviceNames[service]), ...(isOwn ? [] : [texts.of(personName)])]
  return (
    <Page
      title={serviceNames[service]}
      mark={<ServiceMark service={service} />}
      above={above}
      lead={
        <>
          <div className={styles.lead}>
            <AccountWord state={state} />
            <span>{who.join(' ')}</span>
          </div>
          <AccountProof account={account} />
        </>
      }
    >
      <Trouble account={account} />
      <AccountSettings account={account} />
      <Limits account={account} />
      <AccountManage account={account} isOwn={isOwn} />
    </Page>
  )
}

/** One account: its alerts first, then what goes out, and how to test, renew or be rid of it. */
export function AccountPage(): React.ReactElement {
  const { id } = useParams({ from: '/accounts/$id' })
  const { data, error, refetch } = useAccounts()
  const account = data?.items.find((one) => one.id === id)
  if (account !== undefined) return <Whole key={id} account={account} />
  if (data !== undefined) {
    return (
      <Page title={texts.title} lead={texts.notFound}>
        <ButtonLink to="/accounts">{texts.all}</ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={texts.title} above={above}>
      {error === null ? <RowsLoading /> : <LoadFailed error={error} onRetry={() => void refetch()} />}
    </Page>
  )
}
