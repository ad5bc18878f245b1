import { describe, expect, it } from 'vitest'
import type { Subject } from './subject.ts'
import { matrix, moveIn, moveInAnother, playOf, storedSession } from '../plays.fixtures.ts'
import { startAt } from '../store.fixtures.ts'

export function describePlayback(subject: Subject): void {
  describe('sessions of playback', () => {
    it('are one for each channel: what begins takes the place of what was', async () => {
      await moveIn(subject.store)
      const first = storedSession('c1', { positionMs: 0.25 }, { dueAt: startAt + 0.5 })
      const next = storedSession('c1', { id: 'next', state: 'ended', endedAt: startAt }, { dueAt: null })
      await subject.store.transaction(async (tx) => {
        expect(await tx.session('c1')).toBeNull()
        await tx.putSession(first)
        expect(await tx.session('c1')).toEqual(first)
        await tx.putSession(next)
      })
      const store = await subject.reopen()
      expect(await store.transaction((tx) => tx.session('c1'))).toEqual(next)
    })

    it('are due when their silence is over, the longest silent first', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.putSession(storedSession('c1', {}, { dueAt: startAt + 2 }))
        await tx.putSession(storedSession('c2', {}, { dueAt: startAt + 1 }))
        await tx.putSession(storedSession('c3', {}, { dueAt: startAt + 3 }))
        await tx.putSession(storedSession('c4', {}, { dueAt: null }))
        const due = async (now: number, limit = 10): Promise<readonly string[]> =>
          (await tx.dueSessions(now, limit)).map((row) => row.session.channel)
        expect(await due(startAt)).toEqual([])
        expect(await due(startAt + 2)).toEqual(['c2', 'c1'])
        expect(await due(startAt + 9, 2)).toEqual(['c2', 'c1'])
      })
    })
  })
  describePlaying(subject)
}

function describePlaying(subject: Subject): void {
  describe('sessions of playback', () => {
    it('that go on are shown, of a person or of all, the latest first', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.putSession(storedSession('c1', { lastEventAt: startAt + 1 }))
        await tx.putSession(storedSession('c2', { lastEventAt: startAt + 2, state: 'paused' }))
        await tx.putSession(storedSession('c3', { lastEventAt: startAt + 3, state: 'ended' }))
        await tx.putSession(storedSession('c4', { lastEventAt: startAt }, { userId: 'u2', sourceId: 's2' }))
      })
      const playing = async (userId: string | null, limit = 10): Promise<readonly string[]> =>
        (await subject.store.plays.playing(userId, limit)).map((row) => row.session.channel)
      expect(await playing(null)).toEqual(['c2', 'c1', 'c4'])
      expect(await playing(null, 1)).toEqual(['c2'])
      expect(await playing('u1')).toEqual(['c2', 'c1'])
      expect(await playing('u3')).toEqual([])
      expect((await subject.store.plays.activityCounts('u2')).playing).toBe(1)
      expect((await subject.store.plays.activityCounts(null)).playing).toBe(3)
    })
  })
  describePlays(subject)
  describeAliases(subject)
}

function describePlays(subject: Subject): void {
  describe('plays', () => {
    it('come back as they were given, and are changed by id', async () => {
      await moveIn(subject.store)
      const changed = playOf('p1', { state: 'withdrawn', watchedAt: startAt + 1.5, sourceId: null })
      await subject.store.transaction(async (tx) => {
        expect(await tx.insertPlay(playOf('p1'))).toBe(true)
        expect(await tx.play('p1')).toEqual(playOf('p1'))
        await tx.putPlay(changed)
      })
      const store = await subject.reopen()
      expect(await store.transaction((tx) => tx.play('p1'))).toEqual(changed)
      expect(await store.transaction((tx) => tx.play('p2'))).toBeNull()
    })

    it('with one key are one for a person', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      const insert = (id: string, userId = 'u1'): Promise<boolean> =>
        subject.store.transaction((tx) => tx.insertPlay(playOf(id, { key: 'same', userId, sourceId: null })))
      const made = await Promise.all(Array.from({ length: 6 }, (_, n) => insert(`p${n}`)))
      expect(made.filter(Boolean)).toHaveLength(1)
      expect(await insert('other', 'u2')).toBe(true)
    })

    it('of a person between two moments are told, both included, in order', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await subject.store.transaction(async (tx) => {
        for (const at of [4, 1, 3, 2]) await tx.insertPlay(playOf(`p${at}`, { watchedAt: startAt + at }))
        await tx.insertPlay(playOf('other', { watchedAt: startAt + 2, userId: 'u2' }))
        const found = await tx.playsBetween('u1', startAt + 2, startAt + 3)
        expect(found.map((play) => play.id)).toEqual(['p2', 'p3'])
      })
    })

    it('have a story that keeps its order, within a millisecond too', async () => {
      await moveIn(subject.store)
      const line = (text: string) => ({ playId: 'p1', at: startAt, what: 'looked', text }) as const
      await subject.store.transaction(async (tx) => {
        await tx.addStory(line('Before its play.'))
        await tx.insertPlay(playOf('p1'))
        await tx.addStory(line('B.'))
        await tx.addStory(line('A.'))
      })
      expect(await subject.store.plays.playStory('p1')).toEqual(
        ['Before its play.', 'B.', 'A.'].map((text) => line(text)),
      )
      expect(await subject.store.plays.playStory('p2')).toEqual([])
    })
  })
}

function describeAliases(subject: Subject): void {
  describe('aliases', () => {
    it('are kept for each person, the last word counts', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      const alias = { userId: 'u1', key: 'the matrix', title: matrix, createdAt: startAt }
      const corrected = { ...alias, title: { ...matrix, year: 2003 }, createdAt: startAt + 1 }
      await subject.store.transaction(async (tx) => {
        await tx.putAlias(alias)
        expect(await tx.alias('u1', 'the matrix')).toEqual(alias)
        await tx.putAlias(corrected)
        expect(await tx.alias('u1', 'the matrix')).toEqual(corrected)
        expect(await tx.alias('u2', 'the matrix')).toBeNull()
        expect(await tx.alias('u1', 'other')).toBeNull()
      })
    })
  })
}
