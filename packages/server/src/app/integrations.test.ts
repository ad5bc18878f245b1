import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IntegrationView, TestEvent } from '@cuemark/contract'
import {
  badKey,
  connect as connectTo,
  never,
  nextChange,
  openAlerts as alertsOf,
  refusal,
  resultOf,
  setAppStage,
  testSaved,
  until,
} from './app-stage.ts'
import type { AppStage } from './app-stage.ts'
import { goodKey, startStageService } from './app-stage-service.ts'
import type { StageService } from './app-stage-service.ts'

let stage: AppStage
let service: StageService
beforeEach(async () => {
  stage = await setAppStage()
  service = await startStageService()
})
afterEach(async () => {
  await stage.close()
  await service.close()
})

const connect = (change: Record<string, string> = {}): Promise<IntegrationView> =>
  connectTo(stage, { url: service.url, apiKey: goodKey, ...change })
const openAlerts = async () => (await alertsOf(stage)).map(({ cause, count }) => ({ cause, count }))
const test = (id: string) => testSaved(stage, id)

describe('connecting a service', () => {
  it('tests first, then saves what it cleaned', async () => {
    const { integration, test: tested } = await stage.app.integrations.create({
      service: 'seerr',
      settings: { url: ` ${service.url} `, apiKey: `${goodKey}\n` },
      saveUntested: false,
    })
    expect(tested).toMatchObject({ ok: true, cleanedFields: ['url', 'apiKey'] })
    expect(integration).toMatchObject({
      name: 'Seerr',
      state: 'connected',
      tested: true,
      version: 1,
      settings: { url: service.url },
      secretHints: { apiKey: '1234' },
    })
    expect(service.asked).toEqual([`/test ${goodKey}`])
  })

  it('does not save what fails, and says at which field', async () => {
    const error = await refusal(connect({ apiKey: badKey }))
    expect(error.code).toBe('test_failed')
    expect(error.fields).toEqual([{ field: 'apiKey', text: 'Stage: authentication' }])
    expect(error.test).toMatchObject({ ok: false, field: 'apiKey' })
    expect((await stage.app.integrations.list({ limit: 10 })).items).toEqual([])
    expect(await openAlerts()).toEqual([])
  })

  it('refuses what cannot be tested without calling anybody', async () => {
    const error = await refusal(connect({ apiKey: '' }))
    expect(error.code).toBe('invalid_input')
    expect(error.fields.map(({ field }) => field)).toEqual(['apiKey'])
    expect(service.asked).toEqual([])
  })

  it('gives each its own name, and refuses one that is taken', async () => {
    await connect()
    expect((await connect()).name).toBe('Seerr 2')
    expect((await connect()).name).toBe('Seerr 3')
    const settings = { url: service.url, apiKey: goodKey }
    const named = { service: 'seerr', name: 'seerr 2', settings, saveUntested: false } as const
    expect(await refusal(stage.app.integrations.create(named))).toMatchObject({ code: 'duplicate_name' })
  })

  it('keeps something untested on purpose, and checks it at once', async () => {
    const settings = { url: service.url, apiKey: badKey }
    const { integration, test: tested } = await stage.app.integrations.create({
      service: 'seerr',
      settings,
      saveUntested: true,
    })
    expect(tested).toBeNull()
    expect(integration).toMatchObject({ state: 'warning', tested: false })
    expect(service.asked).toEqual([])
    const opened = nextChange(stage, 'alert')
    stage.clock.advance(0)
    await opened
    expect(await openAlerts()).toEqual([{ cause: 'seerr.authentication', count: 1 }])
    expect(await stage.app.integrations.get(integration.id)).toMatchObject({ state: 'error', openAlerts: 1 })
  })
})

