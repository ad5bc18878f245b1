import { describe, expect, it } from 'vitest'
import type { Subject } from '../store.contract.ts'
import { sessionRow, startAt, userRow } from '../store.fixtures.ts'

export function describePeople(subject: Subject): void {
  describe('people', () => {
    it('begin with exactly one first user, however many try at once', async () => {
      expect(await subject.store.people.hasUsers()).toBe(false)
      const tries = Array.from({ length: 6 }, (_, n) =>
        subject.store.people.insertFirstUser(userRow(`u${n}`)),
      )
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1)
      expect(await subject.store.people.hasUsers()).toBe(true)
      expect(await subject.store.people.insertFirstUser(userRow('late'))).toBe(false)
    })

    it('are found by id, and by name however it is written', async () => {
      const { people } = subject.store
      const ada = userRow('u1', { name: 'Adä' })
      await people.insertFirstUser(ada)
      expect(await people.userById('u1')).toEqual(ada)
      expect(await people.userByName('adä')).toEqual(ada)
      expect(await people.userByName(' ADA\u0308 ')).toEqual(ada)
      expect(await people.userByName('ada')).toBeNull()
      expect(await people.userById('u2')).toBeNull()
    })
  })
  describeSessions(subject)
}

function describeSessions(subject: Subject): void {
  describe('sessions', () => {
    it('are found by the hash of their token, touched, listed and ended', async () => {
      const { people } = subject.store
      await people.insertFirstUser(userRow('u1'))
      await people.insertSession(sessionRow('s1', { userAgent: 'Firefox' }))
      await people.insertSession(sessionRow('s2'))
      expect(await people.sessionByHash('hash-s1')).toEqual(sessionRow('s1', { userAgent: 'Firefox' }))
      expect(await people.sessionByHash('hash-s3')).toBeNull()
      await people.touchSession('s1', startAt + 7)
      expect((await people.sessionsOf('u1')).map((session) => session.id)).toEqual(['s1', 's2'])
      expect((await people.sessionByHash('hash-s1'))?.lastSeenAt).toBe(startAt + 7)
      await people.deleteSession('s1')
      expect(await people.sessionByHash('hash-s1')).toBeNull()
    })

    it('go when they have expired', async () => {
      const { people } = subject.store
      await people.insertFirstUser(userRow('u1'))
      await people.insertSession(sessionRow('s1', { expiresAt: startAt + 10 }))
      await people.insertSession(sessionRow('s2', { expiresAt: startAt + 11 }))
      await people.deleteExpiredSessions(startAt + 10)
      expect((await people.sessionsOf('u1')).map((session) => session.id)).toEqual(['s2'])
    })
  })
}
