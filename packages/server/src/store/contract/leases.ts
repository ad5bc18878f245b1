import { describe, expect, it } from 'vitest'
import type { Lease } from '../../app/ports-accounts.ts'
import type { Subject } from './subject.ts'
import { nothingBefore, startAt } from '../store.fixtures.ts'

const lifeMs = 60_000

function claim({ store }: Subject, owner: string, now: number = startAt): Promise<Lease | null> {
  return store.transaction((tx) => tx.claimLease('refresh:a1', owner, now, now + lifeMs))
}

function holds({ store }: Subject, lease: Lease): Promise<boolean> {
  return store.transaction((tx) => tx.holdsLease(lease))
}

export function describeLeases(subject: Subject): void {
  describe('a lease', () => {
    it('is held by one of many who claim it at once', async () => {
      const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => claim(subject, `p${n}`)))
      expect(claims.filter((lease) => lease !== null)).toHaveLength(1)
    })

    it('is refused to others until it ends, and then has the next fence', async () => {
      const first = await held(claim(subject, 'p1'))
      expect(first).toEqual({ name: 'refresh:a1', owner: 'p1', fence: 1, until: startAt + lifeMs })
      expect(await claim(subject, 'p2', startAt + lifeMs - 1)).toBeNull()
      // Nobody has taken it: who is late may still write.
      expect(await holds(subject, first)).toBe(true)
      const second = await held(claim(subject, 'p2', startAt + lifeMs))
      expect(second).toMatchObject({ owner: 'p2', fence: 2 })
      expect(await holds(subject, first)).toBe(false)
      expect(await holds(subject, second)).toBe(true)
    })

    it('claimed again by its owner is the same one, extended', async () => {
      const first = await held(claim(subject, 'p1'))
      const again = await held(claim(subject, 'p1', startAt + 10))
      expect(again).toEqual({ ...first, until: startAt + 10 + lifeMs })
      expect(await holds(subject, first)).toBe(true)
    })
  })
  describeRenewal(subject)
}

function describeRenewal(subject: Subject): void {
  describe('a lease', () => {
    it('is renewed by its holder, and not by one whose it was', async () => {
      const first = await held(claim(subject, 'p1'))
      const renew = (lease: Lease, until: number): Promise<boolean> =>
        subject.store.transaction((tx) => tx.renewLease(lease, until))
      expect(await renew(first, startAt + 2 * lifeMs)).toBe(true)
      expect(await claim(subject, 'p2', startAt + lifeMs)).toBeNull()
      const second = await held(claim(subject, 'p2', startAt + 2 * lifeMs))
      expect(await renew(first, startAt + 9 * lifeMs)).toBe(false)
      expect(await claim(subject, 'p3', second.until - 1)).toBeNull()
    })

    it('that is released is free at once, and its fence is not used again', async () => {
      const first = await held(claim(subject, 'p1'))
      await subject.store.transaction((tx) => tx.releaseLease(first))
      expect(await holds(subject, first)).toBe(false)
      expect(await held(claim(subject, 'p1'))).toMatchObject({ owner: 'p1', fence: 2 })
      expect(await holds(subject, first)).toBe(false)
    })

    it('is not released by one whose it was', async () => {
      const first = await held(claim(subject, 'p1'))
      const second = await held(claim(subject, 'p2', startAt + lifeMs))
      await subject.store.transaction((tx) => tx.releaseLease(first))
      expect(await holds(subject, second)).toBe(true)
    })

    it('of another name is another one', async () => {
      await held(claim(subject, 'p1'))
      const other = await subject.store.transaction((tx) =>
        tx.claimLease('refresh:a2', 'p2', startAt, startAt + lifeMs),
      )
      expect(other).toMatchObject({ owner: 'p2', fence: 1 })
    })
  })
  describeGuarded(subject)
}

function describeGuarded(subject: Subject): void {
  describe('a lease', () => {
    it('lets nothing through that was written after it was taken over', async () => {
      const write = (lease: Lease, value: string): Promise<boolean> =>
        subject.store.transaction(async (tx) => {
          if (!(await tx.holdsLease(lease))) return false
          await tx.setMeta('owner', value)
          return true
        })
      const first = await held(claim(subject, 'p1'))
      expect(await write(first, 'p1')).toBe(true)
      const [second, late] = await Promise.all([
        held(claim(subject, 'p2', startAt + lifeMs)),
        write(first, 'p1 late'),
      ])
      const before = await subject.store.transaction((tx) => tx.meta('owner'))
      expect(before).toBe(late ? 'p1 late' : 'p1')
      expect(await write(first, 'p1 later')).toBe(false)
      expect(await write(second, 'p2')).toBe(true)
      expect(await subject.store.transaction((tx) => tx.meta('owner'))).toBe('p2')
    })

    it('is forgotten long after it ended, and not before', async () => {
      const first = await held(claim(subject, 'p1'))
      expect(await subject.store.prune({ ...nothingBefore, signIns: first.until })).toBe(0)
      expect(await subject.store.prune({ ...nothingBefore, signIns: first.until + 1 })).toBe(1)
      expect(await subject.store.transaction((tx) => tx.holdsLease(first))).toBe(false)
    })
  })
}

async function held(claiming: Promise<Lease | null>): Promise<Lease> {
  const lease = await claiming
  if (lease === null) throw new Error('The lease was refused.')
  return lease
}
