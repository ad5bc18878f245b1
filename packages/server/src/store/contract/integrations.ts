import { describe, expect, it } from 'vitest'
import type { Subject } from './subject.ts'
import { alertOf, checkRow, failureRow, integrationRow, startAt } from '../store.fixtures.ts'

export function describeIntegrations(subject: Subject): void {
  describe('integrations', () => {
    it('come back as they were given', async () => {
      const row = integrationRow('i1', { pausedAt: startAt, budget: null, tested: false })
      await subject.store.transaction((tx) => tx.insertIntegration(row))
      const kept = await subject.store.transaction((tx) => tx.integration('i1'))
      expect(kept).toEqual(row)
      expect(await subject.store.transaction((tx) => tx.integration('i2'))).toBeNull()
    })

    it('are changed only from the version that was read', async () => {
      const { store } = subject
      await store.transaction((tx) => tx.insertIntegration(integrationRow('i1')))
      const next = integrationRow('i1', { name: 'First', version: 2 })
      expect(await store.transaction((tx) => tx.updateIntegration(next))).toBe(true)
      const stale = integrationRow('i1', { name: 'Second', version: 2 })
      expect(await store.transaction((tx) => tx.updateIntegration(stale))).toBe(false)
      expect(await store.transaction((tx) => tx.integration('i1'))).toEqual(next)
    })

    it('are changed by exactly one of many who read the same version', async () => {
      const { store } = subject
      await store.transaction((tx) => tx.insertIntegration(integrationRow('i1')))
      const changes = Array.from({ length: 8 }, (_, n) =>
        store.transaction((tx) => tx.updateIntegration(integrationRow('i1', { name: `${n}`, version: 2 }))),
      )
      expect((await Promise.all(changes)).filter(Boolean)).toHaveLength(1)
    })

    it('take notes of checks without a new version, and only what the note says', async () => {
      const { store } = subject
      await store.transaction((tx) => tx.insertIntegration(integrationRow('i1')))
      await store.transaction((tx) =>
        tx.noteCheck('i1', { lastCheckAt: startAt + 5, nextCheckAt: startAt + 7.4, checkRung: 2 }),
      )
      await store.transaction((tx) => tx.noteCheck('i1', {}))
      await store.transaction((tx) => tx.noteCheck('i1', { budget: null }))
      expect(await store.transaction((tx) => tx.integration('i1'))).toEqual(
        integrationRow('i1', {
          lastCheckAt: startAt + 5,
          nextCheckAt: startAt + 7,
          checkRung: 2,
          budget: null,
        }),
      )
    })
  })
  describeRemoval(subject)
}

function describeRemoval(subject: Subject): void {
  describe('a removed integration', () => {
    it('takes its alerts, events, failures and checks along, and nothing of others', async () => {
      const { store } = subject
      await store.transaction(async (tx) => {
        for (const id of ['i1', 'i2']) {
          const own = { integrationId: id, subject: id }
          await tx.insertIntegration(integrationRow(id))
          await tx.putAlert(alertOf(`a-${id}`, own))
          await tx.addAlertEvent({ alertId: `a-${id}`, at: startAt, what: 'opened', text: 'Opened.' })
          await tx.addOutbox({
            id: `o-${id}`,
            at: startAt,
            topic: 'alert',
            payload: { alertId: `a-${id}`, what: 'opened' },
          })
          await tx.addFailure(failureRow(`f-${id}`, { integrationId: id, alertId: `a-${id}` }), 0)
          await tx.addCheck(checkRow(`c-${id}`, { integrationId: id }))
        }
      })
      await store.transaction((tx) => tx.deleteIntegration('i1'))
      const all = { cursor: null, limit: 10 }
      const left = await store.alertsPage({ view: 'open', integrationId: null, ...all })
      expect(left.items.map((alert) => alert.id)).toEqual(['a-i2'])
      expect(await store.alertEvents('a-i1')).toEqual([])
      expect(await store.lastFailureOf('a-i1')).toBeNull()
      expect((await store.checksPage('i1', all)).items).toEqual([])
      expect(await store.alertEvents('a-i2')).toHaveLength(1)
      expect((await store.checksPage('i2', all)).items).toHaveLength(1)
      expect(await store.lastFailureOf('a-i2')).not.toBeNull()
    })
  })
}
