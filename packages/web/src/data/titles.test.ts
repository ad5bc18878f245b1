import { describe, expect, it } from 'vitest'
import { episode, matrix } from './testing/plays.ts'
import { episodeName, idsOf, nameOf } from './titles.ts'

describe('what a title is called', () => {
  it('is the name with the year, or the show with season and episode', () => {
    expect(nameOf(matrix)).toBe('The Matrix (1999)')
    expect(nameOf(episode())).toBe('Breaking Bad S5E14')
    expect(nameOf(episode({ lastNumber: 15 }))).toBe('Breaking Bad S5E14–15')
    expect(nameOf(episode({ season: null }))).toBe('Breaking Bad E14')
    expect(nameOf(episode({ season: 0, number: 1 }))).toBe('Breaking Bad S0E1')
    expect(episodeName(episode())).toBe('Ozymandias')
    expect(episodeName(matrix)).toBeNull()
  })
  it('is an id where the player told no name', () => {
    expect(nameOf({ type: 'movie', name: null, year: null, ids: { tmdb: 603 } })).toBe('TMDb 603')
    expect(nameOf(episode({ show: { name: null, year: null, ids: {} } }))).toBe('IMDb tt2301451 S5E14')
    expect(nameOf({ type: 'movie', name: null, year: null, ids: {} })).toBe('Unknown title')
  })
  it('lists ids by the names people know', () => {
    expect(idsOf(matrix.ids)).toEqual([
      ['IMDb', 'tt0133093'],
      ['TMDb', '603'],
    ])
  })
})
