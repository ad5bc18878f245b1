import type { ManualClock } from '../packages/server/src/clock-manual.ts'
import type { MovableCuemark } from './in-process.ts'

/** Longer than any pause before a repeat, shorter than a minute of the ladder. */
const defaultStepMs = 5000
/** Answers of the server itself that are waited for, so that what came due has had its turns to run. */
const turns = 4

async function settle(url: string): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await (await fetch(`${url}/api/v1/health`)).text()
}

/** Lets time pass in steps; what comes due on the way runs between them. */
export async function pass(
  { clock, url }: { readonly clock: ManualClock; readonly url: string },
  durationMs: number,
  stepMs: number = defaultStepMs,
): Promise<void> {
  for (let leftMs = durationMs; leftMs > 0; leftMs -= stepMs) {
    clock.advance(Math.min(stepMs, leftMs))
    await settle(url)
  }
}

/** Lets time pass until something is so. Answers how much passed; throws when `mostMs` did not do. */
export async function passUntil(
  cuemark: Pick<MovableCuemark, 'clock' | 'url'>,
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
