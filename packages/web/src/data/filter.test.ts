import { describe, expect, it } from 'vitest'
import { matching } from './filter.ts'
import { integrationView } from './testing/views.ts'

describe('the filter', () => {
  const all = [integrationView(), integrationView({ id: 'i2', name: 'Den', state: 'error', service: 'omdb' })]
  it('looks at names, services, states and addresses', () => {
    expect(matching(all, 'den')).toEqual([all[1]])
    expect(matching(all, 'omdb error')).toEqual([all[1]])
    expect(matching([all[0] ?? integrationView()], '10.0.0.2')).toHaveLength(1)
    expect(matching(all, 'den seerr')).toEqual([])
  })
  it('shows all when nothing is typed', () => {
    expect(matching(all, '  ')).toBe(all)
  })
})
