import { describe, expect, it } from 'vitest'
import { clockLeft, shareLeft } from './countdown.ts'

describe('a countdown', () => {
  it('reads like a clock', () => {
    expect(clockLeft(598_000, 0)).toBe('9:58')
    expect(clockLeft(5000, 0)).toBe('0:05')
    expect(clockLeft(3_723_000, 0)).toBe('1:02:03')
  })
  it('shows a second until it has passed wholly, and nothing below zero', () => {
    expect(clockLeft(1, 0)).toBe('0:01')
    expect(clockLeft(0, 0)).toBe('0:00')
    expect(clockLeft(0, 90_000)).toBe('0:00')
  })
  it('tells which share is left, between all and nothing', () => {
    expect(shareLeft(0, 600, 150)).toBe(0.75)
    expect(shareLeft(100, 600, 0)).toBe(1)
    expect(shareLeft(0, 600, 700)).toBe(0)
    expect(shareLeft(600, 600, 0)).toBe(0)
  })
})
