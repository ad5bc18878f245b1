import type { Diagnosis, Exchange, Knowledge, Outcome } from '@cuemark/diagnosis'
import type { Proof, ServiceId, Settings } from './manifest.ts'

/** One request as a client wants it sent. The gateway adds pace, time-out, bounds, and its User-Agent. */
export interface ServiceRequest {
  /** Name of the call, stable, for rules and logs: `authentication`, `auth_me`. */
  readonly call: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Sent as it is; set the content type yourself. */
  readonly body?: string
  /** Every secret that occurs in url, headers or body, so that it can be removed from what is kept. */
  readonly secrets: readonly string[]
  /** What a good answer to this call proves. */
  readonly proves: readonly Proof[]
  /** False for calls whose repetition could do something twice. */
  readonly idempotent: boolean
  /** A shorter bound than the manifest's for this one request, so that a test ends in time. */
  readonly timeoutMs?: number
}

/** The one way out of the house. Never throws for what a service or the network does. */
export interface Http {
  /** What is known of the integration these requests are for, besides what each call knows itself. */
  readonly known?: Knowledge
  send(request: ServiceRequest): Promise<Exchange>
  /** Told once per request how its reading ended, after `send`; resolves when that is durable. */
  settled(request: ServiceRequest, exchange: Exchange, diagnosis: Diagnosis | null): Promise<void>
}

/** Names in order, for the list that ticks one step after another. */
export interface TestStep {
  readonly id: string
  readonly label: string
  readonly state: 'passed' | 'failed' | 'warning' | 'skipped'
  readonly detail: string
  readonly durationMs?: number
  readonly diagnosis?: Diagnosis
  /** Field the step's fault belongs to. */
  readonly field?: string
}

export interface TestResult {
  readonly ok: boolean
  readonly steps: readonly TestStep[]
  /** The first fault, against its field. */
  readonly diagnosis: Diagnosis | null
  readonly field: string | null
  /** What was proved by the calls that succeeded. */
  readonly proved: readonly Proof[]
  /** Facts worth showing: version, user name, plan, allowance. */
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly budget?: BudgetReading
}

/** What is left of an allowance, as the service itself tells it. */
export interface BudgetReading {
  readonly limit: number | null
  readonly used: number | null
  readonly remaining: number | null
  readonly resetsAt: number | null
  readonly source: 'header' | 'endpoint' | 'counted'
}

/** Addresses that only the environment may change (Trakt's hosts are never a person's setting). */
export interface Hosts {
  readonly traktApiUrl: string
  readonly traktAuthUrl: string
  readonly stremioApiUrl: string
  readonly stremioLinkUrl: string
}

/** A clock for step durations; monotonic milliseconds. */
export type NowMs = () => number

export interface TestDeps {
  readonly http: Http
  readonly hosts: Hosts
  readonly now: NowMs
  /** Told of each step as it ends, so that a page can tick them one after another. */
  readonly onStep: (step: TestStep) => void
}

/** A service as the server uses it: its manifest, its rules, its test, its background check. */
export interface ServiceClient {
  readonly id: ServiceId
  /** Test connection in steps, on the settings given, saved or not. Resolves in under 10 s. */
  test(deps: TestDeps, settings: Settings): Promise<TestResult>
  /** The cheapest proving call, for background checks. */
  check(deps: Pick<TestDeps, 'http' | 'hosts'>, settings: Settings): Promise<Outcome<CheckFacts>>
  /** The call that proves what a rarely proven cause needs (an OpenAI generation, a Seerr write), or null. */
  proveWith(
    proof: Proof,
  ): ((deps: Pick<TestDeps, 'http' | 'hosts'>, settings: Settings) => Promise<Outcome<CheckFacts>>) | null
}

export interface CheckFacts {
  readonly proved: readonly Proof[]
  readonly budget?: BudgetReading
  readonly facts: readonly { readonly label: string; readonly value: string }[]
}
