import { createHash, randomInt, timingSafeEqual } from 'node:crypto'

/** Without the signs that look alike in a terminal: 0 and O, 1, I and L. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const groupLength = 5

/** Ten signs, about 49 bits: enough against guessing through the throttle, short enough to type. */
export function makeSetupCode(): string {
  const group = (): string =>
    Array.from({ length: groupLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  return `${group()}-${group()}`
}

const digest = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
    .digest()

/** Compares in constant time; case, spaces and the dash do not matter. */
export function isSetupCode(given: string, code: string): boolean {
  return timingSafeEqual(digest(given), digest(code))
}
