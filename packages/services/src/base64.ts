const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * Decodes base64 in either alphabet, padded or not, into one character per byte; null when it is not base64.
 * A last character that carries no whole byte is left out, so that a cut value still shows its beginning.
 */
export const decodeBase64 = (text: string): string | null => {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (!/^[A-Za-z0-9+/]*$/.test(plain)) return null
  let bits = 0
  let held = 0
  let decoded = ''
  for (const character of plain) {
    held = ((held << 6) | alphabet.indexOf(character)) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      decoded += String.fromCharCode((held >> bits) & 0xff)
    }
  }
  return decoded
}
