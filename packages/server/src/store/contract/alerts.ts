import { describe, expect, it } from 'vitest'
import type { Alert } from '@cuemark/domain'
import type { Store } from '../../app/ports.ts'
import type { Subject } from './subject.ts'
import { StoreError } from '../errors.ts'
import { alertOf, integrationRow, startAt } from '../store.fixtures.ts'

async function put(subject: Subject, ...alerts: readonly Alert[]): Promise<void> {
  await subject.store.transaction(async (tx) => {
    if ((await tx.integration('i1')) === null) await tx.insertIntegration(integrationRow('i1'))
    for (const alert of alerts) await tx.putAlert(alert)
  })
}

export function describeAlerts(subject: Subject): void {
  describe('alerts', () => {
    it('come back as they were given, and are replaced by id', async () => {
      await put(subject, alertOf('a1'))
      const changed = alertOf('a1', {
        count: 100_000,
        state: 'recovered',
        endedAt: startAt + 9,
        recoveredBy: 'test',
        version: 2,
      })
      await put(subject, changed)
      expect(await subject.store.transaction((tx) => tx.alert('a1'))).toEqual(changed)
    })

    it.each(['pending', 'held', 'open', 'snoozed', 'dismissed'] as const)(
      'cannot live twice with one identity (second is %s)',
      async (state) => {
        await put(subject, alertOf('a1'))
        const second = put(subject, alertOf('a2', { state }))
        await expect(second).rejects.toBeInstanceOf(StoreError)
        await expect(second).rejects.toHaveProperty('code', 'conflict')
        await put(subject, alertOf('a3', { cause: 'tmdb.other' }))
      },
    )

    it('of one identity raised at once become one', async () => {
      await put(subject)
      const raise = (id: string): Promise<void> =>
        subject.store.transaction(async (tx) => {
          const latest = await tx.latestAlert('i1', 'tmdb.bad_key')
          await tx.putAlert(
            latest === null
              ? alertOf(id)
              : { ...latest, count: latest.count + 1, version: latest.version + 1 },
          )
        })
      await Promise.all(Array.from({ length: 12 }, (_, n) => raise(`a${n}`)))
      const { items } = await subject.store.alertsPage({
        view: 'open',
        integrationId: null,
        cursor: null,
        limit: 50,
      })
      expect(items.map((alert) => alert.count)).toEqual([12])
    })
  })
  describeLookups(subject)
}

function describeLookups(subject: Subject): void {
  describe('alerts are found', () => {
    it('by identity: the living one, else the newest', async () => {
      const latest = (): Promise<Alert | null> =>
        subject.store.transaction((tx) => tx.latestAlert('i1', 'tmdb.bad_key'))
      expect(await latest()).toBeNull()
      await put(
        subject,
        alertOf('a1', { state: 'recovered', endedAt: startAt + 1 }),
        alertOf('a2', { state: 'recovered', firstSeenAt: startAt + 5, endedAt: startAt + 6 }),
      )
      expect((await latest())?.id).toBe('a2')
      // The system clock was set back before this one.
      await put(
        subject,
        alertOf('a3', { state: 'dismissed', firstSeenAt: startAt - 1_000, endedAt: startAt }),
      )
      expect((await latest())?.id).toBe('a3')
    })

    it('by state, of one subject or of all', async () => {
      await put(
        subject,
        alertOf('a1', { state: 'snoozed' }),
        alertOf('a2', { state: 'held', cause: 'b', firstSeenAt: startAt + 1 }),
        alertOf('a3', { state: 'held', subject: 'own_network', integrationId: null, service: null }),
      )
      const ids = async (states: readonly Alert['state'][], of: string | null): Promise<readonly string[]> =>
        (await subject.store.transaction((tx) => tx.alertsIn(states, of))).map((alert) => alert.id)
      expect(await ids(['held'], null)).toEqual(['a3', 'a2'])
      expect(await ids(['held', 'snoozed'], 'i1')).toEqual(['a1', 'a2'])
      expect(await ids([], null)).toEqual([])
    })
  })
  describeCounts(subject)
}

function describeCounts(subject: Subject): void {
  describe('alerts are counted', () => {
    it('when open: in all, by integration, with the worst severity', async () => {
      expect(await subject.store.openAlertCounts()).toEqual({
        total: 0,
        byIntegration: new Map(),
        worst: null,
      })
      await put(
        subject,
        alertOf('a1', { severity: 'info' }),
        alertOf('a2', { severity: 'warning', cause: 'b' }),
        alertOf('a3', { severity: 'error', cause: 'c', state: 'snoozed' }),
        alertOf('a4', { severity: 'info', subject: 'own_network', integrationId: null }),
      )
      expect(await subject.store.openAlertCounts()).toEqual({
        total: 3,
        byIntegration: new Map([['i1', 2]]),
        worst: 'warning',
      })
    })
  })
  describeSubjects(subject)
}

function describeSubjects(subject: Subject): void {
  describe('alerts about some subjects', () => {
    it('are listed and counted alone', async () => {
      const ended = { state: 'recovered', endedAt: startAt } as const
      await put(
        subject,
        alertOf('a1', { subject: 'acc1', severity: 'warning' }),
        alertOf('a2', { subject: 'acc2' }),
        alertOf('a3', { subject: 'acc2', cause: 'b', ...ended }),
        alertOf('a4'),
      )
      const ids = async (
        view: 'open' | 'history',
        subjects?: readonly string[] | null,
      ): Promise<readonly string[]> => {
        const query = { view, integrationId: null, cursor: null, limit: 9, subjects: subjects ?? null }
        return (await subject.store.alertsPage(query)).items.map((alert) => alert.id)
      }
      expect(await ids('open', ['acc1', 'acc9'])).toEqual(['a1'])
      expect(await ids('history', ['acc2'])).toEqual(['a3'])
      expect(await ids('open', [])).toEqual([])
      expect(await ids('open', null)).toHaveLength(3)
      const counts = (subjects: readonly string[] | null): ReturnType<Store['openAlertCounts']> =>
        subject.store.openAlertCounts(subjects)
      expect(await counts(['acc1'])).toEqual({
        total: 1,
        byIntegration: new Map([['i1', 1]]),
        worst: 'warning',
      })
      expect(await counts([])).toEqual({ total: 0, byIntegration: new Map(), worst: null })
      expect((await counts(null)).total).toBe(3)
    })
  })
}
