import { describe, expect, it } from 'vitest'
import { episode, eveningAt, matrix, minuteMs } from './playback-stage.ts'
import { isSamePlay, playKey } from './same-play.ts'
import type { MovieTitle, Title } from './title.ts'
import { episodesOf, isMatchable, sameTitle, showKey, titleKey, titleText } from './titles.ts'

const film = (over: Partial<MovieTitle>): MovieTitle => ({ ...matrix, ...over })
const nameless = { name: null, year: null, ids: {} }

describe('the key of a title', () => {
  it('is its strongest id, else its name', () => {
    expect(titleKey(film({ ids: { tmdb: 603, imdb: 'tt0133093' } }))).toBe('movie:imdb=tt0133093')
    expect(titleKey(film({ ids: {}, name: '  Amélie: LE film ' }))).toBe('movie:name=amelie le film:1999')
    expect(titleKey(episode(2))).toBe('episode:imdb=tt0903747:s1e2')
    expect(titleKey(episode(2, { ids: { tvdb: 7 } }))).toBe('episode:tvdb=7')
    expect(titleKey(episode(5, { season: null, show: { ...nameless, ids: { kitsu: 3 } } }))).toBe(
      'episode:kitsu=3:e5',
    )
  })

  it('tells apart what is not one: specials, doubles, years, episodes without a number', () => {
    const titles: Title[] = [
      episode(1),
      episode(1, { season: 0 }),
      episode(1, { lastNumber: 2 }),
      episode(1, { season: null }),
      episode(1, { number: null, name: 'Pilot' }),
      episode(1, { number: null, name: 'Extra' }),
      film({ ids: {} }),
      film({ ids: {}, year: 2021 }),
      film({ ids: {}, name: '!!!' }),
      film({ ids: {}, name: '???' }),
    ]
    expect(new Set(titles.map(titleKey)).size).toBe(titles.length)
  })

  it('of a show is one for all its episodes', () => {
    expect(showKey(episode(1))).toBe('show:imdb=tt0903747')
    expect(showKey(episode(9, { ids: { tvdb: 7 } }))).toBe('show:imdb=tt0903747')
    expect(showKey(episode(9, { show: { name: 'Dark', year: 2017, ids: {} } }))).toBe('show:name=dark:2017')
    expect([showKey(matrix), showKey(episode(1, { show: nameless }))]).toEqual([null, null])
  })
})

describe('one title', () => {
  it.each<[string, Title, Title, boolean]>([
    ['an id they share', film({ name: 'X' }), film({ ids: { imdb: 'tt0133093', tmdb: 9 } }), true],
    ['another id', film({}), film({ ids: { imdb: 'tt1' } }), false],
    ['names, where no id can be compared', film({ ids: { tmdb: 603 } }), film({ name: 'the matrix!' }), true],
    ['another year', film({ ids: {} }), film({ year: 2021 }), false],
    ['no name and no id', film({ ids: {}, name: null }), film({ ids: {}, name: null }), false],
    ['a film and an episode', film({ ids: { tmdb: 1 } }), episode(1, { ids: { tmdb: 1 } }), false],
    ['an episode’s own id', episode(1, { ids: { tvdb: 7 } }), episode(2, { ids: { tvdb: 7 } }), true],
    [
      'a show’s id as an episode’s',
      episode(1, { ids: { tmdb: 1396 } }),
      episode(1, { show: { ...nameless, ids: { tmdb: 1396 } } }),
      false,
    ],
    ['show and numbers', episode(1, { ids: { tvdb: 7 } }), episode(1), true],
    ['another number', episode(1), episode(2), false],
    ['another season', episode(1), episode(1, { season: 0 }), false],
    ['the name of the show', episode(1, { show: { ...nameless, name: 'breaking bad' } }), episode(1), true],
    ['a double and its first', episode(1, { lastNumber: 2 }), episode(1), false],
  ])('by %s: %o and %o: %s', (_, one, other, expected) => {
    expect([sameTitle(one, other), sameTitle(other, one)]).toEqual([expected, expected])
  })
})

