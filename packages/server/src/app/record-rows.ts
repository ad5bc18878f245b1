import type { Diagnosis, Proof } from '@cuemark/diagnosis'
import type { FailureRow, OutcomeReport } from './ports.ts'

const bodyStartLength = 2000

/** Reports that say the same of one integration, in a row: written once, with their number. */
export interface Bunch {
  /** The newest, whose evidence stands for all. */
  readonly report: OutcomeReport
  readonly count: number
  readonly proofs: readonly Proof[]
}

function alike(one: OutcomeReport, other: OutcomeReport): boolean {
  if (one.origin !== other.origin || one.call !== other.call) return false
  if ((one.accountId ?? null) !== (other.accountId ?? null)) return false
  if (one.diagnosis === null || other.diagnosis === null) return one.diagnosis === other.diagnosis
  return one.diagnosis.cause === other.diagnosis.cause && one.diagnosis.kind === other.diagnosis.kind
}

/**
 * Folds like outcomes of an integration that follow each other. The order within an integration stays: a failure
 * after a good answer is a relapse, before it a recovery. What checks and tests report is never folded.
 */
export function bunch(reports: readonly OutcomeReport[]): readonly Bunch[] {
  const bunches: Bunch[] = []
  const lastOf = new Map<string, number>()
  for (const report of reports) {
    const index = lastOf.get(report.integrationId)
    const last = index === undefined ? undefined : bunches[index]
    if (
      index !== undefined &&
      last !== undefined &&
      report.origin === 'traffic' &&
      alike(last.report, report)
    ) {
      const proofs = [...new Set([...last.proofs, ...report.proofs])]
      bunches[index] = { report, count: last.count + 1, proofs }
    } else {
      lastOf.set(report.integrationId, bunches.length)
      bunches.push({ report, count: 1, proofs: report.proofs })
    }
  }
  return bunches
}

/** PostgreSQL keeps no zero characters in text, and a service may send them. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD')
}

function transportOf({ exchange }: OutcomeReport): string | null {
  const error = exchange.transportError
  if (error === null) return null
  return storable([error.code, error.message].filter((part) => part !== null).join(': '))
}

export function failureRow(
  { report, count }: Bunch,
  diagnosis: Diagnosis,
  { id, alertId, now }: { readonly id: string; readonly alertId: string | null; readonly now: number },
): FailureRow {
  const { exchange } = report
  return {
    id,
    integrationId: report.integrationId,
    alertId,
    service: report.service,
    kind: diagnosis.kind,
    cause: diagnosis.cause,
    title: diagnosis.title,
    firstAt: now,
    lastAt: now,
    count,
    call: report.call,
    method: exchange.method,
    url: exchange.url,
    status: exchange.status,
    headers: Object.fromEntries(
      Object.entries(exchange.headers).map(([name, value]) => [name, storable(value)]),
    ),
    bodyStart: exchange.body === null ? null : storable(exchange.body.slice(0, bodyStartLength)),
    transport: transportOf(report),
    durationMs: report.durationMs,
    signs: diagnosis.evidence.map((sign) => storable(sign.text)),
  }
}
