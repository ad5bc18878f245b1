import { evidenceOf } from './evidence.ts'
import { nextMidnightUtc } from './instants.ts'
import { admits, checksOf, isTransport, type Check } from './match.ts'
import { Reading } from './reading.ts'
import type { Cause, CauseEntry, Causes, RetryRule, Rule, RuleSet } from './rules.ts'
import type { Diagnosis, Exchange, Kind, Knowledge, Retry, Scope } from './vocabulary.ts'

/** A rule with everything that does not depend on the exchange worked out. */
interface ReadyRule {
  readonly rule: Rule
  readonly checks: readonly Check[]
  readonly kind: Kind
  readonly scope: Scope
  readonly retry: RetryRule
  readonly title: string
  readonly explanation: string
  readonly remedy: Cause['remedy']
  readonly field: string | undefined
  readonly probe: Diagnosis['probe']
  readonly provenBy: Diagnosis['provenBy']
  readonly expected: boolean
}

/** Says what an exchange means; `null` when nothing in it is a failure. Pure, and never throws. */
export type Diagnose = (exchange: Exchange, knowledge?: Knowledge) => Diagnosis | null

/** A rule that ends the search with "nothing is wrong here" names this instead of a cause. */
export const healthy = 'healthy'

const nothingKnown: Knowledge = {}

/**
 * Makes one service's rules ready, the given defaults after them. Throws when a rule names a cause that has
 * no entry: that is a mistake in the rules, not in an exchange.
 */
export function compile(set: RuleSet, defaults: { rules: readonly Rule[]; causes: Causes }): Diagnose {
  const causes = { ...defaults.causes, ...set.causes }
  const ready = [...set.rules, ...defaults.rules].map((rule) => makeReady(rule, causes, set))
  const find = sorted(ready)
  return (exchange, knowledge = nothingKnown) => {
    const reading = new Reading(exchange, knowledge, set)
    for (const candidate of find(reading)) {
      if (!fits(candidate, reading)) continue
      if (candidate.rule.is.cause === healthy) return null
      return diagnosisOf(candidate, reading, set.service)
    }
    return null
  }
}

function fits(candidate: ReadyRule, reading: Reading): boolean {
  for (const check of candidate.checks) if (!check(reading)) return false
  // A 5xx, a page, a time-out or a broken connection never says anything about a credential.
  return candidate.kind !== 'authentication' || !reading.credentialCleared
}

function makeReady(rule: Rule, causes: Causes, set: RuleSet): ReadyRule {
  const cause = rule.is.cause === healthy ? fineCause : causes[rule.is.cause]
  if (cause === undefined)
    throw new Error(`The rule "${rule.because}" names ${rule.is.cause}: no such cause.`)
  const field = rule.is.field === undefined ? cause.field : (rule.is.field ?? undefined)
  const named = (text: string): string => withName(text, set.name)
  const kind = rule.is.kind ?? cause.kind
  return {
    rule,
    checks: isTransport(rule.when)
      ? [(reading) => admits(rule.when.status, reading.status), ...checksOf(rule.when)]
      : checksOf(rule.when),
    kind,
    scope: rule.is.scope ?? cause.scope,
    retry: rule.is.retry ?? cause.retry,
    title: named(cause.title),
    explanation: named(cause.explanation),
    remedy: cause.remedy.map((step) => ({ ...step, text: named(step.text) })),
    field: resolveField(field, set),
    probe: rule.is.probe ?? cause.probe,
    provenBy: cause.provenBy ?? (kind === 'configuration' && isTransport(rule.when) ? anyAnswer : undefined),
    expected: rule.is.expected ?? cause.expected ?? false,
  }
}

/** Where no answer came because an address is wrong, any answer shows that it is right. */
const anyAnswer: Diagnosis['provenBy'] = ['reachable']

const fineCause: Cause = {
  kind: 'unknown',
  title: '',
  explanation: '',
  remedy: [],
  scope: 'item',
  retry: 'now',
}

