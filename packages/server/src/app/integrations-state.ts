import type { IntegrationState } from '@cuemark/contract'
import type { Alert } from '@cuemark/domain'
import type { Manifest } from '@cuemark/services'
import type { IntegrationRow } from './ports.ts'

/**
 * Alert states in which the problem goes on, whether or not people want to hear of it. A card tells how the
 * integration is; what is dismissed or asleep leaves lists and counts, not the truth.
 */
export const standingStates: readonly Alert['state'][] = ['open', 'held', 'snoozed', 'dismissed']

export interface StateQuestion {
  readonly row: Pick<IntegrationRow, 'settings' | 'sealedSecrets' | 'pausedAt' | 'lastProofAt'>
  readonly fields: Manifest['fields']
  /** Alerts of this integration in `standingStates`. */
  readonly standing: readonly Pick<Alert, 'severity'>[]
  readonly testing: boolean
}

/**
 * True when these settings have answered rightly before. Settings that were changed since, or never passed a test,
 * prove nothing about their address.
 */
export const isProven = (row: Pick<IntegrationRow, 'tested' | 'lastProofAt'>): boolean =>
  row.tested && row.lastProofAt !== null

/** True when something is missing without which no call can be made. */
const isIncomplete = ({ row, fields }: StateQuestion): boolean => {
  const has = (name: string): boolean => Boolean(row.settings[name]) || name in row.sealedSecrets
  const secrets = fields.filter((field) => field.type === 'secret')
  return (
    fields.some((field) => field.required && field.defaultValue === undefined && !has(field.name)) ||
    // TMDb takes either of two credentials: neither is required, and one of them is.
    (secrets.length > 0 && !secrets.some((field) => has(field.name)))
  )
}

/** The one word on the card. First match wins: the order is the rule. */
export const integrationState = (question: StateQuestion): IntegrationState => {
  const { row, standing } = question
  if (row.pausedAt !== null) return 'paused'
  if (question.testing) return 'testing'
  if (isIncomplete(question)) return 'not_configured'
  if (standing.some((alert) => alert.severity === 'error')) return 'error'
  if (standing.length > 0) return 'warning'
  // Saved without a test and never proven since: nothing shows that it works.
  return row.lastProofAt === null ? 'warning' : 'connected'
}
