import { expect, it } from 'vitest'
import { isOwnMachine } from './own-machine.ts'

it('knows the names by which a machine means itself, and no others', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'].every(isOwnMachine)).toBe(true)
  expect(['localhost.example', '192.168.1.20', '1127.0.0.1', 'cuemark.local'].some(isOwnMachine)).toBe(false)
})
