import { describe, expect, it } from 'vitest'
import type { Delivery, Play } from '@cuemark/domain'
import type { PlaysRead } from '../../app/ports-plays.ts'
import { BadCursor } from '../errors.ts'
import type { Subject } from './subject.ts'
import { accountRow, deliveryOf, moveIn, moveInAnother, playOf } from '../plays.fixtures.ts'
import { startAt } from '../store.fixtures.ts'

type View = Parameters<PlaysRead['playsPage']>[0]['view']
type Whose = { readonly userId?: string; readonly accountId?: string }

/** Ids of the plays of all pages, two to a page. */
async function walk(subject: Subject, view: View, whose: Whose = {}): Promise<readonly string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<PlaysRead['playsPage']>> = await subject.store.plays.playsPage({
      userId: null,
      accountId: null,
      ...whose,
      view,
      cursor,
      limit: 2,
    })
    ids.push(...page.items.map(({ play }) => play.id))
    cursor = page.nextCursor
  } while (cursor !== null)
  return ids
}

async function put(subject: Subject, play: Play, change: Partial<Delivery> | null): Promise<void> {
  await subject.store.transaction(async (tx) => {
    await tx.insertPlay(play)
    if (change !== null) await tx.insertDelivery(deliveryOf(play, change))
  })
}

const at = (ms: number): Partial<Play> => ({ watchedAt: startAt + ms })

export function describePlaysPages(subject: Subject): void {
  describe('pages of plays', () => {
    it('show all, the last watched first, each with its delivery', async () => {
      await moveIn(subject.store)
      await put(subject, playOf('p1', at(1)), { state: 'dropped' })
      await put(subject, playOf('p3', at(3)), null)
      await put(subject, playOf('p2', at(2)), {})
      await put(subject, playOf('p2b', at(2)), {})
      expect(await walk(subject, 'all')).toEqual(['p3', 'p2b', 'p2', 'p1'])
      const query = { userId: null, accountId: null, view: 'all', cursor: null, limit: 10 } as const
      const { items } = await subject.store.plays.playsPage(query)
      expect(items.slice(0, 2)).toEqual([
        { play: playOf('p3', at(3)), delivery: null },
        { play: playOf('p2b', at(2)), delivery: deliveryOf(playOf('p2b', at(2))) },
      ])
    })

    it('of what waits show first what goes out first; what needs a sign-in comes last', async () => {
      await moveIn(subject.store)
      await put(subject, playOf('late', at(1)), { nextAt: startAt + 90 })
      await put(subject, playOf('asleep2', at(5)), { nextAt: null, waitsFor: 'sign_in' })
      await put(subject, playOf('asleep1', at(4)), { nextAt: null, waitsFor: 'sign_in' })
      await put(subject, playOf('soon2', at(3)), { nextAt: startAt, state: 'unknown' })
      await put(subject, playOf('soon1', at(2)), { nextAt: startAt, state: 'sending' })
      await put(subject, playOf('over', at(2)), { state: 'delivered' })
      expect(await walk(subject, 'waiting')).toEqual(['soon1', 'soon2', 'late', 'asleep1', 'asleep2'])
    })

    it('of what needs somebody show unmatched, refused and unclear ones, newest first', async () => {
      await moveIn(subject.store)
      await put(subject, playOf('p1', at(1)), { state: 'unmatched' })
      await put(subject, playOf('p3', at(3)), { state: 'refused' })
      await put(subject, playOf('p2', { ...at(2), state: 'unclear' }), null)
      await put(subject, playOf('p4', at(4)), { state: 'waiting' })
      expect(await walk(subject, 'attention')).toEqual(['p3', 'p2', 'p1'])
    })
  })
  describeDelivered(subject)
}

function describeDelivered(subject: Subject): void {
  describe('pages of plays', () => {
    it('of what was delivered show the last delivered first', async () => {
      await moveIn(subject.store)
      await put(subject, playOf('p1', at(1)), { state: 'delivered', deliveredAt: startAt + 90 })
      await put(subject, playOf('p2', at(2)), { state: 'delivered', deliveredAt: startAt + 80 })
      await put(subject, playOf('p3', at(3)), { state: 'dropped' })
      expect(await walk(subject, 'delivered')).toEqual(['p1', 'p2'])
    })

    it('refuse the cursor of another view', async () => {
      await moveIn(subject.store)
      for (const id of ['p1', 'p2']) await put(subject, playOf(id), {})
      const page = (view: View, cursor: string | null): ReturnType<PlaysRead['playsPage']> =>
        subject.store.plays.playsPage({ userId: null, accountId: null, view, cursor, limit: 1 })
      const { nextCursor } = await page('waiting', null)
      await expect(page('delivered', nextCursor)).rejects.toBeInstanceOf(BadCursor)
      await expect(page('all', nextCursor)).rejects.toBeInstanceOf(BadCursor)
    })
  })
  describeMoves(subject)
  describeWhose(subject)
}

