import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { manifests, type ServiceId } from '@cuemark/services'
import { complaintsAboutCheck, complaintsAboutTest } from './complaints.ts'
import { openContractStage, type ContractStage } from './contract-stage.ts'
import type { DirectHttp } from './direct-http.ts'
import { badScenes, expectations } from './expectations.ts'

/** Most requests that a background check may need. */
const cheapRequests = 2

/** What every service promises, whatever it is. Run against the service played over real HTTP. */
export function describeServiceContract(service: ServiceId): void {
  let stage: ContractStage
  const current = (): ContractStage => stage
  beforeAll(async () => {
    stage = await openContractStage(service)
  })
  afterAll(() => stage.close())
  beforeEach(() => {
    stage.simulation.set('healthy')
    stage.simulation.clearRequests()
  })
  describeHealthy(service, current)
  describeScenes(service, current)
  describeOddNeighbors(current)
}

function describeHealthy(service: ServiceId, current: () => ContractStage): void {
  // Nothing is entered, so nothing can be wrong or missing.
  const accountsOnly = manifests[service].accountsOnly === true
  describe('while it is healthy', () => {
    it('passes its test, proves the credential, and tells every step once and in order', async () => {
      const { result, told } = await current().test()
      expect(result).toMatchObject({ ok: true, diagnosis: null, field: null })
      const proved = current().manifest.accountsOnly === true ? ['reachable'] : ['reachable', 'credential']
      expect(result.proved).toEqual(expect.arrayContaining(proved))
      expect(told).toEqual(result.steps)
      expect(told.length).toBeGreaterThan(1)
      expect(told.map((step) => step.state)).not.toContain('failed')
    })

    it('passes its background check, cheaply', async () => {
      expect(await current().check()).toMatchObject({ ok: true })
      expect(current().simulation.requests.length).toBeLessThanOrEqual(cheapRequests)
    })

    it.skipIf(accountsOnly)(
      'refuses a wrong credential against its field, and does not call it proved',
      async () => {
        const { goodSettings, badSettings } = current().simulation
        const tried = await current().test({ ...goodSettings, ...badSettings })
        expect(complaintsAboutTest(tried, expectations[service].wrong_key)).toEqual([])
        expect(tried.result.proved).not.toContain('credential')
      },
    )

    it('forgives white space around what was pasted', async () => {
      const settings = Object.entries(current().simulation.goodSettings)
      const pasted = Object.fromEntries(settings.map(([name, value]) => [name, `  ${value}\n`]))
      expect((await current().test(pasted)).result).toMatchObject({ ok: true })
    })

    it.skipIf(accountsOnly)('asks for what is missing without sending anything', async () => {
      const { result } = await current().test({})
      expect(result.ok).toBe(false)
      expect(current().manifest.fields.map((field) => field.name)).toContain(result.field)
      expect(current().simulation.requests).toEqual([])
    })
  })
}

function describeScenes(service: ServiceId, current: () => ContractStage): void {
  describe.each(badScenes)('in the scene %s', (scene) => {
    const expected = expectations[service][scene]

    it('names what is wrong, and passes again when it is over', async () => {
      current().simulation.set(scene)
      expect(complaintsAboutTest(await current().test(), expected)).toEqual([])
      current().simulation.set('healthy')
      expect((await current().test()).result).toMatchObject({ ok: true })
    })

    it('comes to the same end in a background check', async () => {
      current().simulation.set(scene)
      expect(complaintsAboutCheck(await current().check(), expected)).toEqual([])
      current().simulation.set('healthy')
      expect(await current().check()).toMatchObject({ ok: true })
    })

    it('tells nothing secret, declares what it sends, and settles every request once', async () => {
      const { simulation, secrets } = current()
      simulation.set(scene)
      const { result, http } = await current().test()
      const text = JSON.stringify(result)
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
      expect(undeclared(http, secrets)).toEqual([])
      expect(http.sent.length).toBeGreaterThan(0)
      expect(http.settlements).toHaveLength(http.sent.length)
      expect(new Set(http.settlements.map(({ exchange }) => exchange))).toEqual(
        new Set(http.sent.map(({ exchange }) => exchange)),
      )
    })
  })
}

function describeOddNeighbors(current: () => ContractStage): void {
  it('never takes another program for itself', async () => {
    current().simulation.set('other_program')
    const { result } = await current().test()
    expect(result.ok).toBe(false)
    expect(result.diagnosis?.kind).toBeOneOf(['configuration', 'malformed'])
    expect(result.proved).not.toContain('credential')
  })
}

/** Names of calls that send a secret without saying so, which would keep it out of the redactor's sight. */
const undeclared = (http: DirectHttp, secrets: readonly string[]): readonly string[] =>
  http.sent.flatMap(({ request: { secrets: declared, ...sent } }) => {
    const text = JSON.stringify(sent)
    return secrets.some((secret) => text.includes(secret) && !declared.includes(secret)) ? [sent.call] : []
  })
