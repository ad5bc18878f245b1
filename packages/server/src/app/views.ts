import { testResultSchema, testStepSchema } from '@cuemark/contract'
import type {
  AlertEventView,
  AlertView,
  CheckView,
  DiagnosisView,
  IntegrationView,
  TestResultView,
  TestStepView,
} from '@cuemark/contract'
import type { Diagnosis } from '@cuemark/diagnosis'
import type { Alert } from '@cuemark/domain'
import type { Manifest, TestResult, TestStep } from '@cuemark/services'
import { integrationState } from './integrations-state.ts'
import type { AlertEventRow, CheckRow, FailureRow, IntegrationRow } from './ports.ts'

/** Alert states that people see. The others are bookkeeping. */
const shownStates = ['open', 'recovered', 'dismissed', 'snoozed'] as const
export type ShownState = (typeof shownStates)[number]
export const shownState = (state: Alert['state']): ShownState | null =>
  shownStates.find((shown) => shown === state) ?? null

const evidenceView = (failure: FailureRow): NonNullable<AlertView['evidence']> => ({
  at: failure.lastAt,
  method: failure.method,
  url: failure.url,
  status: failure.status,
  headers: failure.headers,
  bodyStart: failure.bodyStart,
  transport: failure.transport,
  durationMs: failure.durationMs,
  signs: [...failure.signs],
})

export interface AroundAlert {
  readonly integrationName: string | null
  /** The account that it is about. */
  readonly account: { readonly id: string; readonly name: string } | null
  readonly affected: AlertView['affected']
  readonly failure: FailureRow | null
}

export const alertView = (alert: Alert, state: ShownState, around: AroundAlert): AlertView => ({
  id: alert.id,
  integrationId: alert.integrationId,
  integrationName: around.integrationName,
  accountId: around.account?.id ?? null,
  accountName: around.account?.name ?? null,
  service: alert.service,
  kind: alert.kind,
  cause: alert.cause,
  severity: alert.severity,
  state,
  title: alert.title,
  explanation: alert.explanation,
  remedy: [...alert.remedy],
  field: alert.field,
  confidence: alert.confidence,
  count: alert.count,
  firstSeenAt: alert.firstSeenAt,
  lastSeenAt: alert.lastSeenAt,
  openedAt: alert.openedAt ?? alert.firstSeenAt,
  endedAt: alert.endedAt,
  snoozedUntil: alert.snoozedUntil,
  usableAgainAt: alert.usableAgainAt,
  usableAgainBasis: alert.usableAgainBasis,
  worksUntil: alert.worksUntil ?? null,
  relapse: alert.relapse,
  affected: around.affected,
  recoveredBy: alert.recoveredBy,
  evidence: around.failure === null ? null : evidenceView(around.failure),
  version: alert.version,
})

export const alertEventView = ({ at, what, text }: AlertEventRow): AlertEventView => ({ at, what, text })

export const checkView = ({ id, at, durationMs, ok, origin, cause, title }: CheckRow): CheckView => ({
  id,
  at,
  durationMs,
  ok,
  origin,
  cause,
  title,
})

export interface AroundIntegration {
  readonly fields: Manifest['fields']
  /** Its alerts in `standingStates`. */
  readonly standing: readonly Alert[]
  readonly testing: boolean
}

/** Member by member, so that a sealed secret cannot slip out with a spread. */
export const integrationView = (row: IntegrationRow, around: AroundIntegration): IntegrationView => ({
  id: row.id,
  service: row.service,
  name: row.name,
  state: integrationState({ row, ...around }),
  settings: { ...row.settings },
  secretHints: { ...row.secretHints },
  pausedAt: row.pausedAt,
  lastProofAt: row.lastProofAt,
  lastCheckAt: row.lastCheckAt,
  nextCheckAt: row.nextCheckAt,
  budget: row.budget,
  openAlerts: around.standing.filter((alert) => alert.state === 'open').length,
  tested: row.tested,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  version: row.version,
})

export const diagnosisView = (diagnosis: Diagnosis): DiagnosisView => ({
  ...diagnosis,
  remedy: [...diagnosis.remedy],
  evidence: [...diagnosis.evidence],
})

/**
 * Takes the secrets out of every text of a view: a service may repeat a key in its answer. Links are our own and
 * stay whole.
 */
const redacted = (value: unknown, text: (raw: string) => string): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, member: unknown) =>
      typeof member === 'string' && name !== 'link' ? text(member) : member,
    ),
  )

const plainStep = ({ diagnosis, ...step }: TestStep): TestStepView =>
  diagnosis === undefined ? step : { ...step, diagnosis: diagnosisView(diagnosis) }

export const testStepView = (step: TestStep, text: (raw: string) => string): TestStepView =>
  testStepSchema.parse(redacted(plainStep(step), text))

export const testResultView = (
  result: TestResult,
  cleanedFields: readonly string[],
  text: (raw: string) => string,
): TestResultView => {
  const view: TestResultView = {
    ok: result.ok,
    steps: result.steps.map((step) => plainStep(step)),
    diagnosis: result.diagnosis === null ? null : diagnosisView(result.diagnosis),
    field: result.field,
    facts: [...result.facts],
    cleanedFields: [...cleanedFields],
  }
  return testResultSchema.parse(redacted(view, text))
}
