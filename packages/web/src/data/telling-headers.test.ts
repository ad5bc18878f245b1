import { describe, expect, it } from 'vitest'
import { telling } from './telling-headers.ts'

const valueless = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'x']))

describe('the headers shown as evidence', () => {
  it('leave out what every answer carries, in whatever case', () => {
    const names = ['Date', 'connection', 'keep-alive', 'Content-Length', 'transfer-encoding', 'vary', 'etag']
    expect(telling(valueless([...names, 'access-control-allow-origin']))).toEqual([])
  })
  it('keep what tells who answered and why, in its order', () => {
    const names = [
      'content-type',
      'server',
      'cf-ray',
      'cf-mitigated',
      'retry-after',
      'x-ratelimit-remaining',
      'x-upgrade-url',
      'www-authenticate',
      'location',
      'via',
    ]
    expect(telling(valueless(names)).map(([name]) => name)).toEqual(names)
  })
})
