import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultRules } from './defaults/index.ts'
import { beginningOf, textCheck, Words } from './words.ts'

describe('searching for phrases', () => {
  it('finds exactly what a plain search finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'é'), maxLength: 40 })
    fc.assert(
      fc.property(letters, letters, (text, phrase) => {
        expect(textCheck(phrase)(new Words(text))).toBe(text.includes(phrase))
      }),
    )
  })

  it('takes only a fixed beginning of a pattern for granted', () => {
    expect(beginningOf(/invalid code\b/)).toBe('invalid code')
    expect(beginningOf(/limits? reached/)).toBe('limit')
    expect(beginningOf(/one|two/)).toBe('')
    expect(beginningOf(/(?:one|two) more/)).toBe('')
    expect(beginningOf(/\bsocks(?:4|5)/)).toBe('socks')
  })

  it('by any pattern of the rules is never cut short by its beginning', () => {
    const patterns = defaultRules.flatMap(({ when }) =>
      [when.text ?? [], when.transportText ?? []].flat().filter((one) => one instanceof RegExp),
    )
    expect(patterns.length).toBeGreaterThan(20)
    for (const pattern of patterns) {
      fc.assert(
        fc.property(
          fc.stringMatching(new RegExp(pattern.source.replaceAll(/\(\?<![^)]*\)|\\b/g, ''), 'u')),
          (text) => {
            expect(textCheck(pattern)(new Words(text))).toBe(pattern.test(text))
          },
        ),
        { numRuns: 20 },
      )
    }
  })
})
