import { type Cargo, defaultDeliveryPolicy, type Delivery, newDelivery } from '@cuemark/domain'
import { describe, expect, it } from 'vitest'
import { chooseWork, longestBatch } from './deliver-work.ts'
import { episode, lengthMs, matrix } from './plays.fixtures.ts'

const now = 1_795_305_600_000
const dayMs = 86_400_000
const nobody: ReadonlySet<string> = new Set()

const deliveryOf = (id: string, cargo: Cargo, over: Partial<Delivery> = {}): Delivery => ({
  ...newDelivery({ id, userId: 'anna', accountId: 'trakt', cargo, now }),
  ...over,
})
const late = (id: string, agoMs: number, over: Partial<Delivery> = {}): Delivery =>
  deliveryOf(
    id,
    {
      type: 'watch',
      playId: id,
      title: episode(1),
      watchedAt: now - agoMs,
      timeTold: true,
      startedAt: now - agoMs - lengthMs,
    },
    over,
  )
const watching = deliveryOf('watching', {
  type: 'watching',
  action: 'start',
  title: matrix,
  progress: 1,
  at: now,
})
const choose = (due: readonly Delivery[], alone = nobody) =>
  chooseWork(due, alone, now, defaultDeliveryPolicy)

describe('what an account does next', () => {
  it('looks for late plays that lie close together in one go, over their whole span', () => {
    const { work } = choose([late('a', 3 * dayMs), late('b', 2 * dayMs), late('c', dayMs)])
    if (work?.do !== 'look') throw new Error('no look')
    expect(work.deliveries.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(work.span.fromAt).toBeLessThan(now - 3 * dayMs)
    expect(work.span.toAt).toBeGreaterThan(now - dayMs)
  })

  it('reads no more than a month of history for one look', () => {
    const { work } = choose([late('old', 400 * dayMs), late('older', 395 * dayMs), late('new', dayMs)])
    expect(work).toMatchObject({ do: 'look', deliveries: [{ id: 'old' }, { id: 'older' }] })
  })

  it('adds what was looked for in one batch, and what spoiled a batch by itself', () => {
    const due = ['a', 'b', 'c'].map((id) => late(id, dayMs, { looks: 1 }))
    expect(choose(due).work).toMatchObject({ do: 'add', deliveries: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] })
    const { work } = choose(due, new Set(['a', 'b']))
    expect(work).toMatchObject({ do: 'add', deliveries: [{ id: 'a' }] })
    const many = Array.from({ length: longestBatch + 50 }, (_, place) =>
      late(String(place), dayMs, { looks: 1 }),
    )
    const batch = choose(many).work
    expect(batch?.do === 'add' ? batch.deliveries.length : 0).toBe(longestBatch)
  })

  it('tells what is on now only when nothing older waits', () => {
    expect(choose([watching]).work).toMatchObject({ do: 'one', delivery: { id: 'watching' } })
    expect(choose([watching, late('a', dayMs)]).work).toMatchObject({ do: 'look' })
  })

  it('drops what is worth nothing any more', () => {
    const old = { ...watching, cargo: { ...watching.cargo, at: now - dayMs } }
    expect(choose([old]).drops.map(({ delivery }) => delivery.id)).toEqual(['watching'])
    expect(choose([old]).work).toBeNull()
  })

  it('does nothing with what is not due', () => {
    expect(choose([late('a', dayMs, { nextAt: now + 1 }), late('b', dayMs, { nextAt: null })])).toEqual({
      work: null,
      drops: [],
    })
  })
})
