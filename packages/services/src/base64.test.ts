import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64 } from './base64.ts'
import { base64 } from './testing/credentials.ts'

describe('decoding base64', () => {
  it('gives back what was encoded, padded or not, in either alphabet', () => {
    const check = property(string(), (text) => {
      const encoded = base64(text)
      expect(decodeBase64(encoded)).toBe(text)
      expect(decodeBase64(encoded.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))).toBe(text)
    })
    expect(() => {
      assert(check)
    }).not.toThrow()
  })

  it('a cut value still shows its beginning', () => {
    expect(decodeBase64(base64('1795219305338').slice(0, 7))).toBe('17952')
  })

  it('other characters are not base64', () => {
    expect(decodeBase64('a.b')).toBeNull()
  })
})
