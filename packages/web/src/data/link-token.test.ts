import { expect, it } from 'vitest'
import { tokenOf } from './link-token.ts'

it('reads the token behind the # of a link', () => {
  expect(tokenOf('#Zx3-_9')).toBe('Zx3-_9')
})

it('takes a link that was cut at its # for one without a token', () => {
  expect(tokenOf('')).toBeNull()
  expect(tokenOf('#')).toBeNull()
  expect(tokenOf('# ')).toBeNull()
})
