import { expect, it } from 'vitest'
import { agentName } from './agent-name.ts'

it('names browsers', () => {
  expect(agentName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0')).toBe('Firefox on Linux')
  expect(agentName('cuemark-cli/0.1')).toBe('cuemark-cli/0.1')
  expect(agentName(null)).toBeNull()
})
