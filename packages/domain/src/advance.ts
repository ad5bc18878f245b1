import type { Alert, AlertEffect, AlertPolicy, Proof, Signal } from './alert.ts'
import { alertTexts, type EndedBy, event, recoveryTexts } from './alert-texts.ts'
import { fail } from './fail.ts'
import { heals } from './heal.ts'
import { isPassing, isWorse, severityAt } from './policy.ts'
import type { AdvanceContext, Step } from './step.ts'
import { tell, tellAt } from './told.ts'

export interface Advanced {
  readonly alert: Alert | null
  readonly effects: readonly AlertEffect[]
}

/**
 * The life of a problem: the newest occurrence of an identity (null when there was none) and a signal give the
 * occurrence as it is now, which is a new one when a recovered problem comes back after the hold time. The same
 * object comes back when nothing changed.
 */
export function advance(alert: Alert | null, signal: Signal, context: AdvanceContext): Advanced {
  const { now, policy } = context
  if (signal.type === 'failure') {
    const step = fail(alert, signal, context)
    return step === null ? { alert, effects: [] } : finish(alert, tell(step, now, policy))
  }
  if (alert === null) return { alert, effects: [] }
  return finish(alert, tell(decide(alert, signal, context), now, policy))
}

function finish(before: Alert | null, { alert, effects }: Step): Advanced {
  if (alert === before) return { alert, effects }
  const version = before !== null && before.id === alert.id ? before.version + 1 : 1
  return { alert: { ...alert, version }, effects }
}

function decide(alert: Alert, signal: Exclude<Signal, { type: 'failure' }>, context: AdvanceContext): Step {
  switch (signal.type) {
    case 'proof':
      return isStanding(alert) && isHealed(alert, signal.proofs, context.now)
        ? end(alert, signal.by, context.now)
        : still(alert)
    case 'end':
      return isStanding(alert) || alert.state === 'pending'
        ? end(alert, signal.because, context.now)
        : still(alert)
    case 'dismiss':
      return dismiss(alert, context.now)
    case 'snooze':
      return snooze(alert, signal.until, context.now)
    case 'restore':
      return restore(alert)
    case 'hold':
      return alert.state === 'open'
        ? { alert: { ...alert, state: 'held' }, effects: [event('held', alertTexts.held)] }
        : still(alert)
    case 'release':
      return alert.state === 'held' ? release(alert, context.now) : still(alert)
    default:
      return tick(alert, context.now, context.policy)
  }
}

const still = (alert: Alert): Step => ({ alert, effects: [] })

/** True while the problem itself goes on, seen or unseen. */
export function isStanding(alert: Alert): boolean {
  return alert.state !== 'recovered' && alert.state !== 'pending'
}

/** True when a moment that the service itself named, not a guess, has come. */
function isNamedReset(alert: Alert, now: number): boolean {
  return alert.usableAgainAt !== null && alert.usableAgainAt <= now && alert.usableAgainBasis !== 'guess'
}

function isHealed(alert: Alert, proofs: readonly Proof[], now: number): boolean {
  const resetReached = (alert.resetReachedAt ?? null) !== null || isNamedReset(alert, now)
  return heals({ kind: alert.kind, provenBy: alert.provenBy ?? null, resetReached }, proofs)
}

function end(alert: Alert, by: EndedBy, now: number): Step {
  return {
    alert: {
      ...alert,
      state: 'recovered',
      endedAt: Math.max(now, alert.lastSeenAt, alert.endedAt ?? 0),
      recoveredBy: by,
      snoozedUntil: null,
      usableAgainAt: null,
      usableAgainBasis: null,
      recentAt: [],
      // A removed integration takes its alerts with it, so there is nothing left to tell of.
      ...(by === 'removed' ? { toldSeverity: null } : {}),
    },
    // What was never shown has nothing to end.
    effects: alert.openedAt === null ? [] : [event('recovered', recoveryTexts[by])],
  }
}

