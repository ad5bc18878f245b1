import { describe, expect, it } from 'vitest'
import type { Page } from '../../app/page.ts'
import type { Store } from '../../app/ports.ts'
import type { Subject } from './subject.ts'
import { BadCursor } from '../errors.ts'
import { alertOf, checkRow, integrationRow, startAt } from '../store.fixtures.ts'

interface Identified {
  readonly id: string
}

/** Ids of all pages in order; `between` runs after each page. */
async function walk(
  page: (cursor: string | null) => Promise<Page<Identified>>,
  between: () => Promise<void> = async () => {},
): Promise<readonly string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const { items, nextCursor }: Page<Identified> = await page(cursor)
    ids.push(...items.map((item) => item.id))
    cursor = nextCursor
    await between()
  } while (cursor !== null)
  return ids
}

async function fill(store: Store): Promise<void> {
  await store.transaction((tx) => tx.insertIntegration(integrationRow('i1')))
}

export function describePages(subject: Subject): void {
  describe('pages', () => {
    it('show 1,000 rows once each, newest first', async () => {
      await fill(subject.store)
      const numbers = Array.from({ length: 1_000 }, (_, n) => n)
      await subject.store.transaction(async (tx) => {
        // Three rows share each moment, so that the id has to decide.
        for (const n of numbers)
          await tx.addCheck(checkRow(`c${String(n).padStart(4, '0')}`, { at: startAt + Math.floor(n / 3) }))
      })
      const seen = await walk((cursor) => subject.store.checksPage('i1', { cursor, limit: 37 }))
      expect(seen).toEqual(numbers.map((n) => `c${String(n).padStart(4, '0')}`).reverse())
    })

    it('of integrations go by the time they were made', async () => {
      await subject.store.transaction(async (tx) => {
        for (const [n, id] of ['i-B', 'i-a', 'i-C'].entries())
          await tx.insertIntegration(integrationRow(id, { createdAt: startAt + Math.floor(n / 2) }))
      })
      const seen = await walk((cursor) => subject.store.integrationsPage({ cursor, limit: 1 }))
      expect(seen).toEqual(['i-B', 'i-a', 'i-C'])
    })
  })
  describeOpenAlerts(subject)
  describeViews(subject)
  describeCursors(subject)
}

function describeOpenAlerts(subject: Subject): void {
  describe('pages', () => {
    it('of open alerts put the worst first, then the newest', async () => {
      await fill(subject.store)
      const severities = ['info', 'error', 'warning'] as const
      await subject.store.transaction(async (tx) => {
        for (const [n, severity] of [...severities, ...severities].entries())
          await tx.putAlert(alertOf(`a${n}`, { severity, cause: `c${n}`, lastSeenAt: startAt + n }))
      })
      const seen = await walk((cursor) =>
        subject.store.alertsPage({ view: 'open', integrationId: 'i1', cursor, limit: 2 }),
      )
      expect(seen).toEqual(['a4', 'a1', 'a5', 'a2', 'a3', 'a0'])
    })

    it('stay in place while rows are added in front', async () => {
      await fill(subject.store)
      await subject.store.transaction(async (tx) => {
        for (let n = 0; n < 7; n += 1)
          await tx.putAlert(alertOf(`a${n}`, { cause: `c${n}`, lastSeenAt: startAt + n }))
      })
      let added = 0
      const seen = await walk(
        (cursor) => subject.store.alertsPage({ view: 'open', integrationId: null, cursor, limit: 2 }),
        async () => {
          added += 1
          const newer = alertOf(`b${added}`, { cause: `new${added}`, lastSeenAt: startAt + 100 + added })
          await subject.store.transaction((tx) => tx.putAlert(newer))
        },
      )
      expect(seen).toEqual(['a6', 'a5', 'a4', 'a3', 'a2', 'a1', 'a0'])
    })
  })
}

function describeViews(subject: Subject): void {
  describe('views of alerts', () => {
    it('separate open, snoozed and ended ones; what was never shown is in none', async () => {
      await fill(subject.store)
      await subject.store.transaction(async (tx) => {
        await tx.putAlert(alertOf('open', { cause: '1' }))
        await tx.putAlert(alertOf('snoozed', { cause: '2', state: 'snoozed' }))
        await tx.putAlert(alertOf('pending', { cause: '3', state: 'pending', openedAt: null }))
        await tx.putAlert(alertOf('held', { cause: '4', state: 'held', openedAt: null }))
        await tx.putAlert(alertOf('early', { cause: '5', state: 'recovered', endedAt: startAt + 1 }))
        await tx.putAlert(alertOf('late', { cause: '6', state: 'dismissed', endedAt: startAt + 2 }))
        const unseen = { state: 'recovered', openedAt: null, endedAt: startAt } as const
        await tx.putAlert(alertOf('unseen', { cause: '7', ...unseen }))
      })
      const view = (name: 'open' | 'snoozed' | 'history'): Promise<readonly string[]> =>
        walk((cursor) => subject.store.alertsPage({ view: name, integrationId: null, cursor, limit: 1 }))
      expect(await view('open')).toEqual(['open'])
      expect(await view('snoozed')).toEqual(['snoozed'])
      expect(await view('history')).toEqual(['late', 'early'])
    })
  })
}

function describeCursors(subject: Subject): void {
  describe('a cursor', () => {
    const wrong: readonly (readonly [string, string])[] = [
      ['nonsense', 'nonsense'],
      ['empty', ''],
      ['JSON of another shape', Buffer.from('{"a":1}').toString('base64url')],
      ['keys of wrong types', Buffer.from('["checks","x","y"]').toString('base64url')],
      ['a number out of range', Buffer.from('["checks",1e300,"y"]').toString('base64url')],
      ['too few keys', Buffer.from('["checks",1]').toString('base64url')],
    ]
    it.each(wrong)('that is %s is refused', async (_, cursor) => {
      await expect(subject.store.checksPage('i1', { cursor, limit: 5 })).rejects.toBeInstanceOf(BadCursor)
    })

    it('of one list is refused by another', async () => {
      await subject.store.transaction(async (tx) => {
        await tx.insertIntegration(integrationRow('i1'))
        await tx.insertIntegration(integrationRow('i2'))
      })
      const { nextCursor: cursor } = await subject.store.integrationsPage({ cursor: null, limit: 1 })
      expect(cursor?.length).toBeLessThan(200)
      await expect(subject.store.checksPage('i1', { cursor, limit: 1 })).rejects.toBeInstanceOf(BadCursor)
    })

    it('holding a character that no text can hold does no harm', async () => {
      const cursor = Buffer.from(JSON.stringify(['checks', 1, 'a\0b'])).toString('base64url')
      const page = await subject.store.checksPage('i1', { cursor, limit: 5 })
      expect(page.items).toEqual([])
    })
  })
}
