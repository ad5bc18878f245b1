import type { IntegrationView } from '@cuemark/contract'
import { TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useIntegrations } from '../../data/integrations.ts'
import { matching } from '../../data/filter.ts'
import { mayAskForMore } from '../../data/next-page.ts'
import { Button } from '../../kit/Button.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { EmptyPlace } from '../../kit/EmptyPlace.tsx'
import { IntegrationRow } from '../../kit/IntegrationRow.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { MoreRows } from '../../kit/MoreRows.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import rows from '../../kit/row.module.css'
import { integrationTexts as texts } from '../../texts/integrations.ts'
import styles from './integration-list.module.css'

/** Fewer than this are seen at a glance; a filter would only be in the way until somebody asks for it. */
const filterFrom = 7

function Filter({ shown }: { readonly shown: number }): React.ReactElement {
  const { q = '', search = false } = useSearch({ from: '/integrations' })
  const navigate = useNavigate({ from: '/integrations' })
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!search) return
    input.current?.focus()
    void navigate({ search: (old) => ({ ...old, search: undefined }), replace: true })
  }, [search, navigate])
  return (
    <div className={styles.filter}>
      <TextInput
        ref={input}
        type="search"
        aria-label={texts.filter}
        placeholder={texts.filter}
        value={q}
        onChange={(event) => {
          const next = event.currentTarget.value
          void navigate({ search: next === '' ? {} : { q: next }, replace: true })
        }}
      />
      <span role="status" className={rows.soft}>
        {texts.count(shown)}
      </span>
    </div>
  )
}

function Rows({ all }: { readonly all: readonly IntegrationView[] }): React.ReactElement {
  const { q = '' } = useSearch({ from: '/integrations' })
  const navigate = useNavigate({ from: '/integrations' })
  const shown = useMemo(() => matching(all, q), [all, q])
  return (
    <>
      <Filter shown={shown.length} />
      {shown.length === 0 ? (
        <EmptyPlace title={texts.filterNone(q)} text={texts.filterNoneText}>
          <Button onClick={() => void navigate({ search: {}, replace: true })}>{texts.clearFilter}</Button>
        </EmptyPlace>
      ) : (
        <ul className={rows.rows}>
          {shown.map((one) => (
            <IntegrationRow key={one.id} integration={one} />
          ))}
        </ul>
      )}
    </>
  )
}

function List(): React.ReactElement {
  const list = useIntegrations()
  const { data, error, refetch, fetchNextPage } = list
  const mayAsk = mayAskForMore(list)
  const { q, search } = useSearch({ from: '/integrations' })
  const [isAsked, setIsAsked] = useState(false)
  if (search === true && !isAsked) setIsAsked(true)
  const all = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  // A filter over half the list would hide what it promises to find.
  useEffect(() => {
    if (q !== undefined && mayAsk) void fetchNextPage()
  }, [q, mayAsk, fetchNextPage])
  if (data === undefined) {
    return error === null ? (
      <RowsLoading count={6} />
    ) : (
      <LoadFailed error={error} onRetry={() => void refetch()} />
    )
  }
  if (all.length === 0) return <EmptyPlace title={texts.emptyTitle} text={texts.emptyText} />
  const isFiltered = all.length >= filterFrom || q !== undefined || isAsked
  return (
    <>
      {isFiltered ? (
        <Rows all={all} />
      ) : (
        <ul className={rows.rows}>
          {all.map((one) => (
            <IntegrationRow key={one.id} integration={one} />
          ))}
        </ul>
      )}
      <MoreRows list={list} />
    </>
  )
}

export function IntegrationList(): React.ReactElement {
  return (
    <Page
      title={texts.title}
      actions={
        <ButtonLink to="/integrations/connect" look="main">
          {texts.connect}
        </ButtonLink>
      }
    >
      <List />
    </Page>
  )
}
