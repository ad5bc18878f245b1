import { useSources } from '../../data/sources.ts'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { EmptyPlace } from '../../kit/EmptyPlace.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import rows from '../../kit/row.module.css'
import { sourceTexts as texts } from '../../texts/sources.ts'
import { SourceRow } from './SourceRow.tsx'

function List(): React.ReactElement {
  const { data, error, refetch } = useSources()
  if (data === undefined) {
    return error === null ? <RowsLoading /> : <LoadFailed error={error} onRetry={() => void refetch()} />
  }
  if (data.items.length === 0) return <EmptyPlace title={texts.emptyTitle} text={texts.emptyText} />
  return (
    <ul className={rows.rows}>
      {data.items.map((source) => (
        <SourceRow key={source.id} source={source} />
      ))}
    </ul>
  )
}

/** Where playback comes from: the own sources, and for an administrator those of all. */
export function SourceList(): React.ReactElement {
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      actions={
        <ButtonLink to="/sources/add" look="main">
          {texts.add}
        </ButtonLink>
      }
    >
      <List />
    </Page>
  )
}
