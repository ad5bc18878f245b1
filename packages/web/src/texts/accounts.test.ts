import { describe, expect, it } from 'vitest'
import { limitText } from './accounts.ts'

describe('what an account allows', () => {
  it('is told in words, one or many', () => {
    expect(limitText('connected_apps', 1)).toBe('1 connected app')
    expect(limitText('connected_apps', 20)).toBe('20 connected apps')
    expect(limitText('watchlist', 250)).toBe('250 watchlist entries')
  })

  it('keeps a name that nobody knows, made readable', () => {
    expect(limitText('shared_boxes', 1)).toBe('shared boxes: 1')
    expect(limitText('toString', 3)).toBe('toString: 3')
  })
})
