import type { AlertView } from '@cuemark/contract'
import { alertTexts } from '../texts/alerts.ts'

/** Which integration or account an alert concerns, unless its title begins with that name anyway. */
export function AlertPlace({ alert }: { readonly alert: AlertView }): React.ReactElement | null {
  if (alert.accountName !== null) return <>{alertTexts.ofAccount(alert.accountName)} · </>
  if (alert.accountId !== null) return null
  const name = alert.integrationName ?? alertTexts.houseWide
  return alert.title.startsWith(name) ? null : <>{name} · </>
}
