import type { TestEvent, TestResultView } from '@cuemark/contract'
import { healedBy } from '@cuemark/domain'
import type { Alert, Proof } from '@cuemark/domain'
import { proofs } from '@cuemark/services'
import type {
  CheckFacts,
  Hosts,
  Manifest,
  NowMs,
  ServiceClient,
  ServiceId,
  Settings,
  TestResult,
  TestStep,
} from '@cuemark/services'
import type { Outcome } from '@cuemark/diagnosis'
import type { Gateway, GatewayCall } from './ports.ts'
import { secretValues } from './settings-secrets.ts'
import { testResultView, testStepView } from './views.ts'

export interface TestRunDeps {
  readonly manifests: Readonly<Record<ServiceId, Manifest>>
  readonly clients: Readonly<Record<ServiceId, ServiceClient>>
  readonly gateway: Gateway
  readonly hosts: Hosts
  readonly monotonicMs: NowMs
  /** Takes these secrets out of a text. */
  readonly redactText: (secrets: readonly string[]) => (raw: string) => string
}

export interface TestRun {
  readonly service: ServiceId
  readonly settings: Settings
  readonly cleanedFields: readonly string[]
  /** Null for unsaved values: nothing of the test is recorded. */
  readonly integrationId: string | null
  /** See `isProven`; left out for unsaved values. */
  readonly addressProven?: boolean
  readonly signal: AbortSignal | undefined
  readonly emit: (event: TestEvent) => void
}

/** What was found, as it is for us and as it is for people. */
export interface TestFinding {
  readonly result: TestResult
  readonly view: TestResultView
}

const callFor = (
  deps: TestRunDeps,
  run: Omit<TestRun, 'emit' | 'cleanedFields' | 'settings'>,
): GatewayCall => ({
  integrationId: run.integrationId,
  service: run.service,
  selfHosted: deps.manifests[run.service].selfHosted,
  addressProven: run.addressProven ?? false,
  origin: 'test',
  priority: 'interactive',
  ...(run.signal === undefined ? {} : { signal: run.signal }),
})

const redactorFor = (deps: TestRunDeps, service: ServiceId, settings: Settings): ((raw: string) => string) =>
  deps.redactText(secretValues(deps.manifests[service].fields, settings))

/**
 * Tests the settings step by step. Steps are told as they end, and none after an abort; the result is the caller's to
 * tell, once it has kept what it keeps.
 */
export const runTest = async (deps: TestRunDeps, run: TestRun): Promise<TestFinding> => {
  const text = redactorFor(deps, run.service, run.settings)
  const result = await deps.clients[run.service].test(
    {
      http: deps.gateway.http(callFor(deps, run)),
      hosts: deps.hosts,
      now: deps.monotonicMs,
      onStep: (step) => {
        if (run.signal?.aborted !== true) run.emit({ type: 'step', step: testStepView(step, text) })
      },
    },
    run.settings,
  )
  return { result, view: testResultView(result, run.cleanedFields, text) }
}

/** What would mend these alerts; every proof there is when nothing stands and a person asks all the same. */
const proofsFor = (alerts: readonly Alert[]): readonly Proof[] =>
  alerts.length === 0 ? proofs : [...new Set(alerts.flatMap((alert) => healedBy(alert)))]

const asResult = (proof: Proof, durationMs: number, outcome: Outcome<CheckFacts>): TestResult => {
  const diagnosis = outcome.ok ? null : outcome.diagnosis
  const step: TestStep = {
    id: `prove_${proof}`,
    label: 'Proof',
    state: outcome.ok ? 'passed' : 'failed',
    detail: diagnosis === null ? 'The call that was refused before works again.' : diagnosis.title,
    durationMs,
    ...(diagnosis === null ? {} : { diagnosis }),
    ...(diagnosis?.field === undefined ? {} : { field: diagnosis.field }),
  }
  return {
    ok: outcome.ok,
    steps: [step],
    diagnosis,
    field: diagnosis?.field ?? null,
    proved: outcome.ok ? outcome.value.proved : [],
    facts: outcome.ok ? outcome.value.facts : [],
    ...(outcome.ok && outcome.value.budget !== undefined ? { budget: outcome.value.budget } : {}),
  }
}

/**
 * Runs the special proof that these alerts need; null where the service has none, because its ordinary test
 * proves everything.
 */
export const runProof = async (
  deps: TestRunDeps,
  run: Pick<TestRun, 'service' | 'settings' | 'integrationId' | 'addressProven'>,
  alerts: readonly Alert[],
): Promise<TestFinding | null> => {
  const client = deps.clients[run.service]
  const found = proofsFor(alerts)
    .map((proof) => ({ proof, prove: client.proveWith(proof) }))
    .find(({ prove }) => prove !== null)
  if (found === undefined || found.prove === null) return null
  const http = deps.gateway.http(callFor(deps, { ...run, signal: undefined }))
  const startedMs = deps.monotonicMs()
  const outcome = await found.prove({ http, hosts: deps.hosts }, run.settings)
  const durationMs = Math.round(deps.monotonicMs() - startedMs)
  const result = asResult(found.proof, durationMs, outcome)
  return { result, view: testResultView(result, [], redactorFor(deps, run.service, run.settings)) }
}
