import { describe, expect, it } from 'vitest'
import type { FailureRow } from '../../app/ports.ts'
import type { Subject } from './subject.ts'
import { alertOf, failureRow, integrationRow, nothingBefore, startAt } from '../store.fixtures.ts'

const foldMs = 60_000

async function prepare(subject: Subject): Promise<void> {
  await subject.store.transaction(async (tx) => {
    await tx.insertIntegration(integrationRow('i1'))
    await tx.putAlert(alertOf('a1'))
    await tx.putAlert(alertOf('a2', { cause: 'tmdb.other' }))
  })
}

function add(subject: Subject, id: string, change: Partial<FailureRow> = {}): Promise<void> {
  return subject.store.transaction((tx) =>
    tx.addFailure(failureRow(id, { alertId: 'a1', ...change }), foldMs),
  )
}

export function describeEvidence(subject: Subject): void {
  describe('like failures', () => {
    it('fold into one row that counts them and shows the newest evidence', async () => {
      await prepare(subject)
      await add(subject, 'f1')
      await add(subject, 'f2', {
        firstAt: startAt + 500,
        lastAt: startAt + 900,
        count: 41,
        bodyStart: 'newest',
        durationMs: null,
      })
      expect(await subject.store.lastFailureOf('a1')).toEqual(
        failureRow('f1', {
          alertId: 'a1',
          lastAt: startAt + 900,
          count: 42,
          bodyStart: 'newest',
          durationMs: null,
        }),
      )
    })

    it('that arrive late count, but do not replace newer evidence', async () => {
      await prepare(subject)
      await add(subject, 'f1', { firstAt: startAt + 900, lastAt: startAt + 900, bodyStart: 'newest' })
      await add(subject, 'f2', { bodyStart: 'older' })
      const kept = await subject.store.lastFailureOf('a1')
      expect(kept).toMatchObject({ count: 2, bodyStart: 'newest', firstAt: startAt, lastAt: startAt + 900 })
    })
  })
  describeRowsApart(subject)
  describeStory(subject)
}

function describeRowsApart(subject: Subject): void {
  describe('like failures', () => {
    it('start a new row after a pause longer than the fold', async () => {
      await prepare(subject)
      await add(subject, 'f1')
      await add(subject, 'f2', { firstAt: startAt + foldMs, lastAt: startAt + foldMs })
      await add(subject, 'f3', { firstAt: startAt + 2 * foldMs + 1, lastAt: startAt + 2 * foldMs + 1 })
      expect(await subject.store.lastFailureOf('a1')).toMatchObject({ id: 'f3', count: 1 })
      expect(await subject.store.prune({ ...nothingBefore, failures: startAt + foldMs + 1 })).toBe(1)
    })

    it('keep a row of their own for another call, cause or alert', async () => {
      await prepare(subject)
      await add(subject, 'f1')
      await add(subject, 'f2', { call: null })
      await add(subject, 'f3', { call: null })
      await add(subject, 'f4', { cause: 'tmdb.other' })
      await add(subject, 'f5', { alertId: null })
      await add(subject, 'f6', { alertId: 'a2' })
      expect(await subject.store.lastFailureOf('a2')).toMatchObject({ id: 'f6', count: 1 })
      // f1, f2 with f3, f4 and f5 lie apart: five rows with f6, of which the newest of each living alert stays.
      const removed = await subject.store.prune({ ...nothingBefore, failures: startAt + 1 })
      expect(removed).toBe(1)
    })

    it('that are many thousands are one row with the right count', async () => {
      await prepare(subject)
      for (let burst = 0; burst < 10; burst += 1)
        await add(subject, `f${burst}`, { count: 10_000, firstAt: startAt + burst, lastAt: startAt + burst })
      expect((await subject.store.lastFailureOf('a1'))?.count).toBe(100_000)
    })
  })
}

function describeStory(subject: Subject): void {
  describe('the story of an alert', () => {
    it('is told in the order it was written, within one millisecond too', async () => {
      await prepare(subject)
      const story = ['opened', 'worsened', 'dismissed', 'restored'] as const
      await subject.store.transaction(async (tx) => {
        for (const what of story) await tx.addAlertEvent({ alertId: 'a1', at: startAt, what, text: what })
      })
      expect((await subject.store.alertEvents('a1')).map((event) => event.what)).toEqual(story)
    })

    it('may be written before the alert itself, in the same transaction', async () => {
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        await tx.addFailure(failureRow('f1', { alertId: 'a1' }), foldMs)
        await tx.addAlertEvent({ alertId: 'a1', at: startAt, what: 'opened', text: 'Opened.' })
        await tx.putAlert(alertOf('a1'))
      })
      expect(await subject.store.alertEvents('a1')).toHaveLength(1)
    })

    it('cannot be told of an alert that does not exist', async () => {
      await prepare(subject)
      const work = subject.store.transaction((tx) =>
        tx.addAlertEvent({ alertId: 'nobody', at: startAt, what: 'opened', text: 'Opened.' }),
      )
      await expect(work).rejects.toHaveProperty('code', 'conflict')
    })
  })
}
