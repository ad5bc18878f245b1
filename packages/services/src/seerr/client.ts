import type { Diagnosis, Outcome } from '@cuemark/diagnosis'
import { ask } from '../call.ts'
import type { Call } from '../call.ts'
import type { CheckFacts, Http, ServiceClient, TestDeps, TestResult } from '../client.ts'
import { diagnosisOfCause } from '../cause-diagnosis.ts'
import { failedStep } from '../connection.ts'
import { againstField } from '../field-at-fault.ts'
import type { Settings } from '../manifest.ts'
import { readySettings } from '../ready-settings.ts'
import type { ReadySettings } from '../ready-settings.ts'
import { startRun } from '../test-run.ts'
import type { PlannedStep, TestRun } from '../test-run.ts'
import { statusCall, userCall } from './calls.ts'
import type { SeerrUser } from './calls.ts'
import { seerrCauses } from './failures-causes.ts'
import { seerr } from './manifest.ts'
import { separateRefusal } from './refusal.ts'

const sent = { credential: 'apiKey', address: 'url' }

/** Bits of Seerr's permission mask that let a user ask for titles: administrator, all, movies, series. */
const admin = 2
const mayRequest = admin | 32 | 262_144 | 524_288

const has = (permissions: number, bits: number): boolean => (permissions & bits) !== 0

const plan = (actingUser: string | null): readonly PlannedStep[] => [
  { id: 'answer', label: 'This is a Seerr' },
  { id: 'key', label: 'The key is right' },
  ...(actingUser === null ? [] : [{ id: 'user', label: 'The acting user exists' }]),
  { id: 'rights', label: 'The user may ask for titles' },
]

const fielded = <T>(
  call: Call<T>,
  refine: (...args: Parameters<NonNullable<Call<T>['refine']>>) => Diagnosis | Promise<Diagnosis>,
): Call<T> => ({
  ...call,
  refine: async (diagnosis, exchange) => againstField(await refine(diagnosis, exchange), seerr, sent),
})

/** Every Seerr has this call, so a server that does not find it is something else. */
const notFoundIsNoSeerr = (diagnosis: Diagnosis): Diagnosis =>
  diagnosis.kind === 'not_found'
    ? diagnosisOfCause('seerr', seerrCauses, 'seerr.not_a_seerr', diagnosis.evidence)
    : diagnosis

/** Asks who the key speaks for, and finds out which of its meanings a refusal has. */
const refusable = (http: Http, settings: ReadySettings, actingUser: string | null): Call<SeerrUser> =>
  fielded(userCall(settings, actingUser), (diagnosis, exchange) =>
    separateRefusal(http, settings, actingUser, diagnosis, exchange),
  )

const factsOf = (user: SeerrUser): readonly { readonly label: string; readonly value: string }[] => [
  { label: 'User', value: user.name ?? `Number ${String(user.id)}` },
  ...(user.permissions !== null && has(user.permissions, admin)
    ? [{ label: 'Rights', value: 'Administrator' }]
    : []),
]

const endWithRights = (run: TestRun, user: SeerrUser): TestResult => {
  run.found({ proved: ['reachable', 'credential', 'read'], facts: factsOf(user) })
  const name = user.name ?? 'This user'
  if (user.permissions === null) {
    run.end({ id: 'rights', state: 'skipped', detail: 'Seerr did not say what this user may do.' })
  } else if (has(user.permissions, mayRequest)) {
    const detail = `${name} may. Whether writing gets through shows with the first request.`
    run.end({ id: 'rights', state: 'passed', detail })
  } else {
    const detail = `${name} has no right to ask for titles. Reading works.`
    run.end({ id: 'rights', state: 'warning', detail })
  }
  return run.result()
}

const runTest = async (deps: TestDeps, typed: Settings): Promise<TestResult> => {
  const settings = readySettings(seerr, typed)
  const url = settings.values['url'] ?? ''
  const actingUser = settings.values['actingUser'] ?? null
  const run = startRun(deps, seerr, settings, url, plan(actingUser))
  if (settings.fault !== null) return run.fail('settings', settings.fault)
  const status = await run.ask(fielded(statusCall(settings), notFoundIsNoSeerr))
  run.connected(status.exchange)
  if (!status.outcome.ok) {
    const step = failedStep(status.exchange, url, 'answer')
    return run.fail(step, status.outcome.diagnosis, status.durationMs)
  }
  const { version } = status.outcome.value
  run.found({ proved: ['reachable'], facts: [{ label: 'Version', value: version }] })
  run.end({ id: 'answer', state: 'passed', detail: `Seerr ${version}.`, durationMs: status.durationMs })
  const owner = await run.ask(refusable(run.http, settings, null))
  if (!owner.outcome.ok) return run.fail('key', owner.outcome.diagnosis, owner.durationMs)
  run.end({ id: 'key', state: 'passed', detail: 'Seerr accepts the key.', durationMs: owner.durationMs })
  if (actingUser === null) return endWithRights(run, owner.outcome.value)
  const acting = await run.ask(refusable(run.http, settings, actingUser))
  if (!acting.outcome.ok) return run.fail('user', acting.outcome.diagnosis, acting.durationMs)
  const detail = acting.outcome.value.name ?? `User number ${actingUser}.`
  run.end({ id: 'user', state: 'passed', detail, durationMs: acting.durationMs })
  return endWithRights(run, acting.outcome.value)
}

const runCheck = async (http: Http, typed: Settings): Promise<Outcome<CheckFacts>> => {
  const settings = readySettings(seerr, typed)
  if (settings.fault !== null) return { ok: false, diagnosis: settings.fault }
  const { outcome } = await ask(http, refusable(http, settings, settings.values['actingUser'] ?? null))
  if (!outcome.ok) return outcome
  return {
    ok: true,
    value: { proved: ['reachable', 'credential', 'read'], facts: factsOf(outcome.value) },
  }
}

export const seerrClient: ServiceClient = {
  id: 'seerr',
  test: runTest,
  check: (deps, settings) => runCheck(deps.http, settings),
  // Nothing can be written to a Seerr without leaving something behind, so a write is proved by real ones only.
  proveWith: () => null,
}
