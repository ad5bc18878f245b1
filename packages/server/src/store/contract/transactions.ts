import { AsyncResource } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'
import type { Subject } from './subject.ts'
import { alertOf, failureRow, integrationRow, startAt } from '../store.fixtures.ts'

export function describeTransactions(subject: Subject): void {
  describe('transactions', () => {
    it('undo everything when the work throws, and hand the error on unchanged', async () => {
      const mistake = new Error('changed my mind')
      const work = subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        await tx.putAlert(alertOf('a1'))
        await tx.addFailure(failureRow('f1', { alertId: 'a1' }), 0)
        throw mistake
      })
      await expect(work).rejects.toBe(mistake)
      await subject.store.transaction(async (tx) => {
        expect(await tx.integrations()).toEqual([])
        expect(await tx.alert('a1')).toBeNull()
      })
    })

    it('undo everything when a statement failed, even if the work went on', async () => {
      const work = subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        await tx.insertIntegration(integrationRow('i1')).catch(() => {})
      })
      await expect(work).rejects.toHaveProperty('code', 'conflict')
      expect(await subject.store.transaction((tx) => tx.integrations())).toEqual([])
    })

    it('see their own writes and answer with what the work gives', async () => {
      const name = await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1', { name: 'Kino' }))
        return (await tx.integration('i1'))?.name
      })
      expect(name).toBe('Kino')
    })
  })
  describeSideBySide(subject)
  describeDurability(subject)
}

function describeSideBySide(subject: Subject): void {
  describe('transactions', () => {
    it('that run at once lose no write', async () => {
      await subject.store.transaction((tx) => tx.setMeta('n', '0'))
      const increment = (): Promise<void> =>
        subject.store.transaction(async (tx) => {
          await tx.setMeta('n', String(Number(await tx.meta('n')) + 1))
        })
      await Promise.all(Array.from({ length: 20 }, increment))
      expect(await subject.store.transaction((tx) => tx.meta('n'))).toBe('20')
    })

    it('refuse the store itself inside them, on every database alike', async () => {
      const work = subject.store.transaction(() => subject.store.ping())
      await expect(work).rejects.toThrow('Use the transaction that was handed in')
      await expect(subject.store.ping()).resolves.toBeUndefined()
    })

    it('leave the store free for what their work started and did not wait for', async () => {
      let later: () => Promise<void> = async () => {}
      await subject.store.transaction(async (tx) => {
        await tx.setMeta('a', '1')
        later = AsyncResource.bind(() => subject.store.ping())
      })
      await expect(later()).resolves.toBeUndefined()
    })
  })
}

function describeDurability(subject: Subject): void {
  describe('what was acknowledged', () => {
    it('is there after the database was closed and opened again', async () => {
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        await tx.putAlert(alertOf('a1'))
        await tx.addAlertEvent({ alertId: 'a1', at: startAt, what: 'opened', text: 'Opened.' })
        await tx.addFailure(failureRow('f1', { alertId: 'a1' }), 0)
        await tx.setMeta('key', 'value')
      })
      const store = await subject.reopen()
      expect(await store.alertEvents('a1')).toHaveLength(1)
      expect(await store.lastFailureOf('a1')).toEqual(failureRow('f1', { alertId: 'a1' }))
      await store.transaction(async (tx) => {
        expect(await tx.integration('i1')).toEqual(integrationRow('i1'))
        expect(await tx.alert('a1')).toEqual(alertOf('a1'))
        expect(await tx.meta('key')).toBe('value')
        expect(await tx.meta('other')).toBeNull()
      })
    })

    it('keeps every character that people and services send', async () => {
      const name = 'Ünïcødé 🎬 "quotes" \\ \' % _ \n\t'
      await subject.store.transaction((tx) => tx.insertIntegration(integrationRow('i1', { name })))
      const kept = await subject.store.transaction((tx) => tx.integration('i1'))
      expect(kept?.name).toBe(name)
    })

    it('holds a replacement where an answer had a character no database text can hold', async () => {
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        await tx.putAlert(alertOf('a1', { title: 'a\0b' }))
        await tx.addFailure(failureRow('f1', { alertId: 'a1', bodyStart: 'a\0b' }), 0)
      })
      expect((await subject.store.lastFailureOf('a1'))?.bodyStart).toBe('a\uFFFDb')
    })
  })
}
