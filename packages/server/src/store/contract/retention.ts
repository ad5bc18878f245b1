import { describe, expect, it } from 'vitest'
import type { Subject } from '../store.contract.ts'
import { alertOf, checkRow, failureRow, integrationRow, startAt } from '../store.fixtures.ts'

const nothing = { endedAlerts: 0, checks: 0, failures: 0 }

export function describeRetention(subject: Subject): void {
  describe('retention', () => {
    it('deletes ended alerts older than the bound, with their events, and keeps the rest', async () => {
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        await tx.putAlert(alertOf('old', { state: 'recovered', endedAt: startAt }))
        await tx.addAlertEvent({ alertId: 'old', at: startAt, what: 'opened', text: 'Opened.' })
        await tx.putAlert(alertOf('edge', { cause: '1', state: 'recovered', endedAt: startAt + 10 }))
        await tx.putAlert(alertOf('open', { cause: '2' }))
        await tx.putAlert(alertOf('stray', { cause: '4', state: 'pending', openedAt: null }))
        await tx.putAlert(alertOf('held', { cause: '5', state: 'held', openedAt: null }))
        await tx.putAlert(alertOf('silenced', { cause: '6', state: 'dismissed', endedAt: startAt }))
        await tx.putAlert(
          alertOf('goes-on', { cause: '3', state: 'dismissed', endedAt: startAt, lastSeenAt: startAt + 10 }),
        )
      })
      expect(await subject.store.prune({ ...nothing, endedAlerts: startAt + 10 })).toBe(3)
      expect(await subject.store.alertEvents('old')).toEqual([])
      await subject.store.transaction(async (tx) => {
        for (const id of ['old', 'stray', 'silenced']) expect(await tx.alert(id)).toBeNull()
        for (const id of ['edge', 'open', 'held', 'goes-on']) expect(await tx.alert(id)).not.toBeNull()
      })
    })

    it('keeps the newest evidence of a living alert, however old', async () => {
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        await tx.putAlert(alertOf('open'))
        await tx.putAlert(alertOf('ended', { cause: 'x', state: 'recovered', endedAt: startAt }))
        await tx.addFailure(failureRow('f1', { alertId: 'open' }), 0)
        await tx.addFailure(
          failureRow('f2', { alertId: 'open', firstAt: startAt + 5, lastAt: startAt + 5 }),
          0,
        )
        await tx.addFailure(failureRow('f3', { alertId: 'ended', cause: 'x' }), 0)
        await tx.addFailure(failureRow('f4', { cause: 'y' }), 0)
      })
      expect(await subject.store.prune({ ...nothing, failures: startAt + 100 })).toBe(3)
      expect((await subject.store.lastFailureOf('open'))?.id).toBe('f2')
    })

    it('deletes checks older than the bound', async () => {
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        for (let n = 0; n < 5; n += 1) await tx.addCheck(checkRow(`c${n}`, { at: startAt + n }))
      })
      expect(await subject.store.prune({ ...nothing, checks: startAt + 3 })).toBe(3)
      const left = await subject.store.checksPage('i1', { cursor: null, limit: 10 })
      expect(left.items.map((check) => check.id)).toEqual(['c4', 'c3'])
    })
  })
}
