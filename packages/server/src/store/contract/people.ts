import { describe, expect, it } from 'vitest'
import type { PasswordLinkRow } from '../../app/ports-accounts.ts'
import type { Subject } from './subject.ts'
import {
  accountRow,
  deliveryOf,
  eventRow,
  moveIn,
  moveInAnother,
  playerUserRow,
  playOf,
  signInRow,
} from '../plays.fixtures.ts'
import { alertOf, sessionRow, startAt, userRow } from '../store.fixtures.ts'

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
  describeHouse(subject)
  describeAdministrators(subject)
  describeRemoval(subject)
  describeLinks(subject)
  describeSessions(subject)
}

function describeHouse(subject: Subject): void {
  describe('people', () => {
    it('are listed with when they were here, their open link, and their accounts', async () => {
      const { people } = subject.store
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await people.insertSession(sessionRow('se1', { lastSeenAt: startAt + 1 }))
      await people.insertSession(sessionRow('se2', { lastSeenAt: startAt + 5 }))
      await people.putPasswordLink(linkRow({ userId: 'u2', expiresAt: startAt + 9 }))
      await subject.store.transaction(async (tx) => {
        await tx.insertAccount(accountRow('a3', { service: 'stremio', state: 'disconnected' }))
      })
      expect(await people.users()).toEqual([
        { ...userRow('u1'), lastSeenAt: startAt + 5, linkExpiresAt: null, accounts: 1 },
        { ...userRow('u2', { role: 'member' }), lastSeenAt: null, linkExpiresAt: startAt + 9, accounts: 1 },
      ])
    })

    it('have a name of their own, also when two are added or renamed at once', async () => {
      const { people } = subject.store
      await people.insertFirstUser(userRow('u1', { name: 'Ada' }))
      const tries = ['u2', 'u3', 'u4'].map((id) => people.insertUser(userRow(id, { name: 'Bob' })))
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1)
      expect(await people.insertUser(userRow('u9', { name: ' ADA ' }))).toBe(false)
      await people.insertUser(userRow('u5', { name: 'Eve' }))
      expect(await people.changeUser('u5', { name: 'ada' })).toBe('taken')
      expect(await people.changeUser('u5', { name: 'EVE' })).toBe('done')
      expect((await people.userById('u5'))?.name).toBe('EVE')
      expect(await people.changeUser('none', { name: 'Zoe' })).toBe('missing')
    })
  })
}

function describeAdministrators(subject: Subject): void {
  describe('administrators', () => {
    it('are never none, however many step down or are removed at once', async () => {
      const { people } = subject.store
      await people.insertFirstUser(userRow('u1'))
      await people.insertUser(userRow('u2'))
      const outcomes = await Promise.all([
        people.changeUser('u1', { role: 'member' }),
        people.changeUser('u2', { role: 'member' }),
      ])
      expect([...outcomes].sort()).toEqual(['done', 'last_administrator'])
      await people.changeUser('u1', { role: 'administrator' })
      await people.changeUser('u2', { role: 'administrator' })
      const removals = await Promise.all([people.deleteUser('u1'), people.deleteUser('u2')])
      expect([...removals].sort()).toEqual(['done', 'last_administrator'])
      const [left] = await people.users()
      expect(left?.role).toBe('administrator')
      expect(await people.changeUser(left?.id ?? '', { passwordHash: '$argon2id$y' })).toBe('done')
    })

    it('who were only invited are not the one who is left', async () => {
      const { people } = subject.store
      await people.insertFirstUser(userRow('u1'))
      await people.insertUser(userRow('u2', { passwordHash: '' }))
      expect(await people.changeUser('u1', { role: 'member' })).toBe('last_administrator')
      expect(await people.deleteUser('u1')).toBe('last_administrator')
      expect(await people.deleteUser('u2')).toBe('done')
      expect(await people.deleteUser('u2')).toBe('missing')
    })
  })
}

