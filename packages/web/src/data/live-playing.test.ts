import { describe, expect, it } from 'vitest'
import { playingWith, playingWithout } from './live-playing.ts'
import { nowPlaying } from './testing/plays.ts'

describe('what is on', () => {
  const film = nowPlaying({ id: 'film' })
  const series = nowPlaying({ id: 'series' })

  it('puts what starts first, and keeps the place of what moves', () => {
    const both = playingWith([film], series)
    expect(both.map(({ id }) => id)).toEqual(['series', 'film'])
    const paused = { ...film, state: 'paused' as const }
    expect(playingWith(both, paused)).toEqual([series, paused])
  })
  it('lets go what ended', () => {
    expect(playingWithout([film, series], 'film')).toEqual([series])
  })
})
