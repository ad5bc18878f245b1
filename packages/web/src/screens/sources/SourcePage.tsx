import type { SourceView } from '@cuemark/contract'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { usePerson } from '../../data/session.ts'
import { useSources } from '../../data/sources.ts'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Page } from '../../kit/Page.tsx'
import row from '../../kit/row.module.css'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { SourceMark } from '../../kit/SourceMark.tsx'
import { SourceStateWord } from '../../kit/SourceStateWord.tsx'
import { sourceKindNames, sourceTexts as texts } from '../../texts/sources.ts'
import { Arriving } from './Arriving.tsx'
import { ManageSource } from './ManageSource.tsx'
import { PlayerUsers } from './PlayerUsers.tsx'
import { SourceSetUp } from './SourceSetUp.tsx'
import styles from './sources.module.css'

const above = <Link to="/sources">{texts.all}</Link>

function Whole({ source }: { readonly source: SourceView }): React.ReactElement {
  const me = usePerson()
  // Decided once: the first event must not move what the person is reading.
  const [isNew] = useState(source.state === 'quiet')
  const isOwn = source.personId === me?.id
  const kindName = sourceKindNames[source.kind]
  const setUp = <SourceSetUp source={source} isOwn={isOwn} isNew={isNew} />
  return (
    <Page
      title={source.name}
      mark={<SourceMark kind={source.kind} />}
      above={above}
      lead={
        <div className={styles.lead}>
          <SourceStateWord state={source.state} />
          {source.name !== kindName && <span className={row.soft}>{kindName}</span>}
          {!isOwn && <span className={row.soft}>{texts.of(source.personName)}</span>}
        </div>
      }
    >
      {isNew && setUp}
      <Arriving source={source} />
      <PlayerUsers source={source} />
      {!isNew && setUp}
      <ManageSource source={source} />
    </Page>
  )
}

/** One source: how to set it up, whether anything arrives, whose its users are, and how to be rid of it. */
export function SourcePage(): React.ReactElement {
  const { id } = useParams({ from: '/sources/$id' })
  const { data, error, refetch } = useSources()
  const source = data?.items.find((one) => one.id === id)
  if (source !== undefined) return <Whole key={id} source={source} />
  if (data !== undefined) {
    return (
      <Page title={texts.title} lead={texts.notFound}>
        <ButtonLink to="/sources">{texts.all}</ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={texts.title} above={above}>
      {error === null ? (
        <RowsLoading count={3} height={96} />
      ) : (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}