function describeRemoval(subject: Subject): void {
  describe('a person who is removed', () => {
    it('takes along accounts, sources, plays, sessions, links and alerts, and nothing of others', async () => {
      const { people } = subject.store
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await people.insertSession(sessionRow('se2', { userId: 'u2' }))
      await people.putPasswordLink(linkRow({ userId: 'u2' }))
      await subject.store.transaction(async (tx) => {
        for (const [user, account, source, play] of [
          ['u1', 'a1', 's1', 'p1'],
          ['u2', 'a2', 's2', 'p2'],
        ] as const) {
          const row = playOf(play, { userId: user, sourceId: source })
          await tx.insertPlay(row)
          await tx.insertDelivery(deliveryOf(row, { accountId: account, userId: user }))
          await tx.addStory({ playId: play, at: startAt, what: 'heard', text: 'Heard.' })
          await tx.putSignIn(signInRow(`n-${user}`, { userId: user }))
          await tx.putAlert(alertOf(`al-${user}`, { subject: account, integrationId: null }))
        }
        // A player of the house knows the person, and has told of them.
        await tx.putPlayerUser(playerUserRow('k', { userId: 'u2' }))
        await tx.insertEvent(eventRow('e1', { userId: 'u2', playerUser: 'k' }))
      })
      expect(await people.deleteUser('u2')).toBe('done')
      await subject.store.transaction(async (tx) => {
        for (const row of [tx.account('a2'), tx.source('s2'), tx.play('p2'), tx.delivery('d-p2')])
          expect(await row).toBeNull()
        expect(await tx.alert('al-u2')).toBeNull()
        expect(await tx.signIn('n-u2')).toBeNull()
        expect(await tx.newEvents(9)).toEqual([])
        expect(await tx.playerUsers('s1')).toEqual([playerUserRow('k')])
        for (const row of [tx.account('a1'), tx.source('s1'), tx.play('p1'), tx.delivery('d-p1')])
          expect(await row).not.toBeNull()
        expect(await tx.alert('al-u1')).not.toBeNull()
        expect(await tx.signIn('n-u1')).not.toBeNull()
      })
      expect(await people.sessionByHash('hash-se2')).toBeNull()
      expect(await people.passwordLink('link-u2')).toBeNull()
      expect(await people.userById('u2')).toBeNull()
    })
  })
}

function linkRow(change: Partial<PasswordLinkRow> & Pick<PasswordLinkRow, 'userId'>): PasswordLinkRow {
  return { tokenHash: `link-${change.userId}`, createdAt: startAt, expiresAt: startAt + 1_000, ...change }
}

function describeLinks(subject: Subject): void {
  describe('a link to set a password', () => {
    it('is one for each person: a new one takes the place of the one before', async () => {
      const { people } = subject.store
      await people.insertFirstUser(userRow('u1'))
      await people.putPasswordLink(linkRow({ userId: 'u1', tokenHash: 'first' }))
      const second = linkRow({ userId: 'u1', tokenHash: 'second' })
      await people.putPasswordLink(second)
      expect(await people.passwordLink('first')).toBeNull()
      expect(await people.passwordLink('second')).toEqual(second)
      expect(await people.usePasswordLink('first', '$new', startAt)).toBeNull()
    })

    it('is used once, however many use it at once', async () => {
      const { people } = subject.store
      await people.insertFirstUser(userRow('u1'))
      await people.putPasswordLink(linkRow({ userId: 'u1' }))
      const hashes = ['$a', '$b', '$c', '$d']
      const users = await Promise.all(hashes.map((hash) => people.usePasswordLink('link-u1', hash, startAt)))
      expect(users.filter((user) => user !== null)).toEqual(['u1'])
      expect((await people.userById('u1'))?.passwordHash).toBe(hashes[users.indexOf('u1')])
    })

    it('is worth nothing when it has ended', async () => {
      const { people } = subject.store
      await people.insertFirstUser(userRow('u1'))
      await people.putPasswordLink(linkRow({ userId: 'u1', expiresAt: startAt + 5 }))
      expect(await people.usePasswordLink('link-u1', '$a', startAt + 5)).toBeNull()
      expect((await people.userById('u1'))?.passwordHash).toBe(userRow('u1').passwordHash)
    })
  })
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

    it('of a person end together, but for one', async () => {
      const { people } = subject.store
      await people.insertFirstUser(userRow('u1'))
      await people.insertUser(userRow('u2'))
      for (const id of ['s1', 's2', 's3']) await people.insertSession(sessionRow(id))
      await people.insertSession(sessionRow('s4', { userId: 'u2' }))
      expect([...(await people.deleteSessionsOf('u1', 's2'))].sort()).toEqual(['s1', 's3'])
      expect((await people.sessionsOf('u1')).map((session) => session.id)).toEqual(['s2'])
      expect(await people.deleteSessionsOf('u1', null)).toEqual(['s2'])
      expect(await people.sessionByHash('hash-s4')).not.toBeNull()
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
