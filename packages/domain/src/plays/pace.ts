/** How many requests may go: `perSecond` in the long run, `burst` at once. */
export interface PaceLimits {
  readonly perSecond: number
  readonly burst: number
}

/** When all that was let through so far is paid for, in UTC milliseconds. Plain data. */
export interface Pace {
  readonly paidAt: number
}

export const freshPace: Pace = { paidAt: 0 }

/** Takes the next place in the line and tells how long to wait for it. */
export function paceDelayMs(
  state: Pace,
  now: number,
  { perSecond, burst }: PaceLimits,
): { readonly state: Pace; readonly delayMs: number } {
  const everyMs = 1000 / perSecond
  const paidAt = Math.max(state.paidAt, now)
  const delayMs = Math.max(0, Math.ceil(paidAt - (burst - 1) * everyMs - now))
  return { state: { paidAt: paidAt + everyMs }, delayMs }
}
