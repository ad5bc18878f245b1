import type { AlertView } from '@cuemark/contract'
import { alertTexts } from '../texts/alerts.ts'

/** Which integration an alert concerns, unless its title begins with that name anyway. */
export function AlertPlace({ alert }: { readonly alert: AlertView }): React.ReactElement | null {
  const name = alert.integrationName ?? alertTexts.houseWide
  return alert.title.startsWith(name) ? null : <>{name} · </>
}
