import type { Diagnosis, Kind } from '@cuemark/diagnosis'
import { type Alert, type AlertPolicy, severities, type Severity } from './alert.ts'

const minuteMs = 60_000
export const hourMs: number = 60 * minuteMs

export const defaultAlertPolicy: AlertPolicy = {
  holdMs: hourMs,
  announcementsPerHour: 2,
  lastingMs: 6 * hourMs,
  threshold: 3,
  thresholdWindowMs: 10 * minuteMs,
  retentionMs: 7 * 24 * hourMs,
}

/** How loud each kind is while fresh. Null never raises an alert: those answers are part of normal work. */
const severityByKind: Readonly<Record<Kind, Severity | null>> = {
  authentication: 'error',
  permission: 'error',
  account: 'error',
  configuration: 'error',
  deprecated: 'error',
  invalid_request: 'error',
  malformed: 'error',
  quota: 'warning',
  rate_limit: 'warning',
  unknown: 'warning',
  outage: 'info',
  network: 'info',
  not_found: null,
  conflict: null,
}

/** One of these alone says little: it may be a single odd item. */
const thresholdKinds: ReadonlySet<Kind> = new Set(['invalid_request', 'malformed', 'unknown'])

/** Waiting usually heals these, so they begin quietly and grow louder when they last. */
const passingKinds: ReadonlySet<Kind> = new Set(['outage', 'network'])

/** True for a diagnosis that may raise an alert. */
export function raises(diagnosis: Diagnosis): boolean {
  return !diagnosis.expected && severityByKind[diagnosis.kind] !== null
}

export function needsThreshold(kind: Kind): boolean {
  return thresholdKinds.has(kind)
}

export function isPassing(kind: Kind): boolean {
  return passingKinds.has(kind)
}

/** Severity of what has been failing since a moment. */
export function severityAt(
  { kind, worksUntil }: Pick<Alert, 'kind' | 'worksUntil'>,
  failingSinceAt: number,
  now: number,
  policy: AlertPolicy,
): Severity {
  const fresh = severityByKind[kind] ?? 'info'
  if (now < (worksUntil ?? 0)) return fresh === 'error' ? 'warning' : fresh
  return passingKinds.has(kind) && now - failingSinceAt >= policy.lastingMs ? worse(fresh, 'warning') : fresh
}

export function isWorse(one: Severity, other: Severity): boolean {
  return severities.indexOf(one) > severities.indexOf(other)
}

export function worse(one: Severity, other: Severity): Severity {
  return isWorse(one, other) ? one : other
}
