import { describe, expect, it } from 'vitest'
import type { Subject } from './subject.ts'
import {
  eventRow,
  matrix,
  moveIn,
  moveInAnother,
  playerUserRow,
  playOf,
  sourceRow,
  storedSession,
} from '../plays.fixtures.ts'
import { startAt } from '../store.fixtures.ts'

export function describeSources(subject: Subject): void {
  describe('sources', () => {
    it('come back as they were given, and are found by the hash of their secret', async () => {
      await moveIn(subject.store)
      const full = sourceRow('s9', {
        accountId: 'a1',
        pausedAt: startAt,
        lastEventAt: startAt + 1,
        lastEventText: 'paused The Matrix',
        lastFaultAt: startAt + 2,
        lastFaultText: 'not JSON',
        events: 7,
      })
      await subject.store.transaction((tx) => tx.insertSource(full))
      expect(await subject.store.transaction((tx) => tx.source('s9'))).toEqual(full)
      expect(await subject.store.plays.sourceByToken('hash-s9')).toEqual(full)
      expect(await subject.store.plays.sourceByToken('hash')).toBeNull()
      expect(await subject.store.transaction((tx) => tx.source('none'))).toBeNull()
    })

    it('without a secret may be many, and one secret leads to one of them', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.insertSource(sourceRow('s2', { tokenHash: null }))
        await tx.insertSource(sourceRow('s3', { tokenHash: null }))
      })
      const second = subject.store.transaction((tx) =>
        tx.insertSource(sourceRow('s4', { tokenHash: 'hash-s1' })),
      )
      await expect(second).rejects.toHaveProperty('code', 'conflict')
    })

    it('are listed in the order they were made, of a person or an account', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.insertSource(sourceRow('s0', { createdAt: startAt + 1, accountId: 'a1' }))
        const ids = async (filter: Parameters<typeof tx.sources>[0]): Promise<readonly string[]> =>
          (await tx.sources(filter)).map((source) => source.id)
        expect(await ids({})).toEqual(['s1', 's2', 's0'])
        expect(await ids({ userId: 'u1' })).toEqual(['s1', 's0'])
        expect(await ids({ accountId: 'a1' })).toEqual(['s0'])
      })
    })
  })
  describeSourceChanges(subject)
}

function describeSourceChanges(subject: Subject): void {
  describe('sources', () => {
    it('are changed by version, and note what arrived without one', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.noteSource('s1', { events: 2, lastEventAt: startAt, lastEventText: 'started' })
        await tx.noteSource('s1', { events: 1 })
        await tx.noteSource('s1', { lastFaultAt: startAt, lastFaultText: 'not JSON' })
        const noted = sourceRow('s1', {
          events: 3,
          lastEventAt: startAt,
          lastEventText: 'started',
          lastFaultAt: startAt,
          lastFaultText: 'not JSON',
        })
        expect(await tx.source('s1')).toEqual(noted)
        expect(await tx.updateSource({ ...noted, name: 'Attic', version: 2 })).toBe(true)
        expect(await tx.updateSource({ ...noted, name: 'Cellar', version: 2 })).toBe(false)
        expect((await tx.source('s1'))?.name).toBe('Attic')
      })
    })

    it('that are removed leave their plays, without a source', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.insertPlay(playOf('p1'))
        await tx.insertEvent(eventRow('e1'))
        await tx.putSession(storedSession('c1'))
        await tx.putPlayerUser(playerUserRow('k1'))
      })
      await subject.store.transaction((tx) => tx.deleteSource('s1'))
      await subject.store.transaction(async (tx) => {
        expect(await tx.source('s1')).toBeNull()
        expect(await tx.play('p1')).toEqual(playOf('p1', { sourceId: null }))
        expect(await tx.newEvents(10)).toEqual([])
        expect(await tx.session('c1')).toBeNull()
        expect(await tx.playerUsers('s1')).toEqual([])
      })
    })
  })
  describePlayerUsers(subject)
}

