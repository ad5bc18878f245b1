import PQueue from 'p-queue'
import type { Limits } from '@cuemark/services'
import type { GatewayCall } from '../app/ports.ts'

export type LaneLimits = Pick<Limits, 'requestsPerSecond' | 'burst' | 'concurrency'>

const priorities = { interactive: 1, background: 0 } as const satisfies Record<
  GatewayCall['priority'],
  number
>

/** The way to one integration, shared by everybody who calls it: one pace, one concurrency, people first. */
export interface Lane {
  run<T>(
    priority: GatewayCall['priority'],
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T>
  idle(): Promise<void>
}

/**
 * A sliding window: never more than `burst` starts within the time in which the pace allows `burst`. Background calls
 * leave one place free, so that a person never waits for the slowest of them; a lane of one gets a second for that.
 */
export const createLane = (limits: LaneLimits): Lane => {
  const placesForBackground = Math.max(1, limits.concurrency - 1)
  const background = new PQueue({ concurrency: placesForBackground })
  const all = new PQueue({
    concurrency: placesForBackground + 1,
    intervalCap: limits.burst,
    interval: (limits.burst / limits.requestsPerSecond) * 1000,
    strict: true,
  })
  return {
    run: (priority, signal, work) => {
      const cancel = signal === undefined ? {} : { signal }
      const take = () => all.add(work, { priority: priorities[priority], ...cancel })
      return priority === 'background' ? background.add(take, cancel) : take()
    },
    idle: async () => {
      await background.onIdle()
      await all.onIdle()
    },
  }
}
