import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccountsStage, sean, setAccountsStage } from './accounts-stage.ts'

const dayMs = 86_400_000

let stage: AccountsStage
beforeEach(async () => {
  stage = await setAccountsStage()
})
afterEach(() => stage.close())

describe('a year that nobody looks at', () => {
  it.each([
    ['a week', 7, 104],
    ['a day', 1, 730],
  ])(
    'needs no new sign-in where one lasts %s, with two processes and restarts',
    { timeout: 60_000 },
    async (_, days, renewals) => {
      stage.trakt.lifeMs = days * dayMs
      const { id } = await stage.signIn(sean)
      let workers = [stage, stage.process('p2')]
      const idle = async (): Promise<void> => {
        await Promise.all(workers.map(({ refreshes }) => refreshes.idle()))
      }
      for (const { refreshes } of workers) refreshes.start()
      await idle()
      for (let hours = 0; hours < 365 * 24; hours += 6) {
        stage.clock.advance(6 * 3_600_000)
        await idle()
        if (hours % (30 * 24) !== 0) continue
        await Promise.all(workers.map(({ refreshes }) => refreshes.stop()))
        workers = [stage.process(`a${String(hours)}`), stage.process(`b${String(hours)}`)]
        for (const { refreshes } of workers) refreshes.start()
        await idle()
      }
      await Promise.all(workers.map(({ refreshes }) => refreshes.stop()))
      expect(stage.trakt.spentUses).toBe(0)
      const times = stage.trakt.times('/oauth/token')
      expect(times).toBeGreaterThanOrEqual(renewals * 0.9)
      expect(times).toBeLessThanOrEqual(renewals * 1.05)
      expect(await stage.account(sean)).toMatchObject({ id, state: 'linked', name: 'Sean' })
      expect(stage.letGo).toEqual([])
      expect(await stage.alerts()).toEqual([])
    },
  )
})
