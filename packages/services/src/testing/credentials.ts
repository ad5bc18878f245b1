/** Made-up credentials in the right shapes. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export const base64 = (text: string): string => {
  const bytes = Array.from(text, (character) => character.charCodeAt(0))
  let encoded = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second = 0, third = 0] = bytes.slice(index, index + 3)
    const group = (first << 16) | (second << 8) | third
    const characters = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 63)).join('')
    const present = Math.min(3, bytes.length - index) + 1
    encoded += characters.slice(0, present).padEnd(4, '=')
  }
  return encoded
}

const base64url = (value: unknown): string =>
  base64(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const jwt = (claims: object): string =>
  `${base64url({ alg: 'HS256' })}.${base64url(claims)}.${'s'.repeat(43)}`

export const tmdbKey = '0123456789abcdef0123456789abcdef'
export const tmdbToken: string = jwt({ aud: tmdbKey, sub: '1', scopes: ['api_read'], version: 1 })
export const tmdbRequestToken: string = jwt({ aud: tmdbKey, scopes: ['pending_request_token'], version: 1 })
export const omdbKey = 'abcd1234'
export const mdblistKey = 'abcdefghijklmnopqrstuvwxy'
export const traktId: string = 'c1'.repeat(32)
export const traktSecret: string = 'd2'.repeat(32)
export const seerrKey: string = base64('17952193053389f1c0a52-5b5e-4c35-9a39-0a1b2c3d4e5f')
export const openaiKey: string = `sk-proj-${'Ab3_'.repeat(20)}`
