import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock-manual.ts'
import { Planner } from './background-plan.ts'

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

const setUp = () => {
  const clock = new ManualClock()
  const errors: unknown[] = []
  return { clock, errors, planner: new Planner(clock, (error) => errors.push(error)) }
}

/** Work whose end is in the test's hands. */
const held = () => {
  const ends: ((delayMs: number | null) => void)[] = []
  return {
    ends,
    work: () =>
      new Promise<number | null>((resolve) => {
        ends.push(resolve)
      }),
  }
}

describe('the planner', () => {
  it('runs a piece at its moment and again when it asks', async () => {
    const { clock, planner } = setUp()
    const ranAt: number[] = []
    const start = clock.now()
    planner.after('a', 100, () => {
      ranAt.push(clock.now() - start)
      return Promise.resolve(ranAt.length < 2 ? 50 : null)
    })
    for (const step of [99, 1, 49, 1, 1000]) {
      clock.advance(step)
      await turns()
    }
    expect(ranAt).toEqual([100, 150])
    expect(clock.waiting).toBe(0)
  })

  it('never runs two pieces of one key at a time, and the later wish wins', async () => {
    const { clock, planner } = setUp()
    const first = held()
    const second = held()
    planner.after('a', 0, first.work)
    clock.advance(0)
    planner.after('a', 10, second.work)
    clock.advance(1000)
    await turns()
    expect(second.ends).toHaveLength(0)
    first.ends[0]?.(500)
    await turns()
    clock.advance(10)
    expect(second.ends).toHaveLength(1)
    clock.advance(1000)
    expect(first.ends).toHaveLength(1)
  })

  it('forgets what is dropped, also while it runs', async () => {
    const { clock, planner } = setUp()
    const running = held()
    planner.after('a', 0, running.work)
    clock.advance(0)
    planner.drop('a')
    running.ends[0]?.(10)
    await turns()
    clock.advance(1000)
    expect(running.ends).toHaveLength(1)
  })

  it('tells of a fault and tries again later', async () => {
    const { clock, errors, planner } = setUp()
    let runs = 0
    planner.after('a', 0, () => {
      runs += 1
      return Promise.reject(new Error('disk full'))
    })
    clock.advance(0)
    await turns()
    expect(errors).toEqual([new Error('disk full')])
    clock.advance(59_999)
    expect(runs).toBe(1)
    clock.advance(1)
    expect(runs).toBe(2)
  })

  it('stops after what runs has ended, and starts nothing more', async () => {
    const { clock, planner } = setUp()
    const running = held()
    planner.after('a', 0, running.work)
    planner.after('b', 5, running.work)
    clock.advance(0)
    let stopped = false
    const stop = planner.stop().then(() => {
      stopped = true
      return undefined
    })
    await turns()
    expect(stopped).toBe(false)
    running.ends[0]?.(1)
    await stop
    clock.advance(1000)
    planner.after('c', 0, running.work)
    clock.advance(1000)
    expect(running.ends).toHaveLength(1)
  })
})
