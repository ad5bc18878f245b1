import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, connect as connectTo, openAlerts, setAppStage, testSaved, until } from './app-stage.ts'
import type { AppStage } from './app-stage.ts'
import { busyMs, goodKey, startStageService } from './app-stage-service.ts'
import type { StageService } from './app-stage-service.ts'

const minuteMs = 60_000
const healthyEveryMs = 15 * minuteMs

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

const connect = () => connectTo(stage, { url: service.url, apiKey: goodKey })
const checks = () => service.asked.filter((asked) => asked.startsWith('/check')).length
const rowOf = async (id: string) => {
  const row = await stage.store.transaction((tx) => tx.integration(id))
  if (row === null) throw new Error('gone')
  return row
}

/** Long enough for anything that was set off to reach the service. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
}

/** Moves to the next check of an integration and waits until it is done and the one after it is planned. */
const passCheck = async (id: string): Promise<void> => {
  const { nextCheckAt } = await rowOf(id)
  if (nextCheckAt === null) throw new Error('no check is planned')
  const done = async () => (await stage.app.integrations.checks(id, { limit: 100 })).items.length
  const before = await done()
  stage.clock.advance(nextCheckAt - stage.clock.now())
  await until(async () => (await done()) > before)
}

/** Starts the background and waits until every integration is in its plan. */
const start = async (): Promise<void> => {
  const before = stage.clock.waiting
  stage.background.start()
  // The alert clock, the retention, and one for each integration.
  const rows = await stage.store.transaction((tx) => tx.integrations())
  const active = rows.filter((row) => row.pausedAt === null).length
  await until(() => stage.clock.waiting === before + 2 + active)
}