describe('testing', () => {
  it('of unsaved values touches nothing that is saved', async () => {
    const { id } = await connect()
    const before = await stage.app.integrations.get(id)
    const events: TestEvent[] = []
    await stage.app.integrations.testSettings(
      { service: 'seerr', integrationId: id, settings: { apiKey: badKey } },
      (event) => events.push(event),
      never,
    )
    expect(events.map(({ type }) => type)).toEqual(['step', 'result'])
    expect(resultOf(events)).toMatchObject({ ok: false, field: 'apiKey' })
    expect(service.asked.at(-1)).toBe(`/test ${badKey}`)
    expect(await openAlerts()).toEqual([])
    expect(await stage.app.integrations.get(id)).toEqual(before)
  })

  it('of unsaved values that work clears nothing', async () => {
    const { id } = await connect()
    service.key = 'rotated-key-5678'
    await test(id)
    expect(await openAlerts()).toHaveLength(1)
    await stage.app.integrations.testSettings(
      { service: 'seerr', integrationId: id, settings: { apiKey: service.key } },
      () => undefined,
      never,
    )
    expect(await openAlerts()).toHaveLength(1)
  })

  it('takes the saved secret where none was typed', async () => {
    const { id } = await connect()
    const events: TestEvent[] = []
    await stage.app.integrations.testSettings(
      { service: 'seerr', integrationId: id, settings: { url: service.url } },
      (event) => events.push(event),
      never,
    )
    expect(resultOf(events).ok).toBe(true)
    expect(service.asked.at(-1)).toBe(`/test ${goodKey}`)
  })

  it('of saved values raises an alert and clears it', async () => {
    const { id } = await connect()
    service.key = 'rotated-key-5678'
    expect(resultOf(await test(id)).ok).toBe(false)
    expect(await openAlerts()).toEqual([{ cause: 'seerr.authentication', count: 1 }])
    service.key = goodKey
    expect(resultOf(await test(id)).ok).toBe(true)
    expect(await openAlerts()).toEqual([])
    expect(await stage.app.integrations.get(id)).toMatchObject({ state: 'connected', openAlerts: 0 })
  })

  it('clears what is read out of an answer, not only what a call proves by succeeding', async () => {
    const { id } = await connect()
    service.weather = 'used_up'
    await test(id)
    expect(await openAlerts()).toEqual([{ cause: 'seerr.day_used_up', count: 1 }])
    service.weather = 'fine'
    await test(id)
    expect(await openAlerts()).toEqual([])
  })

  it('shows as testing while it runs, to everybody', async () => {
    const { id } = await connect()
    service.weather = 'silent'
    const stop = new AbortController()
    const running = stage.app.integrations.testSaved(id, () => undefined, stop.signal)
    await until(() => service.asked.length === 2)
    expect((await stage.app.integrations.get(id)).state).toBe('testing')
    stop.abort()
    await running
    expect((await stage.app.integrations.get(id)).state).toBe('connected')
    expect(await openAlerts()).toEqual([])
  })

  it('tells nothing more after it was given up', async () => {
    const { id } = await connect()
    const events: TestEvent[] = []
    await stage.app.integrations.testSaved(id, (event) => events.push(event), AbortSignal.abort())
    expect(events).toEqual([])
  })

  it('runs the costly proof that only a person may ask for', async () => {
    const { id } = await connect()
    stage.clock.advance(1000)
    expect(await stage.app.integrations.prove(id)).toMatchObject({ ok: true, steps: [{ id: 'prove_write' }] })
    expect(service.asked.at(-1)).toBe(`/write ${goodKey}`)
    expect(await stage.app.integrations.get(id)).toMatchObject({ lastCheckAt: stage.clock.now() })
  })

  it('leaves a trace in the list of checks', async () => {
    const { id } = await connect()
    await test(id)
    const checks = await stage.app.integrations.checks(id, { limit: 10 })
    expect(checks.items.map(({ ok, origin }) => ({ ok, origin }))).toEqual([
      { ok: true, origin: 'test' },
      { ok: true, origin: 'test' },
    ])
  })
})
