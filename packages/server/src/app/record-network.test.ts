import type { Alert } from '@cuemark/domain'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAlertActions } from './alert-actions.ts'
import { tickAlerts } from './alert-clock.ts'
import { aGood, aReport, aSilence, setStage, type Stage } from './record-stage.ts'

const minuteMs = 60_000
let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})
afterEach(async () => {
  await stage.close()
})

const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `i${String(n)}`)
const openAlerts = async (): Promise<readonly Alert[]> =>
  (await stage.alerts()).filter((alert) => alert.state === 'open')

describe('when our own network is down', () => {
  it('200 integrations that time out are one alert, and none when it is back', async () => {
    const all = names(200)
    await stage.add(...all)
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(all.map((id) => stage.recorder.record(aSilence(id))))
      stage.clock.advance(minuteMs)
    }
    expect(await openAlerts()).toMatchObject([
      { subject: 'own_network', integrationId: null, kind: 'network' },
    ])
    expect((await stage.alerts()).filter((alert) => alert.state === 'held')).toHaveLength(200)
    // Two were told before the third made it plain.
    expect(stage.announced.length).toBeLessThanOrEqual(3)
    for (const id of all) await stage.recorder.record(aGood(id, { origin: 'check' }))
    expect((await stage.alerts()).filter((alert) => alert.state !== 'recovered')).toEqual([])
  })

  it('200 integrations without a resolver are one alert and never another', async () => {
    const all = names(200)
    await stage.add(...all)
    await Promise.all(all.map((id) => stage.recorder.record(aSilence(id, true))))
    expect(await stage.alerts()).toMatchObject([{ subject: 'own_network', state: 'open', count: 200 }])
    expect(stage.announced).toEqual(['opened'])
    const failure = await stage.store.lastFailureOf((await stage.alerts())[0]?.id ?? '')
    expect(failure?.cause).toBe('transport.no_resolver')
  })

  it('three others are checked at once, and their answer ends a false alarm', async () => {
    await stage.add(...names(6))
    await stage.recorder.record(aSilence('i0', true))
    const due = await Promise.all(names(6).map((id) => stage.row(id)))
    expect(due.filter((row) => row?.nextCheckAt === stage.clock.now())).toHaveLength(3)
    await stage.recorder.record(aGood('i1', { origin: 'check' }))
    expect(await openAlerts()).toEqual([])
    await stage.recorder.record(aSilence('i0', true))
    expect(await openAlerts()).toMatchObject([{ subject: 'i0', cause: 'transport.no_resolver' }])
  })

  it('what still fails when the network is back is shown', async () => {
    await stage.add('i0', 'i1')
    await stage.recorder.record(aSilence('i0', true))
    await stage.recorder.record(aSilence('i1'))
    expect(await openAlerts()).toMatchObject([{ subject: 'own_network' }])
    await stage.recorder.record(aGood('i0', { origin: 'check' }))
    expect(await openAlerts()).toEqual([])
    expect((await stage.row('i1'))?.nextCheckAt).toBe(stage.clock.now())
    await stage.recorder.record(aSilence('i1'))
    expect(await openAlerts()).toMatchObject([{ subject: 'i1', count: 2 }])
  })

  it('what nobody could check is shown after ten minutes', async () => {
    await stage.add('i0', 'i1')
    await stage.recorder.record(aSilence('i0', true))
    await stage.recorder.record(aSilence('i1'))
    await stage.recorder.record(aGood('i0'))
    expect(await tickAlerts(stage)).toBe(stage.clock.now() + 10 * minuteMs)
    stage.clock.advance(10 * minuteMs)
    await tickAlerts(stage)
    expect(await openAlerts()).toMatchObject([{ subject: 'i1', state: 'open' }])
  })

  it('a refusal by a service is an answer too', async () => {
    await stage.add('i0', 'i1')
    await stage.recorder.record(aSilence('i0', true))
    await stage.recorder.record(aReport('i1'))
    expect(await openAlerts()).toMatchObject([{ subject: 'i1', kind: 'authentication' }])
  })

  it('other trouble is not held back', async () => {
    await stage.add('i0', 'i1')
    await stage.recorder.record(aSilence('i0', true))
    await stage.recorder.record(aReport('i1', { exchange: { ...aReport('i1').exchange, url: null } }))
    expect((await openAlerts()).map((alert) => alert.subject).sort()).toEqual(['i1', 'own_network'])
  })

  it('its alert ends when its last witness is paused', async () => {
    await stage.add('i0')
    await stage.recorder.record(aSilence('i0', true))
    await stage.pause('i0')
    await createAlertActions(stage).endAll('i0', 'paused')
    expect(await openAlerts()).toEqual([])
  })
})
