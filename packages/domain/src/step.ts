import type { Alert, AlertEffect, AlertPolicy } from './alert.ts'

/** What a decision needs besides the alert and the signal. */
export interface AdvanceContext {
  /** Whom a new alert would be about. */
  readonly about: { readonly subject: string; readonly integrationId: string | null }
  /** UTC milliseconds. */
  readonly now: number
  readonly policy: AlertPolicy
  /** Called only when a new occurrence begins. */
  readonly newId: () => string
  /** True while the own network's alert stands for failures like this one. */
  readonly covered?: boolean
}

/** What an alert has become, and what follows from it. */
export interface Step {
  readonly alert: Alert
  readonly effects: readonly AlertEffect[]
}