function describeMoves(subject: Subject): void {
  describe('a play on the page', () => {
    it('moves with its delivery', async () => {
      await moveIn(subject.store)
      const play = playOf('p1')
      await put(subject, play, {})
      const settle = (change: Partial<Delivery>): Promise<boolean> =>
        subject.store.transaction((tx) => tx.updateDelivery(deliveryOf(play, change)))
      expect(await walk(subject, 'waiting')).toEqual(['p1'])
      await settle({ state: 'refused', nextAt: null, version: 2 })
      expect(await walk(subject, 'waiting')).toEqual([])
      expect(await walk(subject, 'attention')).toEqual(['p1'])
      await settle({ state: 'delivered', nextAt: null, deliveredAt: startAt, version: 3 })
      expect(await walk(subject, 'attention')).toEqual([])
      expect(await walk(subject, 'delivered')).toEqual(['p1'])
    })

    it('moves with a word on whether it was seen, and keeps its delivery', async () => {
      await moveIn(subject.store)
      const unclear = playOf('p1', { state: 'unclear' })
      await put(subject, unclear, {})
      expect(await walk(subject, 'attention')).toEqual(['p1'])
      expect(await walk(subject, 'waiting')).toEqual([])
      await subject.store.transaction((tx) => tx.putPlay(playOf('p1')))
      expect(await walk(subject, 'attention')).toEqual([])
      expect(await walk(subject, 'waiting')).toEqual(['p1'])
      expect((await subject.store.transaction((tx) => tx.deliveryOfPlay('p1')))?.id).toBe('d-p1')
    })

    it('that goes to another account shows its newest delivery', async () => {
      await moveIn(subject.store)
      const play = playOf('p1')
      await put(subject, play, { state: 'refused' })
      await subject.store.transaction(async (tx) => {
        await tx.insertAccount(accountRow('a9', { service: 'stremio' }))
        await tx.insertDelivery(deliveryOf(play, { id: 'd9', key: 'k9', accountId: 'a9' }))
        await tx.updateDelivery(deliveryOf(play, { state: 'dropped', version: 2 }))
        expect((await tx.deliveryOfPlay('p1'))?.id).toBe('d9')
      })
      expect(await walk(subject, 'waiting')).toEqual(['p1'])
    })
  })
}

function describeWhose(subject: Subject): void {
  describe('pages of plays', () => {
    it('show those of a person or an account only', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      await put(subject, playOf('p1', at(1)), {})
      await put(subject, playOf('p2', { ...at(2), userId: 'u2' }), { accountId: 'a2' })
      await put(subject, playOf('p3', at(3)), null)
      expect(await walk(subject, 'all', { userId: 'u1' })).toEqual(['p3', 'p1'])
      expect(await walk(subject, 'waiting', { userId: 'u2' })).toEqual(['p2'])
      expect(await walk(subject, 'all', { accountId: 'a1' })).toEqual(['p1'])
      expect(await walk(subject, 'waiting', { accountId: 'a2' })).toEqual(['p2'])
      expect(await walk(subject, 'all', { userId: 'u1', accountId: 'a2' })).toEqual([])
      expect(await walk(subject, 'all', { accountId: 'none' })).toEqual([])
    })

    it('go with counts: of a person or of all, with the first moment at which something moves', async () => {
      await moveIn(subject.store)
      await moveInAnother(subject.store)
      const { plays } = subject.store
      const nothing = { playing: 0, waiting: 0, attention: 0, nextAt: null }
      expect(await plays.activityCounts(null)).toEqual(nothing)
      await put(subject, playOf('p1'), { nextAt: null })
      expect(await plays.activityCounts(null)).toEqual({ ...nothing, waiting: 1 })
      await put(subject, playOf('p2'), { nextAt: startAt + 9 })
      await put(subject, playOf('p3'), { nextAt: startAt + 8, state: 'refused' })
      await put(subject, playOf('p4', { userId: 'u2' }), { nextAt: startAt + 5, accountId: 'a2' })
      await put(subject, playOf('p5'), { state: 'delivered' })
      expect(await plays.activityCounts(null)).toEqual({
        ...nothing,
        waiting: 3,
        attention: 1,
        nextAt: startAt + 5,
      })
      expect(await plays.activityCounts('u1')).toEqual({
        ...nothing,
        waiting: 2,
        attention: 1,
        nextAt: startAt + 9,
      })
      expect(await plays.waitingByAccount()).toEqual(
        new Map([
          ['a1', 2],
          ['a2', 1],
        ]),
      )
    })
  })
}
