import { describe, expect, it } from 'vitest'
import { readKey } from './keyboard.ts'

describe('keys', () => {
  it('go to a page only after g', () => {
    expect(readKey('g', false)).toEqual({ does: null, g: true })
    expect(readKey('a', true)).toEqual({ does: 'a', g: false })
    expect(readKey('a', false)).toEqual({ does: null, g: false })
  })
  it('lead to every page that has a letter, and nowhere by another', () => {
    expect(['o', 'v', 'c', 's', 'i', 'p', 'a', 'd'].map((key) => readKey(key, true).does)).not.toContain(null)
    expect(readKey('x', true).does).toBeNull()
  })
  it('search and help at any time', () => {
    expect(readKey('/', true).does).toBe('search')
    expect(readKey('?', false).does).toBe('help')
  })
})
