import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAlertActions } from './alert-actions.ts'
import { aDiagnosis, aGood, aReport, setStage, type Stage } from './record-stage.ts'

const hourMs = 3_600_000
let stage: Stage
beforeEach(async () => {
  stage = await setStage()
  await stage.add('i1', 'i2')
})
afterEach(async () => {
  await stage.close()
})
const open = async (id = 'i1'): Promise<string> => {
  await stage.recorder.record(aReport(id))
  return (await stage.alerts()).find((alert) => alert.subject === id)?.id ?? ''
}

describe('what people do with an alert', () => {
  it('dismissed, it stays away while it lasts and comes back after a recovery', async () => {
    const id = await open()
    const actions = createAlertActions(stage)
    expect(await actions.dismiss(id)).toMatchObject({ state: 'dismissed', endedAt: stage.clock.now() })
    for (let n = 0; n < 10; n += 1) await stage.recorder.record(aReport('i1'))
    expect(await stage.alerts()).toMatchObject([{ id, state: 'dismissed', count: 11 }])
    await stage.recorder.record(aGood('i1'))
    stage.clock.advance(2 * hourMs)
    await stage.recorder.record(aReport('i1'))
    expect((await stage.alerts()).map(({ state, relapse }) => [state, relapse])).toEqual([
      ['recovered', false],
      ['open', true],
    ])
  })

  it('snoozed and restored, each is kept, written down and published', async () => {
    const id = await open()
    stage.published.length = 0
    const actions = createAlertActions(stage)
    const until = stage.clock.now() + hourMs
    expect(await actions.snooze(id, until)).toMatchObject({ state: 'snoozed', snoozedUntil: until })
    expect(await actions.restore(id)).toMatchObject({ state: 'open', snoozedUntil: null })
    const events = await stage.store.alertEvents(id)
    expect(events.map((event) => event.what)).toEqual(['opened', 'snoozed', 'restored'])
    expect(stage.published.filter((change) => change.type === 'alert')).toHaveLength(2)
    expect(stage.published).toContainEqual({ type: 'integration', integrationId: 'i1' })
  })

  it('what changes nothing is not published', async () => {
    const id = await open()
    stage.published.length = 0
    expect(await createAlertActions(stage).restore(id)).toMatchObject({ state: 'open' })
    expect(stage.published).toEqual([])
  })

  it('an unknown alert is said to be gone', async () => {
    await expect(createAlertActions(stage).dismiss('nothing')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('pausing ends everything that stands against one integration and leaves the others', async () => {
    await open('i1')
    await open('i2')
    await stage.recorder.record(aReport('i1', { diagnosis: aDiagnosis('malformed') }))
    await createAlertActions(stage).endAll('i1', 'paused')
    const states = (await stage.alerts()).map(({ subject, state, recoveredBy }) => [
      subject,
      state,
      recoveredBy,
    ])
    expect(states.sort()).toEqual([
      ['i1', 'recovered', 'paused'],
      ['i1', 'recovered', 'paused'],
      ['i2', 'open', null],
    ])
    expect(stage.announced).toEqual(['opened', 'opened', 'recovered'])
  })
})
