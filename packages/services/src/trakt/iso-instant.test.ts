import { parseIsoInstant } from '@cuemark/diagnosis'
import { assert, integer, property } from 'fast-check'
import { expect, it } from 'vitest'
import { isoInstant } from './iso-instant.ts'

it.each([
  [0, '1970-01-01T00:00:00.000Z'],
  [951_827_696_789, '2000-02-29T12:34:56.789Z'],
  [1_795_262_400_000, '2026-11-21T12:00:00.000Z'],
  [1_798_761_599_999, '2026-12-31T23:59:59.999Z'],
])('%i is written %s', (at, text) => {
  expect(isoInstant(at)).toBe(text)
})

it('every moment of two centuries is what Date makes of it, and is read back the same', () => {
  assert(
    property(integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 }), (at) => {
      expect(isoInstant(at)).toBe(new Date(at).toISOString())
      expect(parseIsoInstant(isoInstant(at))).toBe(at)
    }),
  )
})
