import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '@cuemark/diagnosis'
import type { Subject } from './subject.ts'
import {
  accountRow,
  deliveryOf,
  moveIn,
  moveInAnother,
  playOf,
  signInRow,
  sourceRow,
} from '../plays.fixtures.ts'
import { alertOf, integrationRow, startAt } from '../store.fixtures.ts'

const diagnosis: Diagnosis = {
  service: 'trakt',
  kind: 'authentication',
  cause: 'trakt.refresh_refused',
  title: 'Trakt: sign in again',
  explanation: 'Trakt does not take this sign-in any more.',
  remedy: [{ text: 'Sign in again.' }],
  scope: 'account',
  retry: { when: 'never' },
  confidence: 'certain',
  evidence: [],
  expected: false,
}

export function describeAccounts(subject: Subject): void {
  describe('accounts', () => {
    it('come back as they were given, after opening again too', async () => {
      await moveIn(subject.store)
      const full = accountRow('a9', {
        service: 'stremio',
        name: 'Ädä',
        vip: false,
        sealedTokens: null,
        pollState: '{"since":1}',
        nextPollAt: startAt + 1,
        lastDeliveryAt: startAt + 2,
        diagnosis,
      })
      await subject.store.transaction((tx) => tx.insertAccount(full))
      const store = await subject.reopen()
      await store.transaction(async (tx) => {
        expect(await tx.account('a9')).toEqual(full)
        expect(await tx.account('a1')).toEqual(accountRow('a1'))
        expect(await tx.account('none')).toBeNull()
      })
    })

    it('are one for each person and service', async () => {
      await moveIn(subject.store)
      const second = subject.store.transaction((tx) => tx.insertAccount(accountRow('a9')))
      await expect(second).rejects.toHaveProperty('code', 'conflict')
    })

    it('are found by person, service and integration', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.insertAccount(accountRow('a3', { service: 'stremio', integrationId: 'i2' }))
        const ids = async (filter: Parameters<typeof tx.accounts>[0]): Promise<readonly string[]> =>
          (await tx.accounts(filter)).map((account) => account.id)
        expect(await ids({})).toEqual(['a1', 'a2', 'a3'])
        expect(await ids({ userId: 'u1' })).toEqual(['a1', 'a3'])
        expect(await ids({ service: 'trakt' })).toEqual(['a1', 'a2'])
        expect(await ids({ integrationId: 'i2' })).toEqual(['a3'])
        expect(await ids({ userId: 'u2', service: 'stremio' })).toEqual([])
      })
    })
  })
  describeAccountChanges(subject)
}

function describeAccountChanges(subject: Subject): void {
  describe('accounts', () => {
    it('are changed by one of two who read the same version', async () => {
      await moveIn(subject.store)
      const change = (name: string): Promise<boolean> =>
        subject.store.transaction((tx) => tx.updateAccount(accountRow('a1', { name, version: 2 })))
      expect(await change('first')).toBe(true)
      expect(await change('second')).toBe(false)
      expect((await subject.store.transaction((tx) => tx.account('a1')))?.name).toBe('first')
    })

    it('take notes of workers without a new version, and only what is noted', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.noteAccount('a1', { nextWriteAt: startAt + 1_000.4 })
        await tx.noteAccount('a1', { pollState: 'p', nextPollAt: startAt, lastDeliveryAt: startAt })
        await tx.noteAccount('a1', { nextPollAt: null })
        await tx.noteAccount('a1', {})
      })
      expect(await subject.store.transaction((tx) => tx.account('a1'))).toEqual(
        accountRow('a1', { nextWriteAt: startAt + 1_000, pollState: 'p', lastDeliveryAt: startAt }),
      )
    })
  })
  describeDuePolls(subject)
  describeEnds(subject)
  describeSignIns(subject)
}

