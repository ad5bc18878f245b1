import type { Diagnosis } from '@cuemark/diagnosis'
import type { Alert, AlertPolicy } from './alert.ts'
import { isPassing } from './policy.ts'

const seenFirst = (one: Alert, other: Alert): number => one.firstSeenAt - other.firstSeenAt

/**
 * The alert that a failure belongs to, out of its subject's alerts; null begins a new one. Mostly that is the one
 * with the same cause. An outage shows itself as 502, 503 and time-out in turn and is still one problem, so
 * outages and network faults of one subject share an alert, also when one of them ended within the hold time.
 */
export function alertFor(
  diagnosis: Diagnosis,
  alerts: readonly Alert[],
  now: number,
  policy: AlertPolicy,
): Alert | null {
  const same = alerts.filter((alert) => alert.cause === diagnosis.cause).sort(seenFirst)
  const newest = same.at(-1) ?? null
  if (newest !== null && newest.state !== 'recovered') return newest
  if (!isPassing(diagnosis.kind)) return newest
  const family = alerts.filter((alert) => isPassing(alert.kind)).sort(seenFirst)
  const standing = family.find((alert) => alert.state !== 'recovered')
  if (standing !== undefined) return standing
  const justEnded = family.filter(
    (alert) => alert.openedAt !== null && now - (alert.endedAt ?? now) <= policy.holdMs,
  )
  return justEnded.at(-1) ?? newest
}
