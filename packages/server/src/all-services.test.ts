import type { AlertView } from '@cuemark/contract'
import { serviceIds, type ServiceId } from '@cuemark/services'
import { type Scene, type SimulatedService, simulations } from '@cuemark/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startWhole, testSaved, type WholeServer } from './testing/whole-server.ts'

type Bad = Exclude<Scene, 'healthy'>
type Told = Pick<AlertView, 'kind' | 'severity'>

/** Scenes that read a day's end from the real clock come first, before the test's clock has moved far from it. */
const scenes = [
  'quota',
  'quota_retry_after',
  'rate_limit',
  'rate_limit_retry_after',
  'wrong_key',
  'revoked',
  'server_error',
  'html_login',
  'nonsense',
] as const satisfies readonly Bad[]

const told = {
  authentication: { kind: 'authentication', severity: 'error' },
  configuration: { kind: 'configuration', severity: 'error' },
  malformed: { kind: 'malformed', severity: 'error' },
  permission: { kind: 'permission', severity: 'error' },
  quota: { kind: 'quota', severity: 'warning' },
  rateLimit: { kind: 'rate_limit', severity: 'warning' },
  outage: { kind: 'outage', severity: 'info' },
  network: { kind: 'network', severity: 'info' },
} as const satisfies Readonly<Record<string, Told>>

const common: Readonly<Record<(typeof scenes)[number], Told | null>> = {
  quota: told.quota,
  quota_retry_after: told.quota,
  rate_limit: told.rateLimit,
  rate_limit_retry_after: told.rateLimit,
  wrong_key: told.authentication,
  revoked: told.authentication,
  server_error: told.outage,
  html_login: told.configuration,
  nonsense: told.malformed,
}

/** Null: what the scene touches is not what a test or a check uses, so nothing is wrong. */
const expected: Readonly<Record<ServiceId, typeof common>> = {
  // TMDb has no daily quota; its rate limit stands in for it (tmdb.md).
  tmdb: { ...common, quota: told.rateLimit, quota_retry_after: told.rateLimit },
  omdb: common,
  // Trakt answers an app it does not know with 403 (trakt.md §8). Its address is nobody's setting, so a page in its
  // place comes from the network in between.
  trakt: {
    ...common,
    wrong_key: told.permission,
    revoked: told.permission,
    html_login: told.network,
  },
  mdblist: common,
  // Seerr counts requests for titles, which neither a test nor a check makes; its address is a person's.
  seerr: { ...common, quota: null, quota_retry_after: null, nonsense: told.configuration },
  openai: common,
  // Nothing is entered for the house, so no key can be wrong; its limit is that of the wall in front of it.
  stremio: {
    ...common,
    quota: told.rateLimit,
    quota_retry_after: told.rateLimit,
    wrong_key: null,
    revoked: null,
    html_login: told.network,
  },
}

/** One bad answer that makes no sense says little; the third within ten minutes is an alert. */
const triesOf = (scene: Bad): number => (scene === 'nonsense' ? 3 : 1)
const mostChecks = 8

/** The free look-up of models says nothing of money: only a generation does, when a person asks (openai.md §1). */
const isMoney = (service: ServiceId, wanted: Told | null): boolean =>
  service === 'openai' && wanted?.kind === 'quota'

interface House {
  readonly server: WholeServer
  readonly service: SimulatedService
}

const open = async (id: ServiceId): Promise<House> => {
  const service = await simulations[id]()
  const server = await startWhole({
    CUEMARK_TRAKT_API_URL: service.url,
    CUEMARK_TRAKT_AUTH_URL: service.url,
    CUEMARK_STREMIO_API_URL: service.url,
    CUEMARK_STREMIO_LINK_URL: service.url,
  })
  return { server, service }
}

/** A fresh integration that works, for one scene. */
const connect = async ({ server, service }: House): Promise<string> => {
  service.set('healthy')
  const body = { service: service.service, settings: service.goodSettings }
  return (await server.client.createIntegration({ body })).integration.id
}

const clear = async ({ server, service }: House): Promise<void> => {
  service.set('healthy')
  for (const { id } of (await server.client.listIntegrations()).items)
    await server.client.removeIntegration({ params: { id } })
  expect(server.faults).toEqual([])
}

describe.each(serviceIds)('%s', (serviceId) => {
  let house: House
  beforeAll(async () => {
    house = await open(serviceId)
  })
  afterAll(async () => {
    await house.server.close()
    await house.service.close()
  })
  afterEach(() => clear(house))

  it.each(scenes)('%s found by a test is one alert, which a test clears', async (scene) => {
    const { server, service } = house
    const id = await connect(house)
    service.set(scene)
    const wanted = expected[serviceId][scene]
    for (let tries = 0; tries < triesOf(scene); tries += 1) {
      const before = (await server.checks(id)).length
      expect((await testSaved(server.client, id)).ok).toBe(wanted === null)
      expect((await server.checks(id)).length).toBe(before + 1)
    }
    expect(await server.openAlerts()).toMatchObject(wanted === null ? [] : [{ integrationId: id, ...wanted }])

    service.set('healthy')
    const params = { params: { id } }
    const result = isMoney(serviceId, wanted)
      ? await server.client.proveIntegration(params)
      : await testSaved(server.client, id)
    expect(result.ok).toBe(true)
    expect(await server.openAlerts()).toEqual([])
    expect((await server.client.getIntegration(params)).state).toBe('connected')
  })
})

describe.each(serviceIds)('%s in the background', (serviceId) => {
  let house: House
  beforeAll(async () => {
    house = await open(serviceId)
  })
  afterAll(async () => {
    await house.server.close()
    await house.service.close()
  })
  afterEach(() => clear(house))
  const cases = scenes.filter(
    (scene) => expected[serviceId][scene] !== null && !isMoney(serviceId, expected[serviceId][scene]),
  )

  it.each(cases)('%s found by a check is one alert, which a check clears', async (scene) => {
    const { server, service } = house
    const id = await connect(house)
    service.set(scene)
    for (let tries = 0; tries < triesOf(scene); tries += 1) {
      const before = (await server.checks(id)).length
      expect((await server.nextCheck(id)).ok).toBe(false)
      expect((await server.checks(id)).length).toBe(before + 1)
    }
    const wanted = expected[serviceId][scene]
    expect(await server.openAlerts()).toMatchObject([{ integrationId: id, ...wanted }])

    service.set('healthy')
    for (let checks = 0; checks < mostChecks && (await server.openAlerts()).length > 0; checks += 1) {
      await server.nextCheck(id)
    }
    expect(await server.openAlerts()).toEqual([])
    expect((await server.client.getIntegration({ params: { id } })).state).toBe('connected')
  })
})

describe('the credit of OpenAI', () => {
  it.each(['quota', 'quota_retry_after'])(
    '%s stands through good checks, until a generation works',
    async (scene) => {
      const house = await open('openai')
      const { server, service } = house
      const id = await connect(house)
      service.set(scene)
      await server.nextCheck(id)
      service.set('healthy')
      for (let checks = 0; checks < 3; checks += 1) expect((await server.nextCheck(id)).ok).toBe(true)
      expect(await server.openAlerts()).toMatchObject([{ integrationId: id, ...told.quota }])
      expect((await server.client.proveIntegration({ params: { id } })).ok).toBe(true)
      expect(await server.openAlerts()).toEqual([])
      await server.close()
      await service.close()
    },
  )
})
