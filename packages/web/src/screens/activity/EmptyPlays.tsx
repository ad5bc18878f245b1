import type { ActivityView } from '@cuemark/contract'
import { useAccounts } from '../../data/accounts.ts'
import { usePerson } from '../../data/session.ts'
import { useSources } from '../../data/sources.ts'
import { ButtonLink } from '../../kit/ButtonLink.tsx'
import { EmptyPlace } from '../../kit/EmptyPlace.tsx'
import { activityTexts as texts } from '../../texts/activity.ts'
import styles from './activity.module.css'

/** Says what will stand here. Who sees the own plays is offered what is missing for the first of them. */
export function EmptyPlays({
  view,
  personId,
}: {
  readonly view: ActivityView
  readonly personId: string | null
}): React.ReactElement {
  const viewerId = usePerson()?.id
  const sources = useSources().data?.items.filter((source) => source.personId === viewerId)
  const accounts = useAccounts().data?.items.filter(
    ({ service, state, personId: owner }) =>
      service === 'trakt' && state !== 'disconnected' && owner === viewerId,
  )
  const isOwn = personId === null || personId === viewerId
  const lacksSource = isOwn && view === 'all' && sources?.length === 0
  const lacksTrakt = isOwn && (view === 'all' || view === 'delivered') && accounts?.length === 0
  return (
    <EmptyPlace {...texts.empty[view]}>
      {(lacksSource || lacksTrakt) && (
        <div className={styles.steps}>
          {lacksSource && (
            <ButtonLink to="/sources/add" look="main">
              {texts.addSource}
            </ButtonLink>
          )}
          {lacksTrakt && (
            <ButtonLink
              to="/accounts/$service/sign-in"
              params={{ service: 'trakt' }}
              look={lacksSource ? 'plain' : 'main'}
            >
              {texts.linkTrakt}
            </ButtonLink>
          )}
        </div>
      )}
    </EmptyPlace>
  )
}
