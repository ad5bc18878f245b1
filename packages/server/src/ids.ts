import { randomBytes } from 'node:crypto'
import type { Clock, Ids } from './app/ports.ts'

/** Bits of the counter that keeps ids of one millisecond in order. */
const counterBits = 24

/**
 * UUIDs of version 7 (RFC 9562): 48 bits of time, then a counter that starts at a random place in every
 * millisecond, then 50 random bits. Within one process each is greater than the one before, also when the
 * clock goes back.
 */
export function createIds(clock: Clock): Ids {
  let lastMs = -1
  let counter = 0
  return {
    next: () => {
      const random = randomBytes(11)
      const nowMs = clock.now()
      if (nowMs > lastMs) {
        lastMs = nowMs
        // The top bit stays free, so that at least 2^23 ids fit before the time has to be borrowed.
        counter = random.readUIntBE(0, 3) >>> 1
      } else {
        counter += 1
        if (counter >= 2 ** counterBits) {
          lastMs += 1
          counter = random.readUIntBE(0, 3) >>> 1
        }
      }
      return layOut(lastMs, counter, random.subarray(3))
    },
  }
}

/** `xxxxxxxx-xxxx-7ccc-Vccc-rrrrrrrrrrrr`: time, version, high half of the counter, variant, low half, random. */
function layOut(timeMs: number, counter: number, random: Buffer): string {
  const time = timeMs.toString(16).padStart(12, '0')
  const count = counter.toString(16).padStart(6, '0')
  // Variant bits 10, then two of the random bits.
  const variant = (8 + ((random[0] ?? 0) & 3)).toString(16)
  const tail = random.subarray(1, 7).toString('hex')
  return [time.slice(0, 8), time.slice(8), `7${count.slice(0, 3)}`, `${variant}${count.slice(3)}`, tail].join(
    '-',
  )
}