describe('a double episode', () => {
  it('is single ones, of which the first has its ids', () => {
    const double = episode(1, { lastNumber: 3, ids: { tvdb: 7 }, name: 'Pilot' })
    expect(episodesOf(double)).toEqual([
      episode(1, { ids: { tvdb: 7 }, name: 'Pilot' }),
      episode(2),
      episode(3),
    ])
  })

  it('is taken as one where its numbers make no sense', () => {
    for (const lastNumber of [0, 1, 500]) expect(episodesOf(episode(1, { lastNumber }))).toHaveLength(1)
    expect(episodesOf(matrix)).toEqual([matrix])
  })
})

describe('the text of a title', () => {
  it.each<[string, Title]>([
    ['The Matrix (1999)', matrix],
    ['tt0133093', film({ name: null })],
    ['tmdb:603', film({ name: null, ids: { tmdb: 603 } })],
    ['A movie', { type: 'movie', ...nameless }],
    ['Breaking Bad S1E2', episode(2)],
    ['Breaking Bad S0E3', episode(3, { season: 0 })],
    ['Breaking Bad S1E1–2', episode(1, { lastNumber: 2 })],
    ['Breaking Bad episode 5', episode(5, { season: null })],
    ['Breaking Bad: Pilot', episode(1, { number: null, name: 'Pilot' })],
    ['tt0903747 S1E2', episode(2, { show: { ...nameless, ids: { imdb: 'tt0903747' } } })],
    ['An episode', episode(1, { number: null, show: nameless })],
  ])('%s', (text, title) => {
    expect(titleText(title)).toBe(text)
  })
})

describe('what Trakt can be asked for', () => {
  it.each<[boolean, Title]>([
    [true, matrix],
    [false, film({ ids: { tvdb: 1, kitsu: 2 } })],
    [true, episode(1)],
    [true, episode(1, { season: 0 })],
    [true, episode(1, { show: nameless, season: null, number: null, ids: { tvdb: 7 } })],
    [false, episode(1, { season: null })],
    [false, episode(1, { show: { name: 'One Piece', year: 1999, ids: { kitsu: 12 } } })],
  ])('%s: %o', (expected, title) => {
    expect(isMatchable(title)).toBe(expected)
  })
})

describe('one viewing', () => {
  const at = (start: number, end: number, title: Title = matrix): Parameters<typeof isSamePlay>[0] => ({
    title,
    startedAt: eveningAt + start * minuteMs,
    watchedAt: eveningAt + end * minuteMs,
  })
  const same = (one: ReturnType<typeof at>, other: ReturnType<typeof at>): boolean[] => [
    isSamePlay(one, other),
    isSamePlay(other, one),
  ]

  it('is what two sources tell of it', () => {
    expect(same(at(0, 100), at(2, 90))).toEqual([true, true])
    expect(same(at(0, 100), at(103, 103))).toEqual([true, true])
    expect(same(at(60, 60), at(55, 55))).toEqual([true, true])
  })

  it('is one with the same start, whenever it was taken for over', () => {
    expect(same(at(0, 5), at(0, 200))).toEqual([true, true])
  })

  it('is another where it was seen again', () => {
    expect(same(at(0, 100), at(101, 199))).toEqual([false, false])
    expect(same(at(0, 20, episode(1)), at(21, 40, episode(1)))).toEqual([false, false])
    expect(same(at(0, 100), at(0, 100, film({ ids: { imdb: 'tt1' } })))).toEqual([false, false])
  })

  it('is another although the first was paused over night', () => {
    expect(same(at(0, 60 * 24), at(60 * 24 + 5, 60 * 26))).toEqual([false, false])
    expect(same(at(0, 60 * 24), at(60 * 27, 60 * 27))).toEqual([false, false])
  })

  it('has one key', () => {
    expect(playKey('anna', matrix, 5)).toBe('anna:5:movie:imdb=tt0133093')
  })
})
