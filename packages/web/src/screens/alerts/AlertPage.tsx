import { Link, useParams } from '@tanstack/react-router'
import { useAlert } from '../../data/alerts.ts'
import { problemOf } from '../../data/client.ts'
import { AlertCard } from '../../kit/AlertCard.tsx'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { LoadFailed } from '../../kit/LoadFailed.tsx'
import { Page } from '../../kit/Page.tsx'
import { RowsLoading } from '../../kit/RowsLoading.tsx'
import { alertTexts as texts } from '../../texts/alerts.ts'

const above = (
  <Link to="/alerts" search={{ view: 'open' }}>
    {texts.back}
  </Link>
)

/** One alert by its own address. */
export function AlertPage(): React.ReactElement {
  const { id } = useParams({ from: '/alerts/$id' })
  const { data, error, refetch } = useAlert(id)
  if (data !== undefined) {
    return (
      <Page title={texts.one} above={above}>
        <AlertCard alert={data} main={data.state === 'open'} />
      </Page>
    )
  }
  if (problemOf(error)?.code === 'not_found') {
    return (
      <Page title={texts.one} lead={texts.notFound}>
        <ButtonLink to="/alerts" search={{ view: 'open' }}>
          {texts.back}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={texts.one} above={above}>
      {error === null ? (
        <RowsLoading count={1} height={240} />
      ) : (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}
