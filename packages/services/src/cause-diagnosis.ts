import type { Cause, Causes, Diagnosis, EvidenceItem, Retry } from '@cuemark/diagnosis'
import { manifests } from './manifests.ts'
import { serviceIds } from './manifest.ts'

const retryOf = (rule: Cause['retry']): Retry => {
  if (typeof rule === 'string') return { when: rule }
  if ('afterMs' in rule) return { when: 'after', delayMs: rule.afterMs, basis: 'guess' }
  return 'elseMs' in rule.told
    ? { when: 'after', delayMs: rule.told.elseMs, basis: 'guess' }
    : { when: 'never' }
}

/**
 * A cause that a call found out by itself, by the shape of an answer or by asking further, in the words that
 * the catalog has for it. Throws for a code that is not in the catalog: that is a mistake of ours.
 */
export const diagnosisOfCause = (
  service: string | null,
  causes: Causes,
  code: string,
  evidence: readonly EvidenceItem[],
): Diagnosis => {
  const cause = causes[code]
  if (cause === undefined) throw new Error(`There is no cause ${code} in the catalog.`)
  const id = serviceIds.find((one) => one === service)
  const named = (text: string): string =>
    text.replaceAll('{name}', id === undefined ? 'The service' : manifests[id].name)
  return {
    service,
    kind: cause.kind,
    cause: code,
    title: named(cause.title),
    explanation: named(cause.explanation),
    remedy: cause.remedy.map((step) => ({ ...step, text: named(step.text) })),
    scope: cause.scope,
    retry: retryOf(cause.retry),
    confidence: 'certain',
    evidence,
    ...(cause.field === undefined || cause.field.startsWith('@') ? {} : { field: cause.field }),
    ...(cause.provenBy === undefined ? {} : { provenBy: cause.provenBy }),
    expected: cause.expected ?? false,
  }
}
