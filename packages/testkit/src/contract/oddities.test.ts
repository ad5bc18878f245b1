import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clients, serviceIds, type ServiceId } from '@cuemark/services'
import { tmdbCredentials } from '../tmdb.ts'
import { complaintsAboutTest } from './complaints.ts'
import { openContractStage, type ContractStage } from './contract-stage.ts'
import { directHttp } from './direct-http.ts'
import type { Expectation } from './expectations.ts'

/** The scene shows only where something is generated, so the free test passes. */
const unseen: Expectation = { kinds: [], passes: true }
/** A wall in front refuses this machine: a rule of somebody, or of the way there, and never the key. */
const walled: Expectation = { kinds: ['network', 'permission'] }

/** What only one service does, and what a test must make of it. */
const oddities: Readonly<Record<ServiceId, Readonly<Record<string, Expectation>>>> = {
  tmdb: {
    suspended: { kinds: ['account'] },
    maintenance: { kinds: ['outage'] },
    backend_slow: { kinds: ['outage'] },
    no_permission: { kinds: ['permission'] },
    at_capacity: { kinds: ['outage'] },
    cdn_refusal: walled,
  },
  omdb: {
    daily_limit: { kinds: ['quota'] },
    // Cuemark sends the key first, so the fault never meets it.
    key_last_fault: unseen,
    sql_text: { kinds: ['outage'] },
    limit_in_200: { kinds: ['quota'] },
    no_data: { kinds: ['outage', 'not_found'] },
    blocked: walled,
  },
  trakt: {
    app_removed: { kinds: ['permission', 'authentication'], field: 'clientId' },
    cloudflare_block: walled,
    cloudflare_hurry: { kinds: ['rate_limit'] },
    no_user_agent: walled,
    locked: { kinds: ['account'] },
    deactivated: { kinds: ['account'] },
    vip_only: { kinds: ['account', 'permission'] },
    overloaded: { kinds: ['outage'] },
    cloudflare_unknown: { kinds: ['outage'] },
    website: { kinds: ['configuration', 'malformed', 'network'] },
  },
  mdblist: {
    not_json_429: { kinds: ['rate_limit'], headerWithinMs: 18_000 },
    day_used: { kinds: ['quota'] },
    supporter_only: unseen,
    renamed_fields: { kinds: ['malformed', 'configuration'] },
  },
  seerr: {
    not_initialized: { kinds: ['configuration'] },
    csrf: unseen,
    user_missing: unseen,
    member_key: unseen,
    behind_login: { kinds: ['configuration', 'malformed'], field: 'url' },
    login_redirect: { kinds: ['configuration'], field: 'url' },
    key_stripped: { kinds: ['configuration'] },
    sub_path: { kinds: ['configuration'], field: 'url' },
    tmdb_unreachable: unseen,
    old_version: unseen,
  },
  openai: {
    credit_exhausted: unseen,
    hurry: { kinds: ['rate_limit'] },
    // A restricted key may generate although it may not look up models.
    scope_missing: unseen,
    too_large: unseen,
    wrong_model: { kinds: ['configuration', 'permission', 'account'], field: 'model' },
    deactivated: { kinds: ['account'] },
    country: { kinds: ['permission'] },
    spend_limit: unseen,
    overloaded: { kinds: ['outage'] },
  },
  stremio: {
    bare_error: unseen,
    // Without a session any refusal in Stremio's envelope shows that Stremio answers.
    both: unseen,
    blocked: { kinds: ['permission', 'network'] },
    website: { kinds: ['configuration', 'malformed', 'network'] },
  },
}

const withStage = (service: ServiceId): (() => ContractStage) => {
  let stage: ContractStage
  beforeAll(async () => {
    stage = await openContractStage(service)
  })
  afterAll(() => stage.close())
  return () => stage
}

describe.each(serviceIds)('the oddities of %s', (service) => {
  const current = withStage(service)

  it.each(Object.entries(oddities[service]))('reads %s', async (scene, expected) => {
    current().simulation.set(scene)
    expect(complaintsAboutTest(await current().test(), expected)).toEqual([])
  })

  it('are all named here', () => {
    const known = ['other_program', ...Object.keys(oddities[service])]
    expect(Object.keys(current().simulation.oddities).sort()).toEqual(known.sort())
  })
})

describe('a generation at OpenAI', () => {
  const current = withStage('openai')
  const prove = clients.openai.proveWith('generation')

  it.each([
    ['credit_exhausted', 'quota'],
    ['spend_limit', 'quota'],
    ['too_large', 'invalid_request'],
    ['hurry', 'rate_limit'],
  ])('shows what the free test cannot: %s', async (scene, kind) => {
    const { simulation, hosts } = current()
    simulation.set(scene)
    const http = directHttp({ service: 'openai', timeoutMs: 20_000, maxBodyBytes: 100_000 })
    expect(await prove?.({ http, hosts }, simulation.goodSettings)).toMatchObject({
      ok: false,
      diagnosis: { kind },
    })
    simulation.set('healthy')
    expect(await prove?.({ http, hosts }, simulation.goodSettings)).toMatchObject({ ok: true })
  })

  it('is told by the text alone when to come back', async () => {
    const { simulation } = current()
    simulation.set('hurry')
    const { result, http } = await current().test()
    const answeredAt = http.sent[0]?.exchange.receivedAt ?? 0
    expect(result.diagnosis?.retry).toEqual({ when: 'at', at: answeredAt + 1200, basis: 'body' })
  })
})

describe('an acting user at Seerr', () => {
  const current = withStage('seerr')

  it('who does not exist is named, and the key is not blamed', async () => {
    const { simulation } = current()
    const { result } = await current().test({ ...simulation.goodSettings, actingUser: '77' })
    expect(result).toMatchObject({
      ok: false,
      field: 'actingUser',
      diagnosis: { kind: 'configuration', cause: 'seerr.acting_user_unknown' },
    })
  })

  it('who is no number is named before anything is sent', async () => {
    const { simulation } = current()
    simulation.clearRequests()
    const { result } = await current().test({ ...simulation.goodSettings, actingUser: 'maria' })
    expect([result.ok, result.field, simulation.requests.length]).toEqual([false, 'actingUser', 0])
  })

  it('below a sub-path is reached when the path is part of the address', async () => {
    const { simulation } = current()
    simulation.set('sub_path')
    const { result } = await current().test({ ...simulation.goodSettings, url: `${simulation.url}/requests` })
    expect(result.ok).toBe(true)
    simulation.set('healthy')
  })
})

describe('two TMDb credentials that were swapped', () => {
  const current = withStage('tmdb')

  it('just work', async () => {
    const { goodSettings } = current().simulation
    const swapped = {
      ...goodSettings,
      apiKey: tmdbCredentials.goodToken,
      accessToken: tmdbCredentials.goodKey,
    }
    expect((await current().test(swapped)).result).toMatchObject({ ok: true })
  })
})
