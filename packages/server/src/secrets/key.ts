import { createHmac, randomBytes } from 'node:crypto'
import { Secret } from './secret.ts'

const keyBytes = 32

/** The key that seals secrets, with the short name by which sealed texts tell which key they need. */
export interface SecretKey {
  readonly id: string
  /** Base64. */
  readonly value: Secret
}

/** A key from 32 bytes written as base64 or hex; null when the text is neither. */
export function parseKey(text: string): SecretKey | null {
  const bytes = bytesOf(text.trim())
  return bytes === null ? null : keyOf(bytes)
}

export function generateKey(): SecretKey {
  return keyOf(randomBytes(keyBytes))
}

/** Tells two keys apart without telling anything of them. Kept in the database, to notice a wrong key at start. */
export function fingerprintOf(key: SecretKey): string {
  return derived(key.value, 'cuemark key fingerprint')
}

/** Only for sealing and opening. */
export function rawKey(key: SecretKey): Buffer {
  return Buffer.from(key.value.reveal(), 'base64')
}

function keyOf(bytes: Buffer): SecretKey {
  const value = new Secret(bytes.toString('base64'))
  return { id: derived(value, 'cuemark key id').slice(0, 8), value }
}

function derived(value: Secret, purpose: string): string {
  return createHmac('sha256', Buffer.from(value.reveal(), 'base64'))
    .update(purpose)
    .digest('hex')
    .slice(0, 32)
}

function bytesOf(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  // 32 bytes are 43 characters of base64 and one of padding, which is often left out.
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  return null
}
