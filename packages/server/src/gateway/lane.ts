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
  readonly waiting: number
  idle(): Promise<void>
}

/** A sliding window: never more than `burst` starts within the time in which the pace allows `burst`. */
export const createLane = (limits: LaneLimits): Lane => {
  const queue = new PQueue({
    concurrency: limits.concurrency,
    intervalCap: limits.burst,
    interval: (limits.burst / limits.requestsPerSecond) * 1000,
    strict: true,
  })
  return {
    run: (priority, signal, work) =>
      queue.add(work, { priority: priorities[priority], ...(signal === undefined ? {} : { signal }) }),
    get waiting() {
      return queue.size + queue.pending
    },
    idle: () => queue.onIdle(),
  }
}
