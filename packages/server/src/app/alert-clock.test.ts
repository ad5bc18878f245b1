import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAlertActions } from './alert-actions.ts'
import { tickAlerts } from './alert-clock.ts'
import { aDiagnosis, aGood, aReport, effectsOf, setStage, type Stage } from './record-stage.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
let stage: Stage
beforeEach(async () => {
  stage = await setStage()
  await stage.add('i1')
})
afterEach(async () => {
  await stage.close()
})
const outage = aReport('i1', { diagnosis: aDiagnosis('outage') })

describe('the clock of alerts', () => {
  it('has nothing to wait for while all is well', async () => {
    expect(await tickAlerts(stage)).toBeNull()
  })

  it('names the moment at which an outage has lasted, and then makes it a warning', async () => {
    await stage.recorder.record(outage)
    expect(await tickAlerts(stage)).toBe(stage.clock.now() + 6 * hourMs)
    stage.clock.advance(6 * hourMs)
    expect(await tickAlerts(stage)).toBeNull()
    expect(await stage.alerts()).toMatchObject([{ severity: 'warning' }])
    expect(stage.announced).toEqual(['opened', 'worsened'])
  })

  it('asks for a check once when the reset is reached', async () => {
    const at = stage.clock.now() + hourMs
    const retry = { when: 'at', at, basis: 'header' } as const
    await stage.recorder.record(aReport('i1', { diagnosis: aDiagnosis('quota', { retry }) }))
    expect(await tickAlerts(stage)).toBe(at)
    stage.published.length = 0
    stage.clock.advance(hourMs)
    await tickAlerts(stage)
    expect(effectsOf(stage.published)).toEqual(['check_now'])
    expect((await stage.row('i1'))?.nextCheckAt).toBe(at)
    expect(await tickAlerts(stage)).toBeNull()
  })

  it('wakes what was snoozed until now', async () => {
    await stage.recorder.record(aReport('i1'))
    const [alert] = await stage.alerts()
    await createAlertActions(stage).snooze(alert?.id ?? '', stage.clock.now() + hourMs)
    stage.clock.advance(hourMs - 1)
    expect(await tickAlerts(stage)).toBe(stage.clock.now() + 1)
    stage.clock.advance(1)
    await tickAlerts(stage)
    expect(await stage.alerts()).toMatchObject([{ state: 'open', snoozedUntil: null }])
  })

  it('40 flips in 10 minutes are two announcements, and the state they end in is told later', async () => {
    for (let flip = 0; flip < 20; flip += 1) {
      await stage.recorder.record(outage)
      stage.clock.advance(15_000)
      await stage.recorder.record(aGood('i1'))
      stage.clock.advance(15_000)
    }
    await stage.recorder.record(outage)
    expect(stage.announced).toEqual(['opened', 'recovered'])
    expect(await stage.alerts()).toHaveLength(1)
    const at = await tickAlerts(stage)
    stage.clock.advance((at ?? 0) - stage.clock.now())
    await tickAlerts(stage)
    expect(stage.announced).toEqual(['opened', 'recovered', 'opened'])
  })
})