function dismiss(alert: Alert, now: number): Step {
  if (alert.state !== 'open' && alert.state !== 'snoozed') return still(alert)
  return {
    alert: { ...alert, state: 'dismissed', endedAt: Math.max(now, alert.lastSeenAt), snoozedUntil: null },
    effects: [event('dismissed', alertTexts.dismissed)],
  }
}

function snooze(alert: Alert, until: number | null, now: number): Step {
  if (alert.state !== 'open' && alert.state !== 'snoozed') return still(alert)
  if (until !== null && until <= now) return still(alert)
  const text = until === null ? alertTexts.snoozedOpen : alertTexts.snoozedUntil
  return {
    alert: { ...alert, state: 'snoozed', snoozedUntil: until },
    effects: [event('snoozed', text)],
  }
}

function restore(alert: Alert): Step {
  if (alert.state !== 'dismissed' && alert.state !== 'snoozed') return still(alert)
  return {
    alert: { ...alert, state: 'open', endedAt: null, snoozedUntil: null },
    effects: [event('restored', alertTexts.restored)],
  }
}

function release(alert: Alert, now: number): Step {
  return {
    alert: { ...alert, state: 'open', openedAt: alert.openedAt ?? now },
    effects: [
      alert.openedAt === null ? event('opened', alert.title) : event('released', alertTexts.released),
    ],
  }
}

function tick(alert: Alert, now: number, policy: AlertPolicy): Step {
  return [wakeByTime, growLouder, noteReset].reduce<Step>(
    (step, part) => {
      const next = part(step.alert, now, policy)
      return { alert: next.alert, effects: [...step.effects, ...next.effects] }
    },
    { alert, effects: [] },
  )
}

function wakeByTime(alert: Alert, now: number): Step {
  if (alert.state !== 'snoozed' || alert.snoozedUntil === null || alert.snoozedUntil > now)
    return still(alert)
  return {
    alert: { ...alert, state: 'open', snoozedUntil: null },
    effects: [event('woke', alertTexts.wokeByTime), { type: 'check_now' }],
  }
}

function growLouder(alert: Alert, now: number, policy: AlertPolicy): Step {
  if (alert.state !== 'open' && alert.state !== 'snoozed') return still(alert)
  const severity = severityAt(alert, alert.failingSinceAt ?? alert.firstSeenAt, now, policy)
  if (!isWorse(severity, alert.severity)) return still(alert)
  const woke = alert.state === 'snoozed' ? [event('woke', alertTexts.wokeByChange)] : []
  return {
    alert: { ...alert, severity, state: 'open', snoozedUntil: null },
    effects: [event('worsened', severity === 'error' ? alertTexts.ended : alertTexts.lasting), ...woke],
  }
}

function noteReset(alert: Alert, now: number): Step {
  if (!isStanding(alert) || alert.usableAgainAt === null || alert.usableAgainAt > now) return still(alert)
  const past = { ...alert, usableAgainAt: null, usableAgainBasis: null }
  // What was only guessed is left to the ladder of checks.
  if (!isNamedReset(alert, now)) return still(past)
  return { alert: { ...past, resetReachedAt: now }, effects: [{ type: 'check_now' }] }
}

/** When what still works ends, where that makes it worse; null where nothing does. */
function louderAt(alert: Alert, policy: AlertPolicy): number | null {
  const { worksUntil = null } = alert
  if (worksUntil === null) return null
  const then = severityAt(alert, worksUntil, worksUntil, policy)
  return isWorse(then, alert.severity) ? worksUntil : null
}

/** When the alert next needs a `tick`; null when only an event can change it. */
export function nextTickAt(alert: Alert, policy: AlertPolicy): number | null {
  const shown = alert.state === 'open' || alert.state === 'snoozed'
  const moments = [
    alert.state === 'snoozed' ? alert.snoozedUntil : null,
    shown && alert.severity === 'info' && isPassing(alert.kind)
      ? (alert.failingSinceAt ?? alert.firstSeenAt) + policy.lastingMs
      : null,
    shown ? louderAt(alert, policy) : null,
    isStanding(alert) ? alert.usableAgainAt : null,
    tellAt(alert, policy),
  ].filter((at) => at !== null)
  return moments.length === 0 ? null : Math.min(...moments)
}
