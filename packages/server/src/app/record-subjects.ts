import type { Diagnosis } from '@cuemark/diagnosis'
import type { Alert } from '@cuemark/domain'
import { standingStates } from './integrations-state.ts'
import type { OutcomeReport, StoreTx } from './ports.ts'

/** Whom an outcome concerns: its integration, and the account for which the call was made. */
type Concerned = Pick<OutcomeReport, 'integrationId' | 'accountId'>

/** What a good answer may mend. */
export const subjectsOf = ({ integrationId, accountId }: Concerned): readonly string[] =>
  accountId === undefined || accountId === null ? [integrationId] : [integrationId, accountId]

/** What a failure is held against: one person's trouble is that account's, all else the integration's. */
export const subjectOf = ({ integrationId, accountId }: Concerned, { scope }: Diagnosis): string =>
  scope === 'account' ? (accountId ?? integrationId) : integrationId

/**
 * The alert that asks a person to sign in again; null while there is none. The API refuses a dead sign-in in other
 * words than the renewal does, and a person has one thing to do.
 */
export const signInAlert = async (tx: StoreTx, accountId: string): Promise<Alert | null> => {
  const standing = await tx.alertsIn([...standingStates, 'pending'], accountId)
  return standing.find((alert) => alert.kind === 'authentication') ?? null
}
