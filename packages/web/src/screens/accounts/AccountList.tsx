import type { AccountView } from '@cuemark/contract'
import { Link } from '@tanstack/react-router'
import { useAccounts } from '../../data/accounts.ts'
import { useIsAdministrator } from '../../data/people.ts'
import { usePerson } from '../../data/session.ts'
import { AccountWord } from '../../kit/AccountWord.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { EmptyPlace } from '../../kit/EmptyPlace.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { ServiceMark } from '../../kit/ServiceMark.tsx'
import row from '../../kit/row.module.css'
import { accountTexts as texts, serviceNames } from '../../texts/accounts.ts'
import { AccountProof } from './AccountProof.tsx'
import { NotReady } from './NotReady.tsx'
import styles from './accounts.module.css'

function Row({
  account,
  showsPerson,
}: {
  readonly account: AccountView
  readonly showsPerson: boolean
}): React.ReactElement {
  const { id, service, state } = account
  return (
    <li className={row.row}>
      <ServiceMark service={service} />
      <div>
        <p className={row.title}>
          <Link to="/accounts/$id" params={{ id }}>
            {serviceNames[service]}
            {account.name !== null && ` · ${account.name}`}
          </Link>
        </p>
        {showsPerson && <p className={row.soft}>{texts.of(account.personName)}</p>}
        <AccountProof account={account} />
      </div>
      <div className={row.end}>
        <AccountWord state={state} />
      </div>
    </li>
  )
}

function List({ items }: { readonly items: readonly AccountView[] }): React.ReactElement {
  const person = usePerson()
  const isAdministrator = useIsAdministrator()
  const own = items.filter((account) => account.personId === person?.id)
  const others = items.filter((account) => account.personId !== person?.id)
  return (
    <ul className={row.rows}>
      {[...own, ...others].map((account) => (
        <Row key={account.id} account={account} showsPerson={isAdministrator && others.length > 0} />
      ))}
    </ul>
  )
}

/** Own accounts at Trakt and Stremio; an administrator sees those of all. */
export function AccountList(): React.ReactElement {
  const { data, error, refetch } = useAccounts()
  const person = usePerson()
  const lacks = (service: AccountView['service']): boolean =>
    data?.items.some((one) => one.service === service && one.personId === person?.id) === false
  const canLinkTrakt = data?.traktReady === true && lacks('trakt')
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      actions={
        <>
          {canLinkTrakt && (
            <ButtonLink to="/accounts/$service/sign-in" params={{ service: 'trakt' }} look="main">
              {texts.linkTrakt}
            </ButtonLink>
          )}
          {lacks('stremio') && (
            <ButtonLink to="/accounts/$service/sign-in" params={{ service: 'stremio' }}>
              {texts.linkStremio}
            </ButtonLink>
          )}
        </>
      }
    >
      {data === undefined && error === null && <RowsLoading />}
      {data === undefined && error !== null && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {data?.traktReady === false && (
        <div className={styles.alerts}>
          <NotReady />
        </div>
      )}
      {data?.items.length === 0 && <EmptyPlace title={texts.emptyTitle} text={texts.emptyText} />}
      {data !== undefined && data.items.length > 0 && <List items={data.items} />}
    </Page>
  )
}
