import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SecretBox } from '../app/ports.ts'
import { SecretError } from './errors.ts'
import { rawKey, type SecretKey } from './key.ts'

const algorithm = 'aes-256-gcm'
const version = 'v1'
/** The size AES-GCM is made for; random ones are safe far beyond the number of secrets a house can have. */
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals with the first key and opens with any, so that keys can be replaced while old texts are still there.
 * A sealed text is `v1.<key id>.<nonce>.<ciphertext and tag>`.
 */
export function createSecretBox(keys: readonly [SecretKey, ...SecretKey[]]): SecretBox {
  const current = keys[0]
  const byId = new Map(keys.map((key) => [key.id, key]))
  return {
    seal: (plain, context) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, rawKey(current), nonce, { authTagLength: tagBytes })
      cipher.setAAD(boundTo(current.id, context))
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [version, current.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open: (sealed, context) => {
      const { keyId, nonce, body } = split(sealed)
      const key = byId.get(keyId)
      if (key === undefined)
        throw new SecretError(
          'wrong_key',
          'A saved secret was sealed with another key. Give Cuemark the key it was sealed with, or enter the secret again.',
        )
      return decipher(key, nonce, body, context)
    },
  }
}

/** Moved to another place, or under another key, a sealed text does not open. */
function boundTo(keyId: string, context: string): Buffer {
  return Buffer.from([version, keyId, context].join('\0'), 'utf8')
}

function decipher(key: SecretKey, nonce: Buffer, body: Buffer, context: string): string {
  try {
    const opener = createDecipheriv(algorithm, rawKey(key), nonce, { authTagLength: tagBytes })
    opener.setAAD(boundTo(key.id, context))
    opener.setAuthTag(body.subarray(-tagBytes))
    return Buffer.concat([opener.update(body.subarray(0, -tagBytes)), opener.final()]).toString('utf8')
  } catch {
    throw damaged()
  }
}

function split(sealed: string): { keyId: string; nonce: Buffer; body: Buffer } {
  const [made, keyId, nonceText, bodyText, ...more] = sealed.split('.')
  if (made !== version || keyId === undefined || nonceText === undefined || bodyText === undefined)
    throw damaged()
  const nonce = Buffer.from(nonceText, 'base64url')
  const body = Buffer.from(bodyText, 'base64url')
  if (more.length > 0 || nonce.length !== nonceBytes || body.length < tagBytes) throw damaged()
  return { keyId, nonce, body }
}

function damaged(): SecretError {
  return new SecretError(
    'damaged',
    'A saved secret was changed or moved in the database and cannot be opened. Enter it again.',
  )
}
