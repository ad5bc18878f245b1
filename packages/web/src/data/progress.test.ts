import { describe, expect, it } from 'vitest'
import { leftMs, progressAt } from './progress.ts'
import { nowPlaying } from './testing/plays.ts'

const minute = 60_000

describe('how far a title is', () => {
  it('moves on from the position the player told last', () => {
    expect(progressAt(nowPlaying(), 0)).toBe(25)
    expect(progressAt(nowPlaying(), 30 * minute)).toBe(50)
    expect(leftMs(nowPlaying(), 30 * minute)).toBe(60 * minute)
  })
  it('stands still while it is paused', () => {
    expect(progressAt(nowPlaying({ state: 'paused' }), 30 * minute)).toBe(25)
  })
  it('ends at the end, though the player has not told of it', () => {
    expect(progressAt(nowPlaying(), 500 * minute)).toBe(100)
    expect(leftMs(nowPlaying(), 500 * minute)).toBe(0)
  })
  it('does not run backwards where the clock of this device is slow', () => {
    expect(progressAt(nowPlaying({ positionAt: 10 * minute }), 0)).toBe(25)
  })
  it('takes the percentage where the player tells no position', () => {
    expect(progressAt(nowPlaying({ positionMs: null, progress: 50 }), 12 * minute)).toBe(60)
  })
  it('shows what was told where there is no duration, and does not guess what is left', () => {
    for (const durationMs of [null, 0]) {
      const playing = nowPlaying({ durationMs, progress: 40 })
      expect(progressAt(playing, 30 * minute)).toBe(40)
      expect(leftMs(playing, 30 * minute)).toBeNull()
    }
  })
  it('is not known where the player tells neither', () => {
    const playing = nowPlaying({ positionMs: null, progress: null })
    expect(progressAt(playing, minute)).toBeNull()
    expect(leftMs(playing, minute)).toBeNull()
  })
})
