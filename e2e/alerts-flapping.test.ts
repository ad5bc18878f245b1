import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startTmdb, type SimulatedService } from '@cuemark/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Administrator, makeAdministrator } from './administrator.ts'
import { alertsIn } from './alert-pages.ts'
import { type MovableCuemark, startMovable } from './in-process.ts'
import { pass } from './passing-time.ts'

const flips = 40
const withinMs = 10 * 60_000

describe('a key that works and fails in turns', () => {
  let cuemark: MovableCuemark
  let tmdb: SimulatedService
  let owner: Administrator

  /** What people are to be told, as it lies in the database. */
  const announcements = (): readonly string[] => {
    const database = new DatabaseSync(join(cuemark.dataFolder, 'cuemark.sqlite'), { readOnly: true })
    try {
      return database
        .prepare('select payload from outbox order by at, id')
        .all()
        .map(({ payload }) => String(payload))
    } finally {
      database.close()
    }
  }

  beforeAll(async () => {
    tmdb = await startTmdb()
    cuemark = await startMovable()
    owner = await makeAdministrator(cuemark.url)
  })
  afterAll(async () => {
    await cuemark.stop()
    await tmdb.close()
  })

  it('40 times in 10 minutes is one alert, and told at most twice', async () => {
    const { id } = await owner.connect('tmdb', tmdb.goodSettings)
    for (let flip = 0; flip < flips; flip += 1) {
      tmdb.set(flip % 2 === 0 ? 'revoked' : 'healthy')
      await owner.test(id)
      await pass(cuemark, withinMs / flips)
    }
    const all = [...(await alertsIn(owner, 'open')), ...(await alertsIn(owner, 'history'))]
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ state: 'recovered', relapse: true })
    expect(all[0]?.count).toBeGreaterThanOrEqual(flips / 2)
    const told = announcements()
    expect(told.length).toBeGreaterThanOrEqual(1)
    expect(told.length).toBeLessThanOrEqual(2)
  })
})
