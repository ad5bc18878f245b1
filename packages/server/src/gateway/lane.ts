import PQueue from 'p-queue'
import { freshPace, paceDelayMs } from '@cuemark/domain'
import type { Limits } from '@cuemark/services'
import type { Clock, GatewayCall } from '../app/ports.ts'
import { wait } from './wait.ts'

export type LaneLimits = Pick<Limits, 'requestsPerSecond' | 'burst' | 'concurrency'>

const priorities = { interactive: 1, background: 0 } as const satisfies Record<
  GatewayCall['priority'],
  number
>

/** The way to one integration or account, shared by everybody who calls it: one pace, one concurrency, people first. */
export interface Lane {
  run<T>(
    priority: GatewayCall['priority'],
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T>
  idle(): Promise<void>
}

/**
 * `burst` starts at once, and then at the pace. Background calls leave one place free, so that a person never waits
 * for the slowest of them; a lane of one gets a second for that.
 */
export const createLane = (limits: LaneLimits, clock: Clock): Lane => {
  const placesForBackground = Math.max(1, limits.concurrency - 1)
  const background = new PQueue({ concurrency: placesForBackground })
  const all = new PQueue({ concurrency: placesForBackground + 1 })
  // One at a time waits for the pace, so that a person overtakes all others who have a place.
  const gate = new PQueue({ concurrency: 1 })
  const { burst, requestsPerSecond: perSecond } = limits
  let pace = freshPace
  const takeTurn = async (signal: AbortSignal | undefined): Promise<void> => {
    const now = clock.now()
    // One waits at a time, so more than this is a clock that was set back.
    const paidAt = Math.min(pace.paidAt, now + (burst * 1000) / perSecond)
    const turn = paceDelayMs({ paidAt }, now, { perSecond, burst })
    pace = turn.state
    if (turn.delayMs > 0) await wait(clock, turn.delayMs, signal)
  }
  return {
    run: (priority, signal, work) => {
      const how = { priority: priorities[priority], ...(signal === undefined ? {} : { signal }) }
      const start = async () => {
        await gate.add(() => takeTurn(signal), how)
        return work()
      }
      const take = () => all.add(start, how)
      return priority === 'background' ? background.add(take, how) : take()
    },
    idle: async () => {
      await background.onIdle()
      await all.onIdle()
    },
  }
}
