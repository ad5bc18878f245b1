import { describe, expect, it } from 'vitest'
import { episode, matrix } from './testing/plays.ts'
import { inputOf, readPicked, readTitle, typedEpisode } from './title-input.ts'

const movie = (id: string) => readTitle({ type: 'movie', id, season: '', number: '' })
const ofShow = (id: string, season: string, number: string) =>
  readTitle({ type: 'episode', id, season, number })

describe('a title that was shown', () => {
  it('is sent back with what is known, without what only Cuemark knows', () => {
    expect(inputOf({ ...matrix, ids: { ...matrix.ids, kitsu: 1 } })).toEqual({
      type: 'movie',
      name: 'The Matrix',
      year: 1999,
      ids: { imdb: 'tt0133093', tmdb: 603 },
    })
    expect(inputOf(episode({ name: null, season: null }))).toEqual({
      type: 'episode',
      show: { name: 'Breaking Bad', year: 2008, ids: { imdb: 'tt0903747' } },
      number: 14,
      ids: { imdb: 'tt2301451' },
    })
  })
})

describe('a title typed by hand', () => {
  it('is named by an id of IMDb, however it comes', () => {
    const title = { type: 'movie', ids: { imdb: 'tt0133093' } }
    expect(movie('tt0133093')).toEqual({ title })
    expect(movie(' TT0133093 ')).toEqual({ title })
    expect(movie('https://m.imdb.com/title/tt0133093/?ref_=nv_sr_1')).toEqual({ title })
  })
  it('is named by an address at TMDb', () => {
    expect(movie('https://www.themoviedb.org/movie/603-the-matrix')).toEqual({
      title: { type: 'movie', ids: { tmdb: 603 } },
    })
    expect(ofShow('themoviedb.org/tv/1396-breaking-bad', '5', '14')).toEqual({
      title: { type: 'episode', show: { ids: { tmdb: 1396 } }, season: 5, number: 14, ids: {} },
    })
  })
  it('is not guessed from a number alone, a name, or an address of the other kind', () => {
    const none = { fault: 'id' }
    expect(movie('603')).toEqual(none)
    expect(movie('The Matrix')).toEqual(none)
    expect(movie('')).toEqual(none)
    expect(movie('https://www.themoviedb.org/tv/1396')).toEqual(none)
    expect(ofShow('https://www.themoviedb.org/movie/603', '1', '1')).toEqual(none)
  })
  it('is an episode by its show, season and number; specials are season 0', () => {
    expect(ofShow('tt0903747', ' 0 ', '3')).toEqual({
      title: { type: 'episode', show: { ids: { imdb: 'tt0903747' } }, season: 0, number: 3, ids: {} },
    })
  })
  it('names the first field that does not fit', () => {
    expect(ofShow('', '', '')).toEqual({ fault: 'id' })
    expect(ofShow('tt0903747', 'five', '14')).toEqual({ fault: 'season' })
    expect(ofShow('tt0903747', '5', '-1')).toEqual({ fault: 'number' })
  })
})

describe('a title that was picked', () => {
  it('goes as it is where season and number were left alone', () => {
    const picked = episode()
    expect(readPicked(picked, typedEpisode(picked))).toEqual({ title: inputOf(picked) })
    expect(readPicked(matrix, { season: '', number: '' })).toEqual({ title: inputOf(matrix) })
  })
  it('is another episode of the same show where they were changed, without the first one’s ids', () => {
    expect(readPicked(episode(), { season: '4', number: '14' })).toEqual({
      title: {
        type: 'episode',
        show: { name: 'Breaking Bad', year: 2008, ids: { imdb: 'tt0903747' } },
        season: 4,
        number: 14,
        ids: {},
      },
    })
  })
  it('asks for the number that the player did not tell', () => {
    const picked = episode({ season: 1, number: null })
    expect(readPicked(picked, typedEpisode(picked))).toEqual({ fault: 'number' })
  })
})
