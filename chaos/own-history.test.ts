import type { TitleView } from '@cuemark/contract'
import { bookText, knownTitles } from '@cuemark/testkit'
import { describe, expect, it } from 'vitest'
import { createFinder } from './own-history.ts'

const find = createFinder(knownTitles)
const named = (title: TitleView): string | null => {
  const found = find(title)
  return found === null ? null : bookText(found)
}

const episode = (from: Partial<Extract<TitleView, { type: 'episode' }>>): TitleView => ({
  type: 'episode',
  show: { name: null, year: null, ids: {} },
  season: null,
  number: null,
  lastNumber: null,
  name: null,
  ids: {},
  ...from,
})

describe('a title that a player told', () => {
  it('is found by any id of a movie', () => {
    const movie = { type: 'movie', name: null, year: null } as const
    expect(named({ ...movie, ids: { tmdb: 603 } })).toBe('The Matrix (1999)')
    expect(named({ ...movie, ids: { imdb: 'tt1375666' } })).toBe('Inception (2010)')
    expect(named({ ...movie, ids: { tmdb: 1 } })).toBeNull()
  })

  it('is found by the ids of an episode, or by its place in a show that has ids or a name', () => {
    const place = { season: 1, number: 1 }
    const byName = { name: 'Breaking Bad', year: null, ids: {} }
    expect(named(episode({ ids: { trakt: 73_482 } }))).toBe('Breaking Bad S1E1')
    expect(named(episode({ ...place, show: { ...byName, name: null, ids: { imdb: 'tt0903747' } } }))).toBe(
      'Breaking Bad S1E1',
    )
    expect(named(episode({ ...place, show: byName }))).toBe('Breaking Bad S1E1')
    expect(named(episode({ season: 9, number: 1, show: byName }))).toBeNull()
  })
})
