import type { Diagnosis } from '@cuemark/diagnosis'
import type { TraktSession } from '@cuemark/services'

/** A sign-in that can be used now, or why not. */
export type UsableSession =
  | { readonly ok: true; readonly session: TraktSession; readonly generation: number }
  /** `until` is when asking again makes sense; null when only a person can help. */
  | { readonly ok: false; readonly until: number | null; readonly diagnosis: Diagnosis | null }

/**
 * Keeps the sign-ins of accounts alive (design §4): one refresher for each account over all processes, the new pair
 * durable before anyone uses it, never knowingly the same refresh token twice.
 */
export interface TokenKeeper {
  /** Refreshes first where that is due. Callers in one process share one refresh. */
  session(accountId: string): Promise<UsableSession>
  /** The API refused the access token of this generation: refreshed once, then it waits for the sign-in. */
  refused(accountId: string, generation: number, diagnosis: Diagnosis): Promise<UsableSession>
}
