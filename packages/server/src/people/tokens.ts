import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** The value of a cookie: 256 random bits. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the store keeps of a token. Plain SHA-256 is enough: the token is random, so there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * The token a page sends back with every change. Derived from the cookie, which no other site and no script can
 * read, so it needs no storage and survives a restart.
 */
export function csrfTokenFor(cookie: string): string {
  return createHmac('sha256', cookie).update('cuemark csrf').digest('base64url')
}

export function isCsrfToken(given: string, cookie: string): boolean {
  const wanted = Buffer.from(csrfTokenFor(cookie))
  const got = Buffer.from(given)
  return wanted.length === got.length && timingSafeEqual(wanted, got)
}
