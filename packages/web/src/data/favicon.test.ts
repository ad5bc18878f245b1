import { expect, it } from 'vitest'
import { faviconFor } from './favicon.ts'

it('draws the favicon hollow when all is well and filled otherwise', () => {
  expect(decodeURIComponent(faviconFor(null))).toContain('fill="none" stroke="#9c9388" stroke-width="2.5"')
  expect(faviconFor('error')).not.toBe(faviconFor('warning'))
})
