import type { Diagnosis, Exchange, Proof } from '@cuemark/diagnosis'
import { ask } from './call.ts'
import type { Answered, Call } from './call.ts'
import type { BudgetReading, Http, TestDeps, TestResult, TestStep } from './client.ts'
import { connectionSteps, passedConnectionSteps } from './connection.ts'
import type { Manifest } from './manifest.ts'
import type { ReadySettings } from './ready-settings.ts'

/** A test resolves in under 10 s (product §3); what is left pays for recording and the way back. */
const testBudgetMs = 9000

export interface PlannedStep {
  readonly id: string
  readonly label: string
}

/** A test in progress: steps tick in order, the first fault ends it, and the rest is told as not tried. */
export interface TestRun {
  readonly end: (step: Omit<TestStep, 'label'>) => void
  readonly fail: (id: string, diagnosis: Diagnosis, durationMs?: number) => TestResult
  /** Every request of a test goes through it, and ends while there is time to tell. */
  readonly http: Http
  readonly ask: <T>(call: Call<T>) => Promise<Answered<T> & { readonly durationMs: number }>
  /** Ticks name, port and TLS as far as one exchange shows them. */
  readonly connected: (exchange: Exchange) => void
  readonly found: (findings: Findings) => void
  readonly result: () => TestResult
}

/** What good answers show. */
export interface Findings {
  readonly proved?: readonly Proof[]
  readonly facts?: TestResult['facts']
  readonly budget?: BudgetReading | null
}

interface Gathered {
  readonly steps: readonly TestStep[]
  readonly findings: readonly Findings[]
  readonly fault: Diagnosis | null
}

const resultOf = ({ steps, findings, fault }: Gathered): TestResult => {
  const budget = findings.findLast((found) => found.budget)?.budget ?? null
  return {
    ok: fault === null,
    steps,
    diagnosis: fault,
    field: fault?.field ?? null,
    proved: [...new Set(findings.flatMap((found) => found.proved ?? []))],
    facts: findings.flatMap((found) => found.facts ?? []),
    ...(budget === null ? {} : { budget }),
  }
}

/** Each request gets what is left of the test's time, and never more than the service's usual bound. */
const endingInTime = ({ http, now }: TestDeps, usualMs: number): Http => {
  const endsAt = now() + testBudgetMs
  return {
    ...http,
    send: (request) => http.send({ ...request, timeoutMs: Math.max(1, Math.min(usualMs, endsAt - now())) }),
    settled: (request, exchange, diagnosis) => http.settled(request, exchange, diagnosis),
  }
}

const failedStepOf = (id: string, diagnosis: Diagnosis, durationMs?: number): Omit<TestStep, 'label'> => ({
  id,
  state: 'failed',
  detail: diagnosis.title,
  diagnosis,
  ...(durationMs === undefined ? {} : { durationMs }),
  ...(diagnosis.field === undefined ? {} : { field: diagnosis.field }),
})

/** Begins a test, with the remarks on the settings where there are any. */
export const startRun = (
  deps: TestDeps,
  manifest: Manifest,
  settings: ReadySettings,
  baseUrl: string,
  planned: readonly PlannedStep[],
): TestRun => {
  const plan = [{ id: 'settings', label: 'Settings look right' }, ...connectionSteps(baseUrl), ...planned]
  const http = endingInTime(deps, manifest.limits.timeoutMs)
  const steps: TestStep[] = []
  const findings: Findings[] = []
  const end: TestRun['end'] = (step) => {
    const ended = { ...step, label: plan.find(({ id }) => id === step.id)?.label ?? step.id }
    steps.push(ended)
    deps.onStep(ended)
  }
  const warning = settings.fault === null ? settings.warnings[0] : undefined
  if (warning !== undefined) {
    end({ id: 'settings', state: 'warning', detail: warning.text, field: warning.field })
  }
  return {
    end,
    http,
    fail: (id, diagnosis, durationMs) => {
      end(failedStepOf(id, diagnosis, durationMs))
      const rest = plan.slice(plan.findIndex((step) => step.id === id) + 1)
      for (const step of rest) end({ id: step.id, state: 'skipped', detail: 'Not tried.' })
      return resultOf({ steps, findings, fault: diagnosis })
    },
    ask: async (call) => {
      const startedAt = deps.now()
      const answered = await ask(http, call)
      return { ...answered, durationMs: deps.now() - startedAt }
    },
    connected: (exchange) => {
      for (const step of passedConnectionSteps(exchange, baseUrl)) end(step)
    },
    found: (more) => findings.push(more),
    result: () => resultOf({ steps, findings, fault: null }),
  }
}
