import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../../clock-manual.ts'
import { checkLease, keepLease, LeaseLost, leaseMs } from './lease.ts'
import { anna, matrix, playback } from './plays.fixtures.ts'
import { type PlaysStage, setPlaysStage } from './plays-stage.ts'
import { createLoop } from './worker.ts'

describe('a loop', () => {
  it('looks again at what came due while it looked, and never twice at a time', async () => {
    const clock = new ManualClock()
    let running = 0
    let most = 0
    let turns = 0
    const loop = createLoop({ clock, onError: () => undefined }, async () => {
      running += 1
      turns += 1
      most = Math.max(most, running)
      if (turns === 1) loop.wake()
      await Promise.resolve()
      running -= 1
      return null
    })
    loop.start()
    await loop.idle()
    expect([turns, most]).toEqual([2, 1])
    clock.advance(15_000)
    await loop.idle()
    expect(turns).toBe(3)
    await loop.stop()
    loop.wake()
    clock.advance(60_000)
    await loop.idle()
    expect(turns).toBe(3)
  })

  it('goes on after a fault, not at once', async () => {
    const clock = new ManualClock()
    const errors: unknown[] = []
    const loop = createLoop({ clock, onError: (error) => errors.push(error) }, () =>
      Promise.reject(new Error('store gone')),
    )
    loop.start()
    await loop.idle()
    clock.advance(5000)
    await loop.idle()
    expect(errors).toHaveLength(2)
    await loop.stop()
  })
})

describe('on the database', () => {
  let stage: PlaysStage
  beforeEach(async () => {
    stage = await setPlaysStage()
  })
  afterEach(() => stage.close())

  it('a lease that was taken over lets nothing be written', async () => {
    const { store, clock } = stage
    const claim = (owner: string) =>
      store.transaction((tx) => tx.claimLease('deliver:one', owner, clock.now(), clock.now() + leaseMs))
    const first = await claim('first')
    expect(await claim('second')).toBeNull()
    clock.advance(leaseMs)
    expect(await claim('second')).not.toBeNull()
    if (first === null) throw new Error('no lease')
    await expect(store.transaction((tx) => checkLease(tx, first))).rejects.toBeInstanceOf(LeaseLost)
  })

  it('a lease is kept for as long as its work takes', async () => {
    const { store, clock } = stage
    const claim = (owner: string) =>
      store.transaction((tx) => tx.claimLease('deliver:one', owner, clock.now(), clock.now() + leaseMs))
    const lease = await claim('first')
    if (lease === null) throw new Error('no lease')
    await keepLease({ store, clock, owner: 'first' }, lease, async () => {
      for (let minute = 0; minute < 6; minute += 1) {
        clock.advance(20_000)
        // The renewal stands in the store's queue before this.
        expect(await claim('second')).toBeNull()
      }
    })
    clock.advance(leaseMs)
    expect(await claim('second')).not.toBeNull()
  })

  it('an event over which we stumble is set aside, and the plays after it go on', async () => {
    const source = await stage.source()
    const broken = playback('start', matrix, stage.clock.now())
    await stage.tell(source, { ...broken, type: 'rating' } as never, broken)
    expect((await stage.plays.playing(anna, undefined)).items).toHaveLength(1)
    expect((await stage.sources.get(anna, source.id)).lastFaultText).toContain('could not be processed')
    expect(stage.errors.splice(0)).toHaveLength(1)
  })
})
