import type { AccountView } from '@cuemark/contract'
import { NativeSelect, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useAccounts } from '../../data/accounts.ts'
import { dayText, daysAgo, readDays } from '../../data/days.ts'
import { usePreviewBackfill } from '../../data/plays.ts'
import { usePerson } from '../../data/session.ts'
import { useNow } from '../../data/use-now.ts'
import { Button } from '../../kit/Button.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { accountTexts, serviceNames } from '../../texts/accounts.ts'
import { backfillTexts as texts, playTexts } from '../../texts/activity.ts'
import { BackfillFound } from './BackfillFound.tsx'
import styles from './activity.module.css'

/** The own accounts first: they are meant most often. */
function traktAccounts(items: readonly AccountView[], viewerId: string | undefined): readonly AccountView[] {
  const accounts = items.filter(({ service, state }) => service === 'trakt' && state !== 'disconnected')
  const isOwn = ({ personId }: AccountView): boolean => personId === viewerId
  return [...accounts.filter(isOwn), ...accounts.filter((account) => !isOwn(account))]
}

const nameFor = ({ name, personName }: AccountView): string =>
  `${name ?? accountTexts.nameless(serviceNames.trakt)} · ${personName}`

function Desk({ accounts }: { readonly accounts: readonly AccountView[] }): React.ReactElement {
  const [accountId, setAccountId] = useState(accounts[0]?.id ?? '')
  const [from, setFrom] = useState(() => daysAgo(7, Date.now()))
  const [to, setTo] = useState(() => dayText(Date.now()))
  const now = useNow()
  const preview = usePreviewBackfill()
  const range = readDays(from, to)
  const day = (label: string, value: string, onChange: (value: string) => void): React.ReactElement => (
    <TextInput
      type="date"
      label={label}
      value={value}
      max={dayText(now)}
      onChange={(event) => {
        onChange(event.currentTarget.value)
        preview.reset()
      }}
    />
  )
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (range !== null) preview.mutate({ accountId, ...range })
        }}
      >
        <div className={styles.range}>
          {accounts.length > 1 && (
            <NativeSelect
              label={texts.account}
              data={accounts.map((account) => ({ value: account.id, label: nameFor(account) }))}
              value={accountId}
              onChange={(event) => {
                setAccountId(event.currentTarget.value)
                preview.reset()
              }}
            />
          )}
          {day(texts.from, from, setFrom)}
          {day(texts.to, to, setTo)}
        </div>
        {range === null && <Notice tone="warning">{texts.rangeFault}</Notice>}
        <div>
          <Button
            look={preview.data === undefined ? 'main' : 'plain'}
            type="submit"
            disabled={range === null}
            loading={preview.isPending}
          >
            {texts.preview}
          </Button>
        </div>
      </form>
      <div role="status">{preview.isPending && <p className={styles.soft}>{texts.looking}</p>}</div>
      {preview.error !== null && <Notice tone="error">{preview.error.message}</Notice>}
      {preview.data !== undefined && (
        <BackfillFound key={preview.data.id} preview={preview.data} onSent={() => preview.reset()} />
      )}
    </>
  )
}

/** Finds what is missing at Trakt in a range of days; sends it only after it was seen. */
export function Backfill(): React.ReactElement {
  const { data, error, refetch } = useAccounts()
  const viewerId = usePerson()?.id
  const accounts = data === undefined ? undefined : traktAccounts(data.items, viewerId)
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      above={
        <Link to="/activity" search={{ view: 'all' }}>
          {playTexts.all}
        </Link>
      }
    >
      {accounts === undefined && error === null && <RowsLoading count={1} />}
      {accounts === undefined && error !== null && (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      )}
      {accounts?.length === 0 && (
        <Notice
          tone="info"
          actions={
            <ButtonLink to="/accounts/$service/sign-in" params={{ service: 'trakt' }}>
              {accountTexts.linkTrakt}
            </ButtonLink>
          }
        >
          {texts.noAccount}
        </Notice>
      )}
      {accounts !== undefined && accounts.length > 0 && <Desk accounts={accounts} />}
    </Page>
  )
}
