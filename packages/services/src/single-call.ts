import type { Diagnosis, Exchange, Outcome } from '@cuemark/diagnosis'
import { ask, unexpectedShape } from './call.ts'
import type { Call } from './call.ts'
import type { CheckFacts, Hosts, Http, ServiceClient, TestDeps, TestResult } from './client.ts'
import { failedStep } from './connection.ts'
import { againstField } from './field-at-fault.ts'
import type { SentFields } from './field-at-fault.ts'
import type { Manifest, Settings } from './manifest.ts'
import { readySettings } from './ready-settings.ts'
import type { ReadySettings } from './ready-settings.ts'
import { startRun } from './test-run.ts'
import type { Findings, PlannedStep, TestRun } from './test-run.ts'

/** One line of the list, after name, port and TLS, and what it says when the call succeeded. */
export interface AnswerStep<T> {
  readonly id: string
  readonly label: string
  readonly good: (value: T, exchange: Exchange, ready: Ready) => StepVerdict
}

interface StepVerdict {
  readonly state?: 'passed' | 'warning' | 'skipped'
  readonly detail: string
}

/** Settings after inspection, and the hosts that only the environment sets. */
export interface Ready {
  readonly settings: ReadySettings
  readonly hosts: Hosts
}

/** A service that one call proves: TMDb, OMDb, MDBList, Trakt, OpenAI. */
export interface SingleCallService<T> {
  readonly manifest: Manifest
  readonly baseUrl: (ready: Ready) => string
  readonly sent: (ready: Ready) => SentFields
  readonly call: (ready: Ready) => Call<T>
  readonly steps: readonly AnswerStep<T>[]
  /** The step that a diagnosis ends at, where the kind alone does not tell. */
  readonly stepOf?: (diagnosis: Diagnosis) => string | null
  readonly findings: (value: T, exchange: Exchange, ready: Ready) => Required<Findings>
  /** Steps that need calls of their own, after this one succeeded; null when all went well. */
  readonly more?: {
    readonly steps: (ready: Ready) => readonly PlannedStep[]
    readonly run: (run: TestRun, ready: Ready) => Promise<TestResult | null>
  }
}

const keyKinds: ReadonlySet<string> = new Set(['authentication', 'permission', 'account'])
/** Refusals of what stands between, before the service looked at any key. */
const ofWhatIsInFront = /^http\.(?:firewall|captive|sign_in|proxy|legal)/

/** A page is never the service itself speaking of a key. */
const isPage = ({ body, headers }: Exchange): boolean =>
  /^\s*</.test(body ?? '') || /html/i.test(headers['content-type'] ?? '')

const stepFor = <T>(service: SingleCallService<T>, diagnosis: Diagnosis, exchange: Exchange): string => {
  const chosen = service.stepOf?.(diagnosis) ?? null
  if (chosen !== null) return chosen
  const has = (id: string): boolean => service.steps.some((step) => step.id === id)
  const isInFront = isPage(exchange) || ofWhatIsInFront.test(diagnosis.cause)
  if (keyKinds.has(diagnosis.kind) && !isInFront && has('key')) return 'key'
  if ((diagnosis.kind === 'quota' || diagnosis.kind === 'rate_limit') && has('allowance')) return 'allowance'
  return service.steps[0]?.id ?? 'answer'
}

/** What is known of the steps before the one that failed. */
const passedBefore = (id: string, diagnosis: Diagnosis, manifest: Manifest): StepVerdict => {
  if (id === 'answer') return { detail: `${manifest.name} answers.` }
  // Being asked to wait says nothing about the key; a used-up allowance belongs to a key that is known.
  return diagnosis.kind === 'rate_limit'
    ? { state: 'skipped', detail: 'Not proved yet: the service asks to wait first.' }
    : { detail: `${manifest.name} knows it.` }
}

/** The call as this service is asked, with every fault put against the field it belongs to. */
const fielded = <T>(service: SingleCallService<T>, ready: Ready): Call<T> => {
  const call = service.call(ready)
  return {
    ...call,
    refine: (diagnosis, exchange) => {
      // What is normal for one title (not found, already there) is no answer to a proving call. A call that Cuemark
      // kept at home or called back has none.
      const isAnswer = exchange.transportError === null
      const fault = diagnosis.expected && isAnswer ? unexpectedShape(exchange, call.knowledge) : diagnosis
      return againstField(fault, service.manifest, service.sent(ready))
    },
  }
}

/** Steps that must have passed for the call to come as far as the one that failed. */
const endStepsBefore = <T>(
  run: TestRun,
  service: SingleCallService<T>,
  id: string,
  fault: Diagnosis,
): void => {
  const failing = service.steps.findIndex((step) => step.id === id)
  for (const step of service.steps.slice(0, Math.max(0, failing))) {
    run.end({ id: step.id, state: 'passed', ...passedBefore(step.id, fault, service.manifest) })
  }
}

const runTest = async <T>(
  service: SingleCallService<T>,
  deps: TestDeps,
  settings: Settings,
): Promise<TestResult> => {
  const { manifest, steps, more } = service
  const ready: Ready = { settings: readySettings(manifest, settings), hosts: deps.hosts }
  const baseUrl = service.baseUrl(ready)
  const run = startRun(deps, manifest, ready.settings, baseUrl, [...steps, ...(more?.steps(ready) ?? [])])
  if (ready.settings.fault !== null) return run.fail('settings', ready.settings.fault)
  const { exchange, outcome, durationMs } = await run.ask(fielded(service, ready))
  run.connected(exchange)
  if (!outcome.ok) {
    const failing = failedStep(exchange, baseUrl, stepFor(service, outcome.diagnosis, exchange))
    endStepsBefore(run, service, failing, outcome.diagnosis)
    return run.fail(failing, outcome.diagnosis, durationMs)
  }
  run.found(service.findings(outcome.value, exchange, ready))
  for (const [index, step] of steps.entries()) {
    const verdict = step.good(outcome.value, exchange, ready)
    run.end({ id: step.id, state: 'passed', ...verdict, ...(index === 0 ? { durationMs } : {}) })
  }
  return (await more?.run(run, ready)) ?? run.result()
}

const runCheck = async <T>(
  service: SingleCallService<T>,
  deps: { readonly http: Http; readonly hosts: Hosts },
  settings: Settings,
): Promise<Outcome<CheckFacts>> => {
  const ready: Ready = { settings: readySettings(service.manifest, settings), hosts: deps.hosts }
  if (ready.settings.fault !== null) return { ok: false, diagnosis: ready.settings.fault }
  const { exchange, outcome } = await ask(deps.http, fielded(service, ready))
  if (!outcome.ok) return outcome
  const { budget, ...found } = service.findings(outcome.value, exchange, ready)
  return { ok: true, value: { ...found, ...(budget === null ? {} : { budget }) } }
}

/** A client made of one proving call. */
export const singleCallClient = <T>(
  service: SingleCallService<T>,
  proveWith: ServiceClient['proveWith'] = () => null,
): ServiceClient => ({
  id: service.manifest.id,
  test: (deps, settings) => runTest(service, deps, settings),
  check: (deps, settings) => runCheck(service, deps, settings),
  proveWith,
})

/** The base address in use and the field it came from. */
export const publicAddress = (
  ready: Ready,
  fallback: string,
): { readonly baseUrl: string; readonly field: string | null } => {
  const typed = ready.settings.values['baseUrl']
  return typed === undefined ? { baseUrl: fallback, field: null } : { baseUrl: typed, field: 'baseUrl' }
}
