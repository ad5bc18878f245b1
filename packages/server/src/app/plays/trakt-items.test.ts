import type { EpisodeTitle, MovieTitle } from '@cuemark/domain'
import { describe, expect, it } from 'vitest'
import { titleOfEntry, traktItems, traktTitles } from './trakt-items.ts'

const matrix: MovieTitle = {
  type: 'movie',
  name: 'The Matrix',
  year: 1999,
  ids: { imdb: 'tt0133093', tmdb: 603 },
}
const pilot: EpisodeTitle = {
  type: 'episode',
  show: { name: 'Breaking Bad', year: 2008, ids: { imdb: 'tt0903747' } },
  season: 1,
  number: 1,
  lastNumber: null,
  name: 'Pilot',
  ids: { tvdb: 349_232 },
}

describe('naming a title to Trakt', () => {
  it('names a movie by its ids and by nothing else', () => {
    expect(traktItems(matrix)).toEqual([{ type: 'movie', ids: { imdb: 'tt0133093', tmdb: 603 } }])
  })

  it('names an episode by its own ids first, then by its show', () => {
    expect(traktItems(pilot)).toEqual([
      { type: 'episode', ids: { tvdb: 349_232 } },
      { type: 'show_episode', show: { imdb: 'tt0903747' }, season: 1, number: 1 },
    ])
  })

  it('takes a special for season 0', () => {
    expect(traktItems({ ...pilot, season: 0, ids: {} })).toEqual([
      { type: 'show_episode', show: { imdb: 'tt0903747' }, season: 0, number: 1 },
    ])
  })

  it('never names a bare show as something watched', () => {
    expect(traktItems({ ...pilot, season: null, number: null, ids: {} })).toEqual([])
    expect(traktItems({ ...pilot, season: 1, number: null, ids: {} })).toEqual([])
  })

  it('knows no way for ids that Trakt does not take', () => {
    expect(traktItems({ ...matrix, ids: { kitsu: 12 } })).toEqual([])
    expect(traktItems({ ...matrix, ids: { imdb: '0133093', tmdb: 0, tvdb: 1.5 } })).toEqual([])
  })

  it('lets a show as a whole stand on a watchlist', () => {
    expect(traktTitles({ ...pilot, season: null, number: null, name: null, ids: {} })).toEqual([
      { type: 'show', ids: { imdb: 'tt0903747' } },
    ])
    expect(traktTitles(pilot)).toEqual(traktItems(pilot))
  })

  it('reads an entry of the history back as a title', () => {
    expect(
      titleOfEntry({
        id: '9007199254740993',
        watchedAt: 1,
        type: 'episode',
        ids: { trakt: 73_640, tvdb: 349_232 },
        name: 'Pilot',
        year: null,
        show: { ids: { trakt: 1388 }, name: 'Breaking Bad', year: 2008 },
        season: 1,
        number: 1,
      }),
    ).toMatchObject({ type: 'episode', show: { name: 'Breaking Bad' }, season: 1, ids: { trakt: 73_640 } })
  })
})
