import { describe, expect, it } from 'vitest'
import { type Cargo, type Delivery, deliveryStates } from '@cuemark/domain'
import type { Store, StoreTx } from '../../app/ports.ts'
import type { Subject } from './subject.ts'
import {
  accountRow,
  deliveryOf,
  deliveryWith,
  matrix,
  moveIn,
  moveInAnother,
  playOf,
} from '../plays.fixtures.ts'
import { startAt } from '../store.fixtures.ts'

const watching: Cargo = { type: 'watching', action: 'start', title: matrix, progress: 1, at: startAt }

async function deliver(tx: StoreTx, id: string, change: Partial<Delivery> = {}, at = 0): Promise<void> {
  const play = playOf(id, { watchedAt: startAt + at })
  await tx.insertPlay(play)
  await tx.insertDelivery(deliveryOf(play, change))
}

export function describeDeliveries(subject: Subject): void {
  describe('deliveries', () => {
    it('come back as they were given, whatever they bring', async () => {
      await moveIn(subject.store)
      const cargos: readonly Cargo[] = [
        { type: 'unwatch', title: matrix, playId: 'p1', historyIds: ['9007199254740993'] },
        watching,
        { type: 'watchlist', action: 'remove', title: matrix, at: startAt + 0.5 },
        { type: 'rating', title: matrix, rating: null, at: startAt },
      ]
      const rows = [
        deliveryOf(playOf('p1'), {
          sent: { way: 'history', at: startAt, batch: 'b' },
          nextAt: startAt + 0.25,
        }),
        ...cargos.map((cargo, n) => deliveryWith(`d${n}`, cargo, { historyId: '1', nextAt: null })),
      ]
      await subject.store.transaction(async (tx) => {
        await tx.insertPlay(playOf('p1'))
        for (const row of rows) expect(await tx.insertDelivery(row)).toBe(true)
      })
      const store = await subject.reopen()
      await store.transaction(async (tx) => {
        for (const row of rows) expect(await tx.delivery(row.id)).toEqual(row)
        expect(await tx.delivery('none')).toBeNull()
        expect(await tx.deliveryOfPlay('p1')).toEqual(rows[0])
        expect(await tx.deliveryOfPlay('p2')).toBeNull()
      })
    })

    it('with one key are one', async () => {
      await moveIn(subject.store)
      await subject.store.transaction((tx) => tx.insertPlay(playOf('p1')))
      const insert = (n: number): Promise<boolean> =>
        subject.store.transaction((tx) =>
          tx.insertDelivery(deliveryOf(playOf('p1'), { id: `d${n}`, key: 'same' })),
        )
      const made = await Promise.all([0, 1, 2, 3, 4].map(insert))
      expect(made.filter(Boolean)).toHaveLength(1)
      const kept = await subject.store.transaction((tx) => tx.deliveryOfPlay('p1'))
      expect(kept?.id).toBe(`d${made.indexOf(true)}`)
    })
  })
  describeChanges(subject)
}

function describeChanges(subject: Subject): void {
  describe('deliveries', () => {
    it('are changed by one of two who read the same version', async () => {
      await moveIn(subject.store)
      await subject.store.transaction((tx) => deliver(tx, 'p1'))
      const settle = (state: Delivery['state']): Promise<boolean> =>
        subject.store.transaction((tx) => tx.updateDelivery(deliveryOf(playOf('p1'), { state, version: 2 })))
      expect(await settle('sending')).toBe(true)
      expect(await settle('refused')).toBe(false)
      expect((await subject.store.transaction((tx) => tx.delivery('d-p1')))?.state).toBe('sending')
    })

    it('cannot come before their play', async () => {
      await moveIn(subject.store)
      const early = subject.store.transaction((tx) => tx.insertDelivery(deliveryOf(playOf('p1'))))
      await expect(early).rejects.toHaveProperty('code', 'conflict')
    })

    it('of an account are found by their state, in the order of what they tell', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await subject.store.transaction(async (tx) => {
        await deliver(tx, 'p1', { state: 'unknown' }, 3)
        await deliver(tx, 'p2', { state: 'waiting' }, 2)
        await deliver(tx, 'p3', { state: 'delivered' }, 1)
        await deliver(tx, 'p4', { state: 'waiting', accountId: 'a2' }, 1)
        const ids = async (states: readonly Delivery['state'][]): Promise<readonly string[]> =>
          (await tx.deliveriesIn('a1', states)).map((delivery) => delivery.id)
        expect(await ids(['waiting', 'unknown'])).toEqual(['d-p2', 'd-p1'])
        expect(await ids(deliveryStates)).toEqual(['d-p3', 'd-p2', 'd-p1'])
        expect(await ids([])).toEqual([])
      })
    })
  })
  describeQueue(subject)
  describeTaken(subject)
}

