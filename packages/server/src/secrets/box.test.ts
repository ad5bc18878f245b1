import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createSecretBox } from './box.ts'
import { SecretError } from './errors.ts'
import { fingerprintOf, generateKey, parseKey } from './key.ts'
import { Secret } from './secret.ts'

const key = generateKey()
const box = createSecretBox([key])

function faultOf(work: () => unknown): SecretError {
  try {
    work()
  } catch (error) {
    if (error instanceof SecretError) return error
    throw error
  }
  throw new Error('Nothing was refused.')
}

describe('the secret box', () => {
  it('opens what it sealed, whatever the text', () => {
    for (const plain of ['', 'a', 'käy 🎬\0', 'x'.repeat(8_192)])
      expect(box.open(box.seal(plain, 'i1/apiKey'), 'i1/apiKey')).toBe(plain)
  })

  it('never seals one text to the same words twice, and shows nothing of it', () => {
    const sealed = new Set(Array.from({ length: 200 }, () => box.seal('hunter2!', 'c')))
    expect(sealed.size).toBe(200)
    expect([...sealed].join('')).not.toContain('hunter2!')
  })

  it('does not open a text that was moved to another place', () => {
    expect(faultOf(() => box.open(box.seal('a', 'i1/apiKey'), 'i2/apiKey')).code).toBe('damaged')
  })

  it('does not open a text with any character changed', () => {
    const sealed = box.seal('hunter2!', 'c')
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      // The last character of base64 carries bits that belong to nothing.
      const same = Buffer.from(changed.split('.')[3] ?? '', 'base64url').equals(
        Buffer.from(sealed.split('.')[3] ?? '', 'base64url'),
      )
      if (same && at > sealed.lastIndexOf('.')) continue
      expect(faultOf(() => box.open(changed, 'c')).message).toMatch(/nter|sealed/)
    }
  })

  it('says in a sentence that the key is another one', () => {
    const fault = faultOf(() => createSecretBox([generateKey()]).open(box.seal('a', 'c'), 'c'))
    expect(fault.code).toBe('wrong_key')
    expect(fault.message).toContain('sealed with another key')
  })

  it('opens old texts with an old key while new ones are sealed with the new', () => {
    const next = generateKey()
    const both = createSecretBox([next, key])
    expect(both.open(box.seal('old', 'c'), 'c')).toBe('old')
    expect(createSecretBox([next]).open(both.seal('new', 'c'), 'c')).toBe('new')
  })

  it.each(['', 'v1', 'v1.a.b', 'v2.a.b.c', 'v1.a.b.c.d', `v1.${key.id}.AAAA.AAAA`])(
    'refuses %o as not sealed by it',
    (text) => {
      expect(faultOf(() => box.open(text, 'c')).code).toBe('damaged')
    },
  )
})

describe('a key', () => {
  it('is read from base64, with or without padding, and from hex', () => {
    const base64 = key.value.reveal()
    const hex = Buffer.from(base64, 'base64').toString('hex')
    for (const text of [base64, ` ${base64}\n`, base64.replace('=', ''), hex, hex.toUpperCase()]) {
      const read = parseKey(text)
      expect(read?.id).toBe(key.id)
      expect(read === null ? null : fingerprintOf(read)).toBe(fingerprintOf(key))
    }
  })

  it.each(['', 'correct horse battery staple', 'ab'.repeat(31), 'ab'.repeat(33), 'A'.repeat(42)])(
    'is not read from %o',
    (text) => {
      expect(parseKey(text)).toBeNull()
    },
  )
})

describe('a secret', () => {
  it('shows itself to nobody who does not ask for it by name', () => {
    const secret = new Secret('hunter2!')
    const shown = [
      String(secret),
      secret.toString(),
      JSON.stringify({ secret }),
      inspect({ secret }, { depth: 9, showHidden: true }),
      Object.entries(secret).join(''),
      JSON.stringify(key),
      inspect(key, { showHidden: true }),
    ].join('\n')
    expect(shown).toContain('[secret]')
    expect(shown).not.toContain('hunter2!')
    expect(shown).not.toContain(key.value.reveal())
    expect(secret.reveal()).toBe('hunter2!')
  })
})
