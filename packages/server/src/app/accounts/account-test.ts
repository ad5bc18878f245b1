import type { TestResultView } from '@cuemark/contract'
import type { Diagnosis } from '@cuemark/diagnosis'
import type { TestStep } from '@cuemark/services'
import type { AccountRow } from '../ports-accounts.ts'
import { testResultView } from '../views.ts'
import { askProfile } from './profile.ts'
import { openAuthKey } from './sealed.ts'
import type { SignInEndDeps } from './sign-in-end.ts'
import type { UsableSession } from './token-keeper.ts'

const how = { origin: 'test', priority: 'interactive' } as const

interface Finding {
  readonly diagnosis: Diagnosis | null
  readonly name: string | null
  readonly facts: readonly { readonly label: string; readonly value: string }[]
}

const serviceNames = { trakt: 'Trakt', stremio: 'Stremio' } as const

const stepsOf = (row: AccountRow, hasSession: boolean, found: Finding): readonly TestStep[] => {
  const service = serviceNames[row.service]
  const { diagnosis } = found
  const sessionStep: TestStep = {
    id: 'sign_in',
    label: 'A sign-in is saved',
    state: hasSession ? 'passed' : 'failed',
    detail: hasSession
      ? 'It is there and has not ended.'
      : (diagnosis?.explanation ?? 'There is none to use now.'),
    ...(hasSession || diagnosis === null ? {} : { diagnosis }),
  }
  const taken: Pick<TestStep, 'state' | 'detail'> = !hasSession
    ? { state: 'skipped', detail: 'Not asked: there is no sign-in to ask with.' }
    : diagnosis === null
      ? {
          state: 'passed',
          detail: found.name === null ? `${service} takes it.` : `${service} knows ${found.name}.`,
        }
      : { state: 'failed', detail: diagnosis.explanation }
  const acceptedStep: TestStep = {
    id: 'accepted',
    label: `${service} accepts it`,
    ...taken,
    ...(hasSession && diagnosis !== null ? { diagnosis } : {}),
  }
  return [sessionStep, acceptedStep]
}

const resultOf = (
  deps: SignInEndDeps,
  row: AccountRow,
  hasSession: boolean,
  found: Finding,
  secrets: readonly string[],
): TestResultView => {
  const ok = hasSession && found.diagnosis === null
  const result = {
    ok,
    steps: stepsOf(row, hasSession, found),
    diagnosis: found.diagnosis,
    field: null,
    proved: [],
    facts: found.facts,
  }
  return testResultView(result, [], deps.redactText(secrets))
}

const none = (diagnosis: Diagnosis | null): Finding => ({ diagnosis, name: null, facts: [] })

type Askable = Extract<UsableSession, { ok: true }>

/** Asks once more where a refusal was mended by a refresh. */
const askTrakt = async (
  { keeper, ...deps }: SignInEndDeps,
  row: AccountRow,
  asked: Askable,
): Promise<Awaited<ReturnType<typeof askProfile>>> => {
  const outcome = await askProfile(deps, row.id, asked.session, how)
  if (outcome === null || outcome.ok || outcome.diagnosis.scope !== 'account') return outcome
  const again = await keeper.refused(row.id, asked.generation, outcome.diagnosis)
  return again.ok ? askProfile(deps, row.id, again.session, how) : outcome
}

const testTrakt = async (deps: SignInEndDeps, row: AccountRow): Promise<TestResultView> => {
  // Whoever tests a locked account wants to know whether it is free again.
  const asked = await deps.keeper.askable(row.id)
  const outcome = asked.ok ? await askTrakt(deps, row, asked) : null
  if (!asked.ok || outcome === null)
    return resultOf(deps, row, false, none(asked.ok ? null : asked.diagnosis), [])
  const secrets = [asked.session.accessToken]
  if (!outcome.ok) return resultOf(deps, row, true, none(outcome.diagnosis), secrets)
  await deps.keeper.accepted(row.id)
  const { name, vip } = outcome.value
  const facts = vip === null ? [] : [{ label: 'VIP', value: vip ? 'yes' : 'no' }]
  return resultOf(deps, row, true, { diagnosis: null, name, facts }, secrets)
}

const testStremio = async (deps: SignInEndDeps, row: AccountRow): Promise<TestResultView> => {
  const authKey = row.state === 'disconnected' ? null : openAuthKey(deps.box, row)
  if (authKey === null) return resultOf(deps, row, false, none(row.diagnosis), [])
  const http = deps.gateway.http({
    ...how,
    integrationId: row.integrationId,
    accountId: row.id,
    service: 'stremio',
    selfHosted: false,
  })
  const outcome = await deps.stremio.profile({ http, hosts: deps.hosts }, authKey)
  return outcome.ok
    ? resultOf(deps, row, true, { diagnosis: null, name: outcome.value.email, facts: [] }, [authKey])
    : resultOf(deps, row, true, none(outcome.diagnosis), [authKey])
}

/** Asks the service with the saved sign-in; a good answer mends what it proves. */
export const testAccount = (deps: SignInEndDeps, row: AccountRow): Promise<TestResultView> =>
  row.service === 'trakt' ? testTrakt(deps, row) : testStremio(deps, row)
