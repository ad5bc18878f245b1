import { z } from 'zod'
import { closedBreaker } from '@cuemark/domain'
import type { Breaker } from '@cuemark/domain'

/** What is remembered of an integration's way out, over restarts. Times are UTC milliseconds. */
export interface WayMemory {
  readonly breaker: Breaker
  /** The service asked to be left alone until then. */
  readonly heldUntil: number | null
}

export const freshMemory: WayMemory = { breaker: closedBreaker, heldUntil: null }

const storedBreaker = z.discriminatedUnion('state', [
  z.object({ state: z.literal('closed'), failures: z.number() }),
  z.object({ state: z.literal('open'), openings: z.number(), untilAt: z.number() }),
  z.object({ state: z.literal('half_open'), openings: z.number(), untilAt: z.number() }),
])
const storedMemory = z.object({ breaker: storedBreaker, heldUntil: z.number().nullable() })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Reads what was stored; what cannot be read is forgotten, which costs a few calls and nothing else. */
export const memoryFrom = (text: string | null): WayMemory => {
  const reading = storedMemory.safeParse(parsed(text ?? ''))
  return reading.success ? reading.data : freshMemory
}
