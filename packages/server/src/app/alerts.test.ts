import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertView, LiveEvent } from '@cuemark/contract'
import { admin, connect, openAlerts, refusal, setAppStage, testSaved, until } from './app-stage.ts'
import type { AppStage } from './app-stage.ts'
import { goodKey, startStageService } from './app-stage-service.ts'
import type { StageService } from './app-stage-service.ts'

let stage: AppStage
let service: StageService
let id: string
beforeEach(async () => {
  stage = await setAppStage()
  service = await startStageService()
  id = (await connect(stage, { url: service.url, apiKey: goodKey })).id
})
afterEach(async () => {
  await stage.close()
  await service.close()
})

const breakIt = async (): Promise<AlertView> => {
  service.key = 'rotated-key-5678'
  await testSaved(stage, id)
  const [alert] = await openAlerts(stage)
  if (alert === undefined) throw new Error('no alert was raised')
  return alert
}

describe('an alert', () => {
  it('tells what, since when, how often, and shows the evidence', async () => {
    await breakIt()
    stage.clock.advance(1000)
    const alert = await breakIt()
    expect(alert).toMatchObject({
      integrationId: id,
      integrationName: 'Seerr',
      service: 'seerr',
      kind: 'authentication',
      severity: 'error',
      state: 'open',
      field: 'apiKey',
      count: 2,
      affected: { integrations: 1 },
      evidence: { method: 'GET', status: 401, bodyStart: '{"error":"refused [secret]"}' },
    })
    expect(alert.lastSeenAt - alert.firstSeenAt).toBe(1000)
    expect(await stage.app.alerts.get(admin, alert.id)).toEqual(alert)
  })

  it('leaves the list and the counts when it is dismissed, and stays silent while it goes on', async () => {
    const { id: alertId } = await breakIt()
    expect(await stage.app.alerts.dismiss(admin, alertId)).toMatchObject({ state: 'dismissed' })
    await testSaved(stage, id)
    expect(await openAlerts(stage)).toEqual([])
    expect(await stage.app.overview(admin)).toMatchObject({ openAlerts: 0, worst: null, alerts: [] })
    // The card still tells how the integration is.
    expect(await stage.app.integrations.get(id)).toMatchObject({ openAlerts: 0, state: 'error' })
    expect(await stage.app.alerts.restore(admin, alertId)).toMatchObject({ state: 'open' })
    const events = await stage.app.alerts.events(admin, alertId)
    expect(events.map(({ what }) => what)).toEqual(['opened', 'dismissed', 'restored'])
  })

  it('sleeps until a moment that lies ahead', async () => {
    const { id: alertId } = await breakIt()
    const now = stage.clock.now()
    expect(await refusal(stage.app.alerts.snooze(admin, alertId, now))).toMatchObject({
      code: 'invalid_input',
      fields: [{ field: 'until' }],
    })
    expect(await stage.app.alerts.snooze(admin, alertId, now + 1000)).toMatchObject({
      state: 'snoozed',
      snoozedUntil: now + 1000,
    })
    expect((await stage.app.alerts.list(admin, { view: 'snoozed', limit: 10 })).items).toHaveLength(1)
    expect(await openAlerts(stage)).toEqual([])
  })

  it('that does not exist is not found, whatever is done to it', async () => {
    const { alerts } = stage.app
    for (const work of [
      alerts.get(admin, 'x'),
      alerts.events(admin, 'x'),
      alerts.dismiss(admin, 'x'),
      alerts.snooze(admin, 'x', null),
    ]) {
      expect((await refusal(work)).code).toBe('not_found')
    }
  })
})

describe('live', () => {
  it('shows the alert and its card to every open page when it opens and when it recovers', async () => {
    const tabs: LiveEvent[][] = [[], []]
    for (const tab of tabs) stage.app.live.subscribe((_id, event) => tab.push(event))
    const last = (tab: readonly LiveEvent[], type: LiveEvent['type']) =>
      tab.findLast((event) => event.type === type)
    await breakIt()
    for (const tab of tabs) {
      await until(() => last(tab, 'alert') !== undefined)
      expect(last(tab, 'alert')).toMatchObject({ alert: { state: 'open', count: 1 } })
    }
    service.key = goodKey
    await testSaved(stage, id)
    for (const tab of tabs) {
      await until(() => {
        const event = last(tab, 'alert')
        return event?.type === 'alert' && event.alert.state === 'recovered'
      })
      await until(() => {
        const event = last(tab, 'integration')
        return event?.type === 'integration' && event.integration.state === 'connected'
      })
    }
  })
})

describe('the overview', () => {
  it('puts what is worst first', async () => {
    const fine = await connect(stage, { url: service.url, apiKey: goodKey })
    await breakIt()
    const view = await stage.app.overview(admin)
    expect(view.integrations.map(({ id: each, state }) => [each, state])).toEqual([
      [id, 'error'],
      [fine.id, 'connected'],
    ])
    expect(view).toMatchObject({ openAlerts: 1, worst: 'error', version: '0.0.0' })
    expect(view.alerts).toHaveLength(1)
  })

  it('knows whether the store answers', async () => {
    expect(await stage.app.healthy()).toBe(true)
  })
})
