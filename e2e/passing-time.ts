import type { ManualClock } from '../packages/server/src/clock-manual.ts'

interface Movable {
  readonly clock: ManualClock
  readonly url: string
}

/** Longer than any pause before a repeat, shorter than a minute of the ladder. */
const defaultStepMs = 5000
/** Answers of the server in a row without a timer coming or going: what came due has then run to its end. */
const quietTurns = 5

async function settle({ clock, url }: Movable): Promise<void> {
  let waiting = clock.waiting
  for (let quiet = 0; quiet < quietTurns; quiet += 1) {
    await (await fetch(`${url}/api/v1/health`)).text()
    if (clock.waiting !== waiting) quiet = -1
    waiting = clock.waiting
  }
}

/** Lets time pass in steps; what comes due on the way runs between them. */
export async function pass(
  cuemark: Movable,
  durationMs: number,
  stepMs: number = defaultStepMs,
): Promise<void> {
  for (let leftMs = durationMs; leftMs > 0; leftMs -= stepMs) {
    cuemark.clock.advance(Math.min(stepMs, leftMs))
    await settle(cuemark)
  }
}

/** Lets time pass until something is so. Answers how much passed; throws when `mostMs` did not do. */
export async function passUntil(
  cuemark: Movable,
  isSo: () => Promise<boolean>,
  mostMs: number,
  stepMs: number = defaultStepMs,
): Promise<number> {
  for (let passedMs = 0; passedMs <= mostMs; passedMs += stepMs) {
    if (await isSo()) return passedMs
    await pass(cuemark, stepMs, stepMs)
  }
  throw new Error(`It did not become so within ${mostMs / 60_000} minutes.`)
}