async function due(store: Store, now: number, limit = 20): Promise<readonly string[]> {
  const rows = await store.transaction((tx) => tx.dueDeliveries('a1', now, limit))
  return rows.map((delivery) => delivery.id)
}

function describeQueue(subject: Subject): void {
  describe('what is due', () => {
    it('goes out by the moment it tells of, then by age; what is on now comes last', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.insertDelivery(deliveryWith('now', watching, { nextAt: startAt - 99 }))
        await deliver(tx, 'p3', { nextAt: startAt - 2 }, 3)
        await deliver(tx, 'p1', { nextAt: startAt }, 1)
        await deliver(tx, 'p2b', { createdAt: startAt + 2 }, 2)
        await deliver(tx, 'p2a', { createdAt: startAt + 1 }, 2)
        await deliver(tx, 'later', { nextAt: startAt + 1 }, 0)
        await deliver(tx, 'other', { accountId: 'a2' }, 0)
      })
      expect(await due(subject.store, startAt)).toEqual(['d-p1', 'd-p2a', 'd-p2b', 'd-p3', 'now'])
      expect(await due(subject.store, startAt, 2)).toEqual(['d-p1', 'd-p2a'])
      expect(await due(subject.store, startAt + 1, 1)).toEqual(['d-later'])
    })

    it('is what has a moment and is not over, whatever its state', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        for (const state of deliveryStates) await deliver(tx, state, { state })
        await deliver(tx, 'nobody', { nextAt: null, waitsFor: 'sign_in' })
      })
      expect(new Set(await due(subject.store, startAt))).toEqual(
        new Set(['d-waiting', 'd-sending', 'd-unknown', 'd-unmatched', 'd-refused']),
      )
    })
  })
  describeDueAccounts(subject)
}

function describeDueAccounts(subject: Subject): void {
  describe('what is due', () => {
    it('is told by account, with the next moment of the others', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      const look = (now: number): ReturnType<StoreTx['dueAccounts']> =>
        subject.store.transaction((tx) => tx.dueAccounts(now))
      expect(await look(startAt)).toEqual({ accountIds: [], nextAt: null })
      await subject.store.transaction(async (tx) => {
        await tx.insertAccount(accountRow('a3', { service: 'stremio' }))
        await deliver(tx, 'p1', { nextAt: startAt + 5 })
        await deliver(tx, 'p2', { nextAt: startAt + 1 })
        await deliver(tx, 'p3', { nextAt: startAt + 3, accountId: 'a2' })
        await deliver(tx, 'p4', { nextAt: startAt, state: 'delivered', accountId: 'a3' })
      })
      expect(await look(startAt)).toEqual({ accountIds: [], nextAt: startAt + 1 })
      expect(await look(startAt + 1)).toEqual({ accountIds: ['a1'], nextAt: startAt + 3 })
      expect(await look(startAt + 9)).toEqual({ accountIds: ['a1', 'a2'], nextAt: null })
    })

    it('leaves the queue when it is settled', async () => {
      await moveIn(subject.store)
      await subject.store.transaction((tx) => deliver(tx, 'p1'))
      const done = deliveryOf(playOf('p1'), { state: 'delivered', deliveredAt: startAt, version: 2 })
      await subject.store.transaction((tx) => tx.updateDelivery(done))
      expect(await due(subject.store, startAt + 9)).toEqual([])
    })
  })
}

function describeTaken(subject: Subject): void {
  describe('history entries that are taken', () => {
    it('are those of an account whose play or delivery was since then', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      const state = 'delivered'
      await subject.store.transaction(async (tx) => {
        await deliver(tx, 'p1', { state, historyId: '9007199254740993', deliveredAt: startAt + 9 }, 1)
        await deliver(tx, 'p2', { state, historyId: '2', deliveredAt: startAt + 3 }, 3)
        await deliver(tx, 'p3', { state, historyId: '3', deliveredAt: null }, 8)
        await deliver(tx, 'p4', { state, historyId: null, deliveredAt: startAt + 9 }, 9)
        await deliver(tx, 'p5', { state, historyId: '5', deliveredAt: startAt + 9, accountId: 'a2' }, 9)
        expect(await tx.takenHistoryIds('a1', startAt + 4)).toEqual(new Set(['9007199254740993', '3']))
        expect(await tx.takenHistoryIds('a1', startAt)).toEqual(new Set(['9007199254740993', '2', '3']))
      })
    })
  })
}