describe('background checks', () => {
  it('are slow while all is well', async () => {
    const { id } = await connect()
    await start()
    stage.clock.advance(healthyEveryMs - 1)
    expect(checks()).toBe(0)
    await passCheck(id)
    expect(checks()).toBe(1)
    const row = await rowOf(id)
    expect(row).toMatchObject({ checkRung: 0, lastCheckAt: stage.clock.now() })
    expect(row.nextCheckAt).toBe(stage.clock.now() + healthyEveryMs)
  })

  it('climb the ladder while it is broken, and clear the alert when it is mended', async () => {
    const { id } = await connect()
    await start()
    service.weather = 'down'
    const waitsMs: number[] = []
    for (let rung = 0; rung < 7; rung += 1) {
      await passCheck(id)
      waitsMs.push(((await rowOf(id)).nextCheckAt ?? 0) - stage.clock.now())
    }
    expect(waitsMs.map((waitMs) => waitMs / minuteMs)).toEqual([1, 2, 5, 15, 30, 60, 60])
    expect(await openAlerts(stage)).toMatchObject([{ cause: 'seerr.outage', count: 7 }])
    service.weather = 'fine'
    await passCheck(id)
    expect(await openAlerts(stage)).toEqual([])
    expect(await stage.app.integrations.get(id)).toMatchObject({ state: 'connected' })
    expect((await rowOf(id)).checkRung).toBe(0)
  })

  it('clear an allowance that is there again', async () => {
    const { id } = await connect()
    await start()
    service.weather = 'used_up'
    await passCheck(id)
    expect(await openAlerts(stage)).toMatchObject([{ cause: 'seerr.day_used_up' }])
    service.weather = 'fine'
    await passCheck(id)
    expect(await openAlerts(stage)).toEqual([])
    expect(await rowOf(id)).toMatchObject({ checkRung: 0 })
  })

  it('begin the ladder when a person or real traffic meets the trouble first', async () => {
    const { id } = await connect()
    await start()
    service.key = 'rotated-key-5678'
    await testSaved(stage, id)
    await until(async () => (await rowOf(id)).checkRung === 1)
    expect((await rowOf(id)).nextCheckAt).toBe(stage.clock.now() + minuteMs)
    service.key = goodKey
    await testSaved(stage, id)
    await turns()
    expect(await openAlerts(stage)).toEqual([])
    expect(await rowOf(id)).toMatchObject({ checkRung: 0, nextCheckAt: stage.clock.now() + healthyEveryMs })
  })

  it('are spread when many came due while nothing ran', async () => {
    for (let number = 0; number < 4; number += 1) await connect()
    stage.clock.advance(healthyEveryMs + 1)
    await start()
    // A second for each, and half of that on average.
    stage.clock.advance(1999)
    await turns()
    expect(checks()).toBe(0)
    stage.clock.advance(1)
    await until(() => checks() === 4)
  })

  it('are made once where several processes share the house', async () => {
    const { id } = await connect()
    await start()
    const { background } = stage.process()
    const alone = stage.clock.waiting
    background.start()
    await until(() => stage.clock.waiting === alone + 3)
    await passCheck(id)
    await turns()
    expect(checks()).toBe(1)
    await passCheck(id)
    await turns()
    expect(checks()).toBe(2)
  })

  it('leave alone what is paused', async () => {
    const { id } = await connect()
    await stage.app.integrations.pause(id)
    await start()
    stage.clock.advance(10 * healthyEveryMs)
    expect(checks()).toBe(0)
    await stage.app.integrations.resume(id)
    stage.clock.advance(0)
    await until(() => checks() === 1)
  })

  it('wait as long as the service asked, while a person may still test', async () => {
    const { id } = await connect()
    await start()
    service.weather = 'busy'
    await passCheck(id)
    const askedAt = stage.clock.now()
    const planned = (await rowOf(id)).nextCheckAt ?? 0
    expect(planned).toBeGreaterThanOrEqual(askedAt + busyMs)
    const [alert] = await openAlerts(stage)
    expect(alert?.usableAgainAt).toBe(askedAt + busyMs)
    await testSaved(stage, id)
    expect(service.asked.at(-1)).toBe(`/test ${goodKey}`)
    stage.clock.advance(busyMs - 1000)
    expect(checks()).toBe(1)
    service.weather = 'fine'
    await passCheck(id)
    expect(await openAlerts(stage)).toEqual([])
  })

  it('run at once when a snooze ends', async () => {
    const { id } = await connect()
    service.key = 'rotated-key-5678'
    await testSaved(stage, id)
    const [alert] = await openAlerts(stage)
    await stage.app.alerts.snooze(admin, alert?.id ?? '', stage.clock.now() + 30_000)
    await start()
    stage.clock.advance(20_000)
    expect(checks()).toBe(0)
    service.key = goodKey
    await until(() => {
      stage.clock.advance(100)
      return checks() === 1
    })
    // Long before the next slow check would have run.
    expect(stage.clock.now()).toBeLessThan((await rowOf(id)).createdAt + healthyEveryMs)
    await until(async () => (await openAlerts(stage)).length === 0)
  })

  it('forget what is removed', async () => {
    const { id } = await connect()
    await start()
    const before = stage.clock.waiting
    await stage.app.integrations.remove(id)
    await until(() => stage.clock.waiting === before - 1)
    stage.clock.advance(healthyEveryMs)
    expect(checks()).toBe(0)
  })

  it('end with the process: what runs is cut off, nothing new begins, nobody is blamed', async () => {
    const { id } = await connect()
    await start()
    service.weather = 'silent'
    const { nextCheckAt } = await rowOf(id)
    stage.clock.advance((nextCheckAt ?? 0) - stage.clock.now())
    await until(() => checks() === 1)
    const before = await rowOf(id)
    await stage.background.stop()
    expect(await openAlerts(stage)).toEqual([])
    expect(await rowOf(id)).toEqual(before)
    stage.clock.advance(10 * healthyEveryMs)
    expect(checks()).toBe(1)
  })
})

describe('retention', () => {
  it('deletes ended alerts after seven days', async () => {
    const { id } = await connect()
    service.key = 'rotated-key-5678'
    await testSaved(stage, id)
    service.key = goodKey
    await testSaved(stage, id)
    const history = async () =>
      (await stage.app.alerts.list(admin, { view: 'history', limit: 10 })).items.length
    expect(await history()).toBe(1)
    await stage.app.integrations.pause(id)
    await start()
    stage.clock.advance(minuteMs)
    await stage.store.ping()
    expect(await history()).toBe(1)
    stage.clock.advance(7 * 24 * 60 * minuteMs)
    await until(async () => {
      stage.clock.advance(60 * minuteMs)
      return (await history()) === 0
    })
  })
})
