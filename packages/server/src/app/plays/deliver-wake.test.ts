import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { alertOf } from '../../store/store.fixtures.ts'
import { anna, matrix } from './plays.fixtures.ts'
import { type PlaysStage, setPlaysStage } from './plays-stage.ts'

let stage: PlaysStage
beforeEach(async () => {
  stage = await setPlaysStage()
})
afterEach(() => stage.close())

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const delivery = async () => (await stage.plays.list(anna, { view: 'all', limit: 1 })).items[0]?.delivery

/** A play that Trakt's outage of a day has brought up its ladder. */
const waitsLong = async (): Promise<void> => {
  stage.trakt.weather = 'broken'
  await stage.watch(await stage.source(), matrix)
  await stage.pass(dayMs)
  const before = await delivery()
  expect(before?.state).toBe('unknown')
  expect(before?.nextAt).toBeGreaterThan(stage.clock.now() + 10 * minuteMs)
  stage.trakt.weather = 'fine'
}
const clears = async (service: 'trakt' | null): Promise<void> => {
  const change = { integrationId: service, service, state: 'recovered' } as const
  await stage.store.transaction((tx) => tx.putAlert(alertOf('alert', change)))
  const effects = [{ type: 'event', what: 'recovered', text: '' }] as const
  stage.changes.publish({ type: 'alert', alertId: 'alert', effects })
  await stage.idle()
  // A lost answer is looked up twice, five minutes apart.
  await stage.pass(6 * minuteMs)
}

describe('what waits for Trakt', () => {
  it('goes out as soon as Trakt’s alert clears, without the rest of its wait', async () => {
    await waitsLong()
    await clears('trakt')
    expect(await delivery()).toMatchObject({ state: 'delivered' })
    expect(stage.trakt.book()).toHaveLength(1)
  })

  it('waits on until the moment that Trakt itself has named', async () => {
    stage.trakt.weather = 'limited'
    await stage.watch(await stage.source(), matrix)
    const before = await delivery()
    expect(before?.nextAt).toBeGreaterThan(stage.clock.now() + 30 * minuteMs)
    stage.trakt.weather = 'fine'
    await clears('trakt')
    expect(await delivery()).toMatchObject({ state: 'waiting', nextAt: before?.nextAt })
  })

  it('is not moved by the alert of something else', async () => {
    await waitsLong()
    await clears(null)
    expect(await delivery()).toMatchObject({ state: 'unknown' })
  })
})
