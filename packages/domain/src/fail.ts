import type { Confidence, Diagnosis, RetryBasis } from '@cuemark/diagnosis'
import type { Alert, AlertPolicy } from './alert.ts'
import { alertTexts, event } from './alert-texts.ts'
import { isWorse, needsThreshold, raises, severityAt, worse } from './policy.ts'
import type { AdvanceContext, Step } from './step.ts'

interface Failure {
  readonly diagnosis: Diagnosis
  readonly count: number
}

/** What a failure makes of the newest occurrence; null when it is none of an alert's business. */
export function fail(alert: Alert | null, failure: Failure, context: AdvanceContext): Step | null {
  if (!raises(failure.diagnosis)) return null
  if (alert === null) return begin(null, failure, context)
  const { now, policy } = context
  switch (alert.state) {
    case 'pending':
      return failPending(alert, failure, context)
    case 'held':
      return failHeld(seen(alert, failure, context), context)
    case 'open':
      return louder(alert, seen(alert, failure, context))
    case 'snoozed':
      return louder(alert, seen(alert, failure, context))
    case 'dismissed':
      return { alert: seen(alert, failure, context), effects: [] }
    default:
      return alert.openedAt !== null && now - (alert.endedAt ?? now) <= policy.holdMs
        ? relapse(alert, failure, context)
        : begin(alert, failure, context)
  }
}

/** A new occurrence. What people were told of the one before goes on counting. */
function begin(before: Alert | null, failure: Failure, context: AdvanceContext): Step {
  const fresh = occurrence(before, failure, context)
  return enough(fresh, context.policy) ? show(fresh, context) : { alert: fresh, effects: [] }
}

function occurrence(before: Alert | null, { diagnosis, count }: Failure, context: AdvanceContext): Alert {
  const { about, now, policy } = context
  return {
    id: context.newId(),
    subject: about.subject,
    integrationId: about.integrationId,
    service: diagnosis.service,
    cause: diagnosis.cause,
    kind: diagnosis.kind,
    ...wordsOf(diagnosis),
    severity: severityAt(diagnosis, now, now, policy),
    worksUntil: diagnosis.worksUntil ?? null,
    state: 'pending',
    count,
    firstSeenAt: now,
    lastSeenAt: now,
    openedAt: null,
    endedAt: null,
    recoveredBy: null,
    snoozedUntil: null,
    ...usableAgain(null, diagnosis, now),
    relapse: before !== null && (before.relapse || wasMended(before)),
    announcedAt: before?.announcedAt ?? [],
    toldSeverity: before?.toldSeverity ?? null,
    failingSinceAt: now,
    recentAt: recent([], count, now, policy),
    version: 1,
  }
}

function failPending(alert: Alert, failure: Failure, context: AdvanceContext): Step {
  const { now, policy } = context
  // A stray failure of long ago was never shown and says nothing about this one.
  const stale = recent(alert.recentAt, 0, now, policy).length === 0
  if (stale) return begin(alert, failure, { ...context, newId: () => alert.id })
  const next = seen(alert, failure, context)
  return enough(next, policy) ? show(next, context) : { alert: next, effects: [] }
}

function failHeld(alert: Alert, context: AdvanceContext): Step {
  return context.covered === true ? { alert, effects: [] } : show(alert, context)
}

/** Within the hold time the same alert opens again, so that flapping is one problem. */
function relapse(alert: Alert, failure: Failure, context: AdvanceContext): Step {
  const { now, policy } = context
  const next = seen(alert, failure, context)
  if (!enough(next, policy)) return { alert: next, effects: [] }
  const mended = wasMended(alert)
  const again: Alert = {
    ...next,
    endedAt: null,
    recoveredBy: null,
    relapse: alert.relapse || mended,
    failingSinceAt: now,
    severity: severityAt(failure.diagnosis, now, now, policy),
  }
  const text = mended ? alertTexts.relapsed : alertTexts.failsAgain
  const shown = show(again, context)
  return { alert: shown.alert, effects: [event('relapsed', text), ...shown.effects] }
}

/** Paused or changed settings end an alert without mending anything. */
function wasMended(alert: Alert): boolean {
  const by = alert.recoveredBy
  return (
    alert.openedAt !== null && (by === 'test' || by === 'check' || by === 'traffic' || by === 'signed_in')
  )
}