function describePlayerUsers(subject: Subject): void {
  describe('users of a player', () => {
    it('come back as they were given, and are replaced by key', async () => {
      await moveIn(subject.store)
      const known = playerUserRow('k1', { userId: 'u1', ignored: true, lastSeenAt: startAt + 5 })
      await subject.store.transaction(async (tx) => {
        await tx.putPlayerUser(playerUserRow('k2', { firstSeenAt: startAt + 1 }))
        await tx.putPlayerUser(playerUserRow('k1'))
        await tx.putPlayerUser(known)
        expect(await tx.playerUsers('s1')).toEqual([known, playerUserRow('k2', { firstSeenAt: startAt + 1 })])
      })
    })

    it('of nobody have their events held, which are given to a person or dropped', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        const held = { state: 'held', userId: null } as const
        for (const [id, playerUser] of [
          ['e1', 'guest'],
          ['e2', 'child'],
          ['e3', 'guest'],
        ] as const)
          await tx.insertEvent(eventRow(id, { ...held, playerUser, senderId: `sent-${id}` }))
        await tx.insertEvent(eventRow('e4', { playerUser: 'guest' }))
        expect(await tx.heldEvents('s1')).toEqual(
          new Map([
            ['guest', 2],
            ['child', 1],
          ]),
        )
        expect(await tx.releaseHeld('s1', 'guest', 'u1')).toBe(2)
        expect(await tx.dropHeld('s1', 'child')).toBe(1)
        expect(await tx.dropHeld('s1', 'nobody')).toBe(0)
        expect(await tx.heldEvents('s1')).toEqual(new Map())
        expect((await tx.newEvents(10)).map(({ id, userId }) => [id, userId])).toEqual([
          ['e1', 'u1'],
          ['e3', 'u1'],
          ['e4', 'u1'],
        ])
        expect(await tx.insertEvent(eventRow('e5', { senderId: 'sent-e2' }))).toBe(false)
      })
    })
  })
}

export function describeEvents(subject: Subject): void {
  describe('events', () => {
    it('come back as they were given, oldest first, until they are done', async () => {
      await moveIn(subject.store)
      const rated = eventRow('e1', {
        userId: null,
        playerUser: 'k',
        senderId: 'x',
        event: { type: 'rating', title: matrix, rating: null, at: startAt },
      })
      await subject.store.transaction(async (tx) => {
        for (const row of [eventRow('e3'), rated, eventRow('e2')]) await tx.insertEvent(row)
      })
      const store = await subject.reopen()
      await store.transaction(async (tx) => {
        expect(await tx.newEvents(10)).toEqual([rated, eventRow('e2'), eventRow('e3')])
        expect((await tx.newEvents(2)).map((row) => row.id)).toEqual(['e1', 'e2'])
        await tx.markEventsDone(['e1', 'e3'])
        await tx.markEventsDone([])
        expect((await tx.newEvents(10)).map((row) => row.id)).toEqual(['e2'])
      })
    })

    it('sent twice are taken once, from each source', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await subject.store.transaction(async (tx) => {
        expect(await tx.insertEvent(eventRow('e1', { senderId: 'x' }))).toBe(true)
        expect(await tx.insertEvent(eventRow('e2', { senderId: 'x' }))).toBe(false)
        expect(await tx.insertEvent(eventRow('e3', { senderId: 'x', sourceId: 's2' }))).toBe(true)
        expect(await tx.insertEvent(eventRow('e4'))).toBe(true)
        expect(await tx.insertEvent(eventRow('e5'))).toBe(true)
        await tx.markEventsDone(['e1'])
        expect(await tx.insertEvent(eventRow('e6', { senderId: 'x' }))).toBe(false)
        expect(await tx.newEvents(10)).toHaveLength(3)
      })
    })
  })
  describeManyEvents(subject)
}

function describeManyEvents(subject: Subject): void {
  describe('events', () => {
    it('sent by many at once under one id are one', async () => {
      await moveIn(subject.store)
      const send = (n: number): Promise<boolean> =>
        subject.store.transaction((tx) => tx.insertEvent(eventRow(`e${n}`, { senderId: 'x' })))
      const taken = await Promise.all(Array.from({ length: 8 }, (_, n) => send(n)))
      expect(taken.filter(Boolean)).toHaveLength(1)
    })

    it('are taken and done by the thousand', async () => {
      await moveIn(subject.store)
      const ids = Array.from({ length: 1_200 }, (_, n) => `e${String(n).padStart(4, '0')}`)
      await subject.store.transaction(async (tx) => {
        for (const id of ids) await tx.insertEvent(eventRow(id, { senderId: id }))
      })
      await subject.store.transaction(async (tx) => {
        expect((await tx.newEvents(5_000)).map((row) => row.id)).toEqual(ids)
        await tx.markEventsDone(ids)
        expect(await tx.newEvents(1)).toEqual([])
      })
    })
  })
}