function withName(text: string, name: string): string {
  return text.replaceAll('{name}', name)
}

function resolveField(field: string | undefined, set: RuleSet): string | undefined {
  if (field === '@address') return set.addressField ?? undefined
  if (field === '@credential') return set.credentialField ?? undefined
  return field
}

/** Sorts the rules by what costs nothing to look at, once for each status and transport code that is met. */
function sorted(ready: readonly ReadyRule[]): (reading: Reading) => readonly ReadyRule[] {
  const ofTransport = ready.filter((one) => isTransport(one.rule.when))
  const ofAnswers = ready.filter((one) => !isTransport(one.rule.when))
  const knownCodes = new Set(ofTransport.flatMap((one) => one.rule.when.transport ?? []))
  const byCode = new Map<string, readonly ReadyRule[]>()
  const byStatus = new Map<number, readonly ReadyRule[]>()
  return (reading) => {
    if (reading.transport !== null) {
      const { code } = reading.transport
      // Only codes that rules name are kept, so that senders cannot fill the memory.
      if (!knownCodes.has(code)) return ofTransport
      return kept(byCode, code, () =>
        ofTransport.filter(
          ({ rule: { when } }) => when.transportText !== undefined || when.transport?.includes(code),
        ),
      )
    }
    const { status } = reading
    return kept(byStatus, status ?? 0, () => ofAnswers.filter((one) => admits(one.rule.when.status, status)))
  }
}

function kept<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

function diagnosisOf(ready: ReadyRule, reading: Reading, service: string | null): Diagnosis {
  const { rule, field, probe } = ready
  return {
    service,
    kind: ready.kind,
    cause: rule.is.cause,
    title: ready.title,
    explanation: ready.explanation,
    remedy: ready.remedy,
    scope: ready.scope,
    retry: retryOf(ready.retry, reading),
    confidence: rule.is.confidence ?? 'likely',
    evidence: evidenceOf(rule.when, reading),
    ...(field === undefined ? null : { field }),
    ...(probe === undefined ? null : { probe }),
    ...(ready.provenBy === undefined ? null : { provenBy: ready.provenBy }),
    expected: ready.expected,
  }
}

const never: Retry = { when: 'never' }
const now: Retry = { when: 'now' }

function retryOf(rule: RetryRule, reading: Reading): Retry {
  if (rule === 'never') return never
  if (rule === 'now') return now
  if ('afterMs' in rule) return { when: 'after', delayMs: rule.afterMs, basis: 'guess' }
  const told = reading.wait
  if (told !== null) {
    if (told.at !== null) return { when: 'at', at: told.at, basis: told.basis }
    if (told.delayMs !== null) return { when: 'after', delayMs: told.delayMs, basis: told.basis }
  }
  if ('elseMs' in rule.told) return { when: 'after', delayMs: rule.told.elseMs, basis: 'guess' }
  const { clock } = reading
  // Without any clock the reset cannot be placed; an hour is a first look, not a promise.
  if (clock === null) return { when: 'after', delayMs: 3_600_000, basis: 'guess' }
  return {
    when: 'at',
    at: nextMidnightUtc(clock) + (rule.told.plusMs ?? 0),
    basis: rule.told.elseMidnightUtc,
  }
}

/** The causes of a set as the documentation lists them, each with the reasons of the rules that lead to it. */
export function entriesOf(set: RuleSet, causes: Causes): readonly CauseEntry[] {
  return Object.entries(causes).map(([code, cause]) => {
    const because = set.rules.filter((rule) => rule.is.cause === code).map((rule) => rule.because)
    const field = resolveField(cause.field, set)
    return {
      code,
      service: set.service,
      kind: cause.kind,
      title: withName(cause.title, set.name),
      explanation: withName(cause.explanation, set.name),
      remedy: cause.remedy.map((step) => ({ ...step, text: withName(step.text, set.name) })),
      ...(field === undefined ? null : { field }),
      ...(cause.link === undefined ? null : { link: cause.link }),
      because: [...new Set(because)],
    }
  })
}