/** Into view, unless the own network's alert stands for it. */
function show(alert: Alert, { covered, now }: AdvanceContext): Step {
  if (covered === true) {
    return { alert: { ...alert, state: 'held' }, effects: [event('held', alertTexts.held)] }
  }
  const next: Alert = { ...alert, state: 'open', openedAt: alert.openedAt ?? now }
  if (alert.openedAt === null) return { alert: next, effects: [event('opened', alert.title)] }
  // A relapse brings its own line.
  return { alert: next, effects: alert.state === 'held' ? [event('released', alertTexts.released)] : [] }
}

function louder(before: Alert, next: Alert): Step {
  if (!isWorse(next.severity, before.severity)) return { alert: next, effects: [] }
  const worsened = event('worsened', alertTexts.louder)
  if (before.state !== 'snoozed') return { alert: next, effects: [worsened] }
  return {
    alert: { ...next, state: 'open', snoozedUntil: null },
    effects: [worsened, event('woke', alertTexts.wokeByChange)],
  }
}

/** The occurrence with one more failure (or a burst of them) counted. */
function seen(alert: Alert, { diagnosis, count }: Failure, { now, policy }: AdvanceContext): Alert {
  const since = alert.failingSinceAt ?? alert.firstSeenAt
  return {
    ...alert,
    ...(speaksBetter(alert, diagnosis) ? wordsOf(diagnosis) : {}),
    ...usableAgain(alert, diagnosis, now),
    severity: worse(alert.severity, severityAt(diagnosis, since, now, policy)),
    worksUntil: diagnosis.worksUntil ?? null,
    count: alert.count + count,
    resetReachedAt: null,
    lastSeenAt: Math.max(alert.lastSeenAt, now),
    recentAt: recent(alert.recentAt, count, now, policy),
  }
}

function wordsOf(
  diagnosis: Diagnosis,
): Pick<Alert, 'title' | 'explanation' | 'remedy' | 'field' | 'confidence' | 'provenBy'> {
  return {
    title: diagnosis.title,
    explanation: diagnosis.explanation,
    remedy: diagnosis.remedy,
    field: diagnosis.field ?? null,
    confidence: diagnosis.confidence,
    provenBy: diagnosis.provenBy ?? null,
  }
}

const confidenceRank: Readonly<Record<Confidence, number>> = { guess: 0, likely: 1, certain: 2 }

/** Another cause folded into this alert may speak only where it is surer. */
function speaksBetter(alert: Alert, diagnosis: Diagnosis): boolean {
  return (
    diagnosis.cause === alert.cause || confidenceRank[diagnosis.confidence] > confidenceRank[alert.confidence]
  )
}

interface UsableAgain {
  readonly usableAgainAt: number | null
  readonly usableAgainBasis: RetryBasis | null
}

/** A moment the service named stands until it has passed; a guess never replaces it. */
function usableAgain(alert: Alert | null, { retry }: Diagnosis, now: number): UsableAgain {
  const said: UsableAgain =
    retry.when === 'at'
      ? { usableAgainAt: retry.at, usableAgainBasis: retry.basis }
      : retry.when === 'after'
        ? { usableAgainAt: now + retry.delayMs, usableAgainBasis: retry.basis }
        : { usableAgainAt: null, usableAgainBasis: null }
  const known = alert !== null && alert.usableAgainBasis !== 'guess' && (alert.usableAgainAt ?? 0) > now
  if (known && (said.usableAgainBasis === 'guess' || said.usableAgainAt === null))
    return { usableAgainAt: alert.usableAgainAt, usableAgainBasis: alert.usableAgainBasis }
  return said
}

/** Moments within the window, newest last. One from before a clock was set back counts as now. */
function recent(past: readonly number[], count: number, now: number, policy: AlertPolicy): readonly number[] {
  const within = past.map((at) => Math.min(at, now)).filter((at) => now - at < policy.thresholdWindowMs)
  const fresh = Array.from({ length: Math.min(count, policy.threshold) }, () => now)
  return [...within, ...fresh].slice(-policy.threshold)
}

function enough(alert: Alert, policy: AlertPolicy): boolean {
  return !needsThreshold(alert.kind) || alert.recentAt.length >= policy.threshold
}
