import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IntegrationView } from '@cuemark/contract'
import {
  admin,
  badKey,
  connect as connectTo,
  nextChange,
  openAlerts as alertsOf,
  refusal,
  resultOf,
  setAppStage,
  testSaved,
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

describe('changing settings', () => {
  it('clears the alert at once when the key is replaced by one that works', async () => {
    const { id } = await connect()
    service.key = 'rotated-key-5678'
    await test(id)
    const broken = await stage.app.integrations.get(id)
    expect(broken.state).toBe('error')
    const { integration } = await stage.app.integrations.update(id, {
      settings: { apiKey: service.key },
      saveUntested: false,
      version: broken.version,
    })
    expect(integration).toMatchObject({ state: 'connected', openAlerts: 0, secretHints: { apiKey: '5678' } })
    const [ended] = (await stage.app.alerts.list(admin, { view: 'history', limit: 10 })).items
    expect(ended).toMatchObject({ state: 'recovered', recoveredBy: 'test' })
  })

  it('keeps the old key when the new one fails', async () => {
    const { id, version } = await connect()
    const change = { settings: { apiKey: badKey }, saveUntested: false, version }
    expect((await refusal(stage.app.integrations.update(id, change))).code).toBe('test_failed')
    expect(resultOf(await test(id)).ok).toBe(true)
  })

  it('does not let two tabs overwrite each other', async () => {
    const { id, version } = await connect()
    await stage.app.integrations.update(id, { name: 'Cellar', saveUntested: false, version })
    const settings = { url: service.url }
    const late = stage.app.integrations.update(id, { name: 'Attic', settings, saveUntested: false, version })
    expect((await refusal(late)).code).toBe('stale')
    // Known before anybody was called.
    expect(service.asked).toHaveLength(1)
    expect((await stage.app.integrations.get(id)).name).toBe('Cellar')
  })

  it('notices a change that came while it was testing', async () => {
    const { id, version } = await connect()
    const settings = { url: service.url }
    const slow = stage.app.integrations.update(id, { settings, saveUntested: false, version })
    await stage.app.integrations.update(id, { name: 'Cellar', saveUntested: false, version })
    expect((await refusal(slow)).code).toBe('stale')
  })

  it('renames without testing', async () => {
    const { id, version } = await connect()
    const { test: tested } = await stage.app.integrations.update(id, {
      name: 'Cellar',
      saveUntested: false,
      version,
    })
    expect(tested).toBeNull()
    expect(service.asked).toHaveLength(1)
  })

  it('can remove a secret, and is then not configured', async () => {
    const { id, version } = await connect()
    const change = { settings: { apiKey: '' }, saveUntested: true, version }
    const { integration } = await stage.app.integrations.update(id, change)
    expect(integration).toMatchObject({ state: 'not_configured', secretHints: {}, tested: false })
  })
})

describe('pausing and removing', () => {
  it('ends the alerts of what is paused, and raises none while it is', async () => {
    const { id } = await connect()
    service.key = 'rotated-key-5678'
    await test(id)
    expect((await stage.app.integrations.pause(id)).state).toBe('paused')
    expect(await openAlerts()).toEqual([])
    await test(id)
    expect(await openAlerts()).toEqual([])
    expect(await stage.app.integrations.pause(id)).toMatchObject({ state: 'paused', nextCheckAt: null })
  })

  it('checks at once what is resumed', async () => {
    const { id } = await connect()
    await stage.app.integrations.pause(id)
    service.key = 'rotated-key-5678'
    await stage.app.integrations.resume(id)
    const opened = nextChange(stage, 'alert')
    stage.clock.advance(0)
    await opened
    expect(service.asked.at(-1)).toBe(`/check ${goodKey}`)
    expect(await openAlerts()).toHaveLength(1)
  })

  it('takes everything along that is removed, and tells so', async () => {
    const { id } = await connect()
    service.key = 'rotated-key-5678'
    await test(id)
    const told: string[] = []
    stage.changes.subscribe((change) => told.push(change.type))
    await stage.app.integrations.remove(id)
    expect(told.slice(-2)).toEqual(['alert_removed', 'integration_removed'])
    expect(await openAlerts()).toEqual([])
    expect((await stage.app.alerts.list(admin, { view: 'history', limit: 10 })).items).toEqual([])
    expect((await refusal(stage.app.integrations.get(id))).code).toBe('not_found')
    expect((await refusal(stage.app.integrations.remove(id))).code).toBe('not_found')
  })
})

describe('secrets', () => {
  it('are in no view, no error, no stream and nowhere on the disk', async () => {
    const seen: unknown[] = []
    stage.app.live.subscribe((_id, event) => seen.push(event))
    const failed = await refusal(connect({ apiKey: badKey }))
    seen.push(failed.message, failed.fields, failed.test)
    const { id } = await connect()
    service.key = 'rotated-key-which-nobody-may-see'
    seen.push(await test(id), await stage.app.integrations.get(id), await stage.app.overview(admin))
    const alerts = await stage.app.alerts.list(admin, { view: 'open', limit: 10 })
    seen.push(alerts, await stage.app.integrations.checks(id, { limit: 10 }))
    for (const alert of alerts.items) seen.push(await stage.app.alerts.events(admin, alert.id))
    await stage.app.integrations.pause(id)
    const everything = JSON.stringify(seen) + stage.bytesOnDisk()
    // The answer that repeats the key is there, without the key.
    expect(everything).toContain('refused [secret]')
    for (const secret of [goodKey, badKey]) expect(everything).not.toContain(secret)
  })
})
