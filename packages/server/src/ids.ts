import { randomBytes } from 'node:crypto'
import type { Clock, Ids } from './app/ports.ts'

/** How many ids one millisecond can have: the counter's 26 bits. */
const counterSize = 2 ** 26

/**
 * UUIDs of version 7 (RFC 9562): 48 bits of time, a counter that starts at a random place in every millisecond, and
 * 48 random bits. Within one process each is greater than the one before, also when the clock goes back.
 */
export function createIds(clock: Clock, size: number = counterSize): Ids {
  let lastMs = -1
  let counter = 0
  return {
    next: () => {
      const random = randomBytes(10)
      const nowMs = clock.now()
      counter += 1
      if (nowMs > lastMs || counter >= size) {
        // A full counter borrows the next millisecond.
        lastMs = Math.max(nowMs, lastMs + 1)
        // From the lower half, so that at least as many ids as the other half holds come after it.
        counter = random.readUInt32BE(0) % (size / 2)
      }
      return layOut(lastMs, counter, random.subarray(4))
    },
  }
}

/** `xxxxxxxx-xxxx-7ccc-Vccc-rrrrrrrrrrrr`: V holds the variant's two bits and two bits of the counter. */
function layOut(timeMs: number, counter: number, random: Buffer): string {
  const time = hex(timeMs, 12)
  const high = hex(counter >>> 14, 3)
  const low = hex(0x8000 | (counter & 0x3fff), 4)
  return [time.slice(0, 8), time.slice(8), `7${high}`, low, random.toString('hex')].join('-')
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
