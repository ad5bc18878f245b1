import { describe, expect, it } from 'vitest'
import type { Subject } from './subject.ts'
import { eventRow, moveIn, signInRow, storedSession } from '../plays.fixtures.ts'
import { alertOf, checkRow, failureRow, integrationRow, nothingBefore, startAt } from '../store.fixtures.ts'

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
      expect(await subject.store.prune({ ...nothingBefore, endedAlerts: startAt + 10 })).toBe(3)
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
      expect(await subject.store.prune({ ...nothingBefore, failures: startAt + 100 })).toBe(3)
      expect((await subject.store.lastFailureOf('open'))?.id).toBe('f2')
    })
  })
  describeChecks(subject)
}

function describeChecks(subject: Subject): void {
  describe('retention', () => {
    it('deletes checks older than the bound', async () => {
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        for (let n = 0; n < 5; n += 1) await tx.addCheck(checkRow(`c${n}`, { at: startAt + n }))
      })
      expect(await subject.store.prune({ ...nothingBefore, checks: startAt + 3 })).toBe(3)
      const left = await subject.store.checksPage('i1', { cursor: null, limit: 10 })
      expect(left.items.map((check) => check.id)).toEqual(['c4', 'c3'])
    })
  })
  describeEvents(subject)
  describeEnded(subject)
}

const dayMs = 86_400_000

function describeEvents(subject: Subject): void {
  describe('retention', () => {
    it('deletes events that are done, and knows the ids of their senders for four more weeks', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.insertEvent(eventRow('e1', { senderId: 'x' }))
        await tx.insertEvent(eventRow('e2'))
        await tx.insertEvent(eventRow('e3', { receivedAt: startAt + 5 }))
        await tx.markEventsDone(['e1', 'e2', 'e3'])
      })
      const prune = (events: number): Promise<number> => subject.store.prune({ ...nothingBefore, events })
      const repeat = (id: string): Promise<boolean> =>
        subject.store.transaction((tx) => tx.insertEvent(eventRow(id, { senderId: 'x' })))
      expect(await prune(startAt)).toBe(0)
      expect(await prune(startAt + 1)).toBe(1)
      expect(await repeat('e4')).toBe(false)
      expect(await prune(startAt + 28 * dayMs)).toBe(1)
      expect(await repeat('e5')).toBe(false)
      expect(await prune(startAt + 28 * dayMs + 1)).toBe(1)
      expect(await repeat('e6')).toBe(true)
    })

    it('deletes events by the thousand', async () => {
      await moveIn(subject.store)
      const ids = Array.from({ length: 1_300 }, (_, n) => `e${n}`)
      await subject.store.transaction(async (tx) => {
        for (const id of ids) await tx.insertEvent(eventRow(id, { senderId: id === 'e7' ? 'x' : null }))
        await tx.markEventsDone(ids)
      })
      expect(await subject.store.prune({ ...nothingBefore, events: startAt + 1 })).toBe(1_299)
      expect(await subject.store.prune({ ...nothingBefore, events: startAt + 60 * dayMs })).toBe(1)
    })

    it('never touches events that nobody has processed', async () => {
      await moveIn(subject.store)
      const held = eventRow('e1', { state: 'held', userId: null, playerUser: 'k', senderId: 'x' })
      await subject.store.transaction(async (tx) => {
        await tx.insertEvent(held)
        await tx.insertEvent(eventRow('e2'))
      })
      expect(await subject.store.prune({ ...nothingBefore, events: startAt + 900 * dayMs })).toBe(0)
      await subject.store.transaction(async (tx) => {
        expect(await tx.releaseHeld('s1', 'k', 'u1')).toBe(1)
        expect(await tx.newEvents(9)).toEqual([{ ...held, state: 'new', userId: 'u1' }, eventRow('e2')])
      })
    })
  })
}

function describeEnded(subject: Subject): void {
  describe('retention', () => {
    it('deletes sessions of playback that ended four weeks before the events', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.putSession(storedSession('over', { state: 'ended' }, { dueAt: null }))
        await tx.putSession(storedSession('goes on'))
      })
      const prune = (events: number): Promise<number> => subject.store.prune({ ...nothingBefore, events })
      expect(await prune(startAt + 28 * dayMs)).toBe(0)
      expect(await prune(startAt + 28 * dayMs + 1)).toBe(1)
      await subject.store.transaction(async (tx) => {
        expect(await tx.session('over')).toBeNull()
        expect(await tx.session('goes on')).not.toBeNull()
      })
    })

    it('deletes sign-ins that ended or ran out before the bound', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.putSignIn(signInRow('n1', { state: 'done', endedAt: startAt }))
        await tx.putSignIn(signInRow('n2', { expiresAt: startAt + 1 }))
        await tx.putSignIn(signInRow('n3', { expiresAt: startAt + 2 }))
      })
      expect(await subject.store.prune({ ...nothingBefore, signIns: startAt + 2 })).toBe(2)
      const left = await subject.store.transaction((tx) => tx.signInsOf('u1'))
      expect(left.map((row) => row.id)).toEqual(['n3'])
    })
  })
}
