import type { AccountView } from '@cuemark/contract'
import { Since, When } from '../../kit/When.tsx'
import row from '../../kit/row.module.css'
import { accountTexts as texts } from '../../texts/accounts.ts'

function parts({
  service,
  state,
  renews,
  renewedAt,
  nextRenewalAt,
  endsAt,
  waiting,
  openAlerts,
  lastDeliveryAt,
}: AccountView) {
  const lives = state === 'linked' || state === 'ending'
  return {
    renewedAt: lives ? renewedAt : null,
    nextAt: state === 'linked' && renews ? nextRenewalAt : null,
    endsAt: state === 'ending' || (lives && !renews) ? endsAt : null,
    // Nothing is delivered to Stremio.
    lastDeliveryAt: service === 'trakt' ? lastDeliveryAt : null,
    waiting,
    openAlerts,
  }
}

/** "renewed 2 h ago, next in 3 days · 12 plays wait" */
export function AccountProof({ account }: { readonly account: AccountView }): React.ReactElement | null {
  const { renewedAt, nextAt, endsAt, lastDeliveryAt, waiting, openAlerts } = parts(account)
  const said: React.ReactNode[] = []
  if (renewedAt !== null) {
    said.push(
      <span key="renewed">
        {texts.renewed} <Since at={renewedAt} />
        {nextAt !== null && (
          <>
            , {texts.nextRenewal} <When at={nextAt} />
          </>
        )}
      </span>,
    )
  }
  if (renewedAt === null && nextAt !== null) {
    said.push(
      <span key="renews">
        {texts.renews} <When at={nextAt} />
      </span>,
    )
  }
  if (endsAt !== null) {
    said.push(
      <span key="ends">
        {texts.ends} <When at={endsAt} />
      </span>,
    )
  }
  if (lastDeliveryAt !== null) {
    said.push(
      <span key="delivered">
        {texts.lastDelivery} <Since at={lastDeliveryAt} />
      </span>,
    )
  }
  if (waiting > 0) said.push(<strong key="waiting">{texts.waiting(waiting)}</strong>)
  if (openAlerts > 0) said.push(<span key="alerts">{texts.alerts(openAlerts)}</span>)
  if (said.length === 0)
    return account.state === 'disconnected' ? <p className={row.soft}>{texts.disconnectedText}</p> : null
  return <p className={row.soft}>{said.flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))}</p>
}
