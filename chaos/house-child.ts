/** A whole server on a clock that its parent moves. Speaks with it over IPC, and is made to be killed. */
import { subscribe } from 'node:diagnostics_channel'
import { setTimeout as pause } from 'node:timers/promises'
import { startServer } from '@cuemark/server/start'
import { ManualClock } from '../packages/server/src/clock-manual.ts'
import type { FromChild, ToChild } from './house-words.ts'

/** Nothing is asked of the outside for so long, and still it is not idle: it waits for the clock. Real time. */
const heldAfterMs = Number(process.env['CUEMARK_TEST_HELD_AFTER_MS'] ?? 20)
/** However busy it is, the parent hears from it after this. Real time. */
const longestMs = 1500
/** A request that is out is waited for this long: its time-out is on the clock that stands still. Real time. */
const longestOutMs = 10_000

const say = (word: FromChild): void => void process.send?.(word)

/** Requests to Trakt that are on their way. */
const requests = { out: 0 }
const events = { more: ['undici:request:create'], less: ['undici:request:trailers', 'undici:request:error'] }
for (const name of events.more) subscribe(name, () => void (requests.out += 1))
for (const name of events.less) subscribe(name, () => void (requests.out = Math.max(0, requests.out - 1)))

const clock = new ManualClock(Number(process.argv[2]))
const faults: string[] = []
const server = await startServer({
  env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CUEMARK_TEST_'))),
  log: (line) => void faults.push(line),
  clock,
})

/** True when nothing is due any more; false when what runs waits for the clock, or for somebody who is slow. */
async function settle(): Promise<boolean> {
  const work = { isDone: false }
  const whenIdle = server.idle().then(() => void (work.isDone = true))
  const beganMs = performance.now()
  for (let busyMs = beganMs; !work.isDone;) {
    await Promise.race([whenIdle, pause(1)])
    const nowMs = performance.now()
    if (requests.out > 0) busyMs = nowMs
    const isHeld = nowMs - busyMs > heldAfterMs || nowMs - beganMs > longestMs
    if (requests.out === 0 ? isHeld : nowMs - beganMs > longestOutMs) break
  }
  return work.isDone
}

/**
 * Woken by another process, it may have begun something after it said that it is idle. Were the clock moved then, an
 * answer of a moment would count as one that never came.
 */
async function untilAnswered(): Promise<void> {
  for (const beganMs = performance.now(); requests.out > 0 && performance.now() - beganMs < longestOutMs;)
    await pause(1)
}

async function obey(word: ToChild): Promise<void> {
  if (word.type === 'stop') {
    await server.close()
    process.exit(0)
  }
  await untilAnswered()
  const byMs = word.to - clock.now()
  if (byMs > 0) clock.advance(byMs)
  const idle = await settle()
  say({ type: 'quiet', turn: word.turn, idle, nextAt: clock.nextAt, faults: faults.splice(0) })
}

process.on('message', (word: ToChild) => {
  obey(word).catch((error: unknown) => {
    say({ type: 'broken', text: String(error) })
  })
})
process.on('disconnect', () => process.exit(0))
say({ type: 'ready', url: server.url })