function describeDuePolls(subject: Subject): void {
  describe('accounts', () => {
    it('that are due to be polled are named, longest due first, while they are linked', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      const of = (id: string, over: Parameters<typeof accountRow>[1]): ReturnType<typeof accountRow> =>
        accountRow(id, { service: 'stremio', ...over })
      await subject.store.transaction(async (tx) => {
        expect(await tx.duePolls('stremio', startAt, 9)).toEqual({ accountIds: [], nextAt: null })
        await tx.insertAccount(of('b1', { nextPollAt: startAt }))
        await tx.insertAccount(of('b2', { userId: 'u2', nextPollAt: startAt - 5 }))
        expect(await tx.duePolls('stremio', startAt, 9)).toEqual({ accountIds: ['b2', 'b1'], nextAt: null })
        expect(await tx.duePolls('stremio', startAt, 1)).toMatchObject({ accountIds: ['b2'] })
        expect(await tx.duePolls('stremio', startAt - 1, 9)).toEqual({ accountIds: ['b2'], nextAt: startAt })
        expect(await tx.duePolls('trakt', startAt, 9)).toMatchObject({ accountIds: [] })
        await tx.updateAccount(of('b2', { userId: 'u2', state: 'sign_in_again', nextPollAt: 1, version: 2 }))
        await tx.noteAccount('b1', { nextPollAt: null })
        expect(await tx.duePolls('stremio', startAt, 9)).toEqual({ accountIds: [], nextAt: null })
      })
    })
  })
}

function describeEnds(subject: Subject): void {
  describe('accounts', () => {
    it('outlive their integration, with what waits for them', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1', { service: 'trakt' }))
        await tx.insertPlay(playOf('p1'))
        await tx.insertDelivery(deliveryOf(playOf('p1')))
      })
      await subject.store.transaction((tx) => tx.deleteIntegration('i1'))
      await subject.store.transaction(async (tx) => {
        expect(await tx.account('a1')).toEqual(accountRow('a1'))
        expect(await tx.delivery('d-p1')).not.toBeNull()
      })
    })

    it('that are removed take their deliveries, alerts and polled source along, and leave the plays', async () => {
      await moveIn(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1', { service: 'trakt' }))
        await tx.insertSource(sourceRow('s9', { kind: 'stremio_account', tokenHash: null, accountId: 'a1' }))
        await tx.putAlert(alertOf('theirs', { subject: 'a1' }))
        await tx.putAlert(alertOf('other', { subject: 'i1' }))
        await tx.insertPlay(playOf('p1'))
        await tx.insertDelivery(deliveryOf(playOf('p1')))
        await tx.insertPlay(playOf('p2', { state: 'unclear' }))
        await tx.insertDelivery(deliveryOf(playOf('p2')))
      })
      await subject.store.transaction((tx) => tx.deleteAccount('a1'))
      await subject.store.transaction(async (tx) => {
        expect(await tx.account('a1')).toBeNull()
        expect(await tx.delivery('d-p1')).toBeNull()
        expect(await tx.deliveryOfPlay('p1')).toBeNull()
        expect(await tx.source('s9')).toBeNull()
        expect(await tx.source('s1')).not.toBeNull()
        expect(await tx.alert('theirs')).toBeNull()
        expect(await tx.alert('other')).not.toBeNull()
        expect(await tx.play('p1')).toEqual(playOf('p1'))
      })
      expect(await subject.store.plays.activityCounts(null)).toMatchObject({ waiting: 0, attention: 1 })
    })
  })
}

function describeSignIns(subject: Subject): void {
  describe('sign-ins', () => {
    it('come back as they were given, are replaced by id, and found by their state parameter', async () => {
      await moveIn(subject.store)
      const changed = signInRow('n1', {
        method: 'code',
        state: 'done',
        stateHash: 'h1',
        accountId: 'a1',
        endedAt: startAt + 9,
      })
      await subject.store.transaction(async (tx) => {
        await tx.putSignIn(signInRow('n1', { method: 'code', stateHash: 'h1' }))
        await tx.putSignIn(changed)
        expect(await tx.signIn('n1')).toEqual(changed)
        expect(await tx.signInByState('h1')).toEqual(changed)
        expect(await tx.signInByState('h2')).toBeNull()
        expect(await tx.signIn('n2')).toBeNull()
      })
    })

    it('of a person are listed newest first, and those that wait oldest first', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.putSignIn(signInRow('n1', { state: 'cancelled', endedAt: startAt }))
        await tx.putSignIn(signInRow('n2', { createdAt: startAt + 2 }))
        await tx.putSignIn(signInRow('n3', { createdAt: startAt + 1, userId: 'u2' }))
        expect((await tx.signInsOf('u1')).map((row) => row.id)).toEqual(['n2', 'n1'])
        expect((await tx.pendingSignIns()).map((row) => row.id)).toEqual(['n3', 'n2'])
      })
    })
  })
}
