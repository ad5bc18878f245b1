import { assert, constantFrom, dictionary, oneof, property, string, tuple } from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serviceIds } from './manifest.ts'
import { manifests } from './manifests.ts'
import { omdbKey, openaiKey, seerrKey, tmdbKey, tmdbToken, traktId } from './testing/credentials.ts'

const pieces = [
  omdbKey,
  openaiKey,
  seerrKey,
  tmdbKey,
  tmdbToken,
  traktId,
  'Bearer ',
  'apikey=',
  'X-Api-Key: ',
  'https://',
  'http:/',
  'http//',
  'localhost:5055',
  '/api/v1',
  '/login',
  '/v1',
  '/3',
  '//',
  '?api_key=',
  '&client_id=%41',
  '"',
  '“',
  '<',
  '>',
  ',',
  '…',
  '\u200B',
  '\uD800',
  '\n',
  ' ',
  '=',
]

/** What people paste: anything at all, and the parts of real pastes in any order. */
const pasted: Arbitrary<string> = oneof(
  string({ unit: 'binary' }),
  tuple(...Array.from({ length: 5 }, () => oneof(constantFrom(...pieces), string({ maxLength: 4 })))).map(
    (parts) => parts.join(''),
  ),
)

describe.each(serviceIds)('the manifest of %s', (id) => {
  const manifest = manifests[id]
  const fieldNames = manifest.fields.map((field) => field.name)
  const typed = dictionary(constantFrom(...fieldNames, '__proto__', 'unknown'), pasted)

  it('is filed under its own id', () => {
    expect(manifest.id).toBe(id)
  })

  it('inspection never throws, and what it cleaned stays as it is', () => {
    const check = property(typed, (settings) => {
      const once = manifest.inspect(settings)
      expect(manifest.inspect(once.cleaned).cleaned).toEqual(once.cleaned)
    })
    expect(() => {
      assert(check, { numRuns: 400 })
    }).not.toThrow()
  })

  it('cleaned settings hold only its own fields and nothing empty', () => {
    const check = property(typed, (settings) => {
      const { cleaned, notes } = manifest.inspect(settings)
      expect(fieldNames).toEqual(expect.arrayContaining(Object.keys(cleaned)))
      expect(Object.values(cleaned)).not.toContain('')
      expect(fieldNames).toEqual(expect.arrayContaining(notes.map((note) => note.field)))
    })
    expect(() => {
      assert(check, { numRuns: 200 })
    }).not.toThrow()
  })

  it('what passes inspection can be sent: no line break, and plain characters in what a header carries', () => {
    const check = property(typed, (settings) => {
      const { cleaned, notes } = manifest.inspect(settings)
      const blocked = notes.some((note) => note.level === 'error')
      const values = Object.values(cleaned).join('')
      expect(values).not.toMatch(/[\r\n\t\0]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
      const inHeader = id === 'seerr' || id === 'trakt' || id === 'openai' ? (cleaned['apiKey'] ?? '') : ''
      expect(blocked || /^[\x20-\x7e]*$/.test(inHeader)).toBe(true)
    })
    expect(() => {
      assert(check, { numRuns: 200 })
    }).not.toThrow()
  })

  it('codes of remarks begin with the name of the service', () => {
    const notes = fieldNames.flatMap((name) => manifest.inspect({ [name]: 'x y' }).notes)
    expect(notes.map((note) => note.code)).toSatisfy((codes: string[]) =>
      codes.every((code) => code.startsWith(`${id}.`)),
    )
  })
})
