import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anna, ben } from './plays.fixtures.ts'
import { type PlaysStage, setPlaysStage } from './plays-stage.ts'

let stage: PlaysStage
beforeEach(async () => {
  stage = await setPlaysStage()
})
afterEach(() => stage.close())

describe('a title that is looked for by its name', () => {
  it('is a movie, or a show of which the episode is still to be said', async () => {
    expect(await stage.plays.searchTitles(anna, { query: 'a' })).toMatchObject([
      { text: 'The Matrix (1999)', title: { type: 'movie', ids: { imdb: 'tt0133093' } } },
      {
        text: 'Breaking Bad (2008)',
        title: { type: 'episode', show: { name: 'Breaking Bad' }, season: null, number: null },
      },
    ])
    expect(stage.trakt.asked).toEqual(['GET /search/movie,show'])
  })

  it('is asked for by its type alone', async () => {
    await stage.plays.searchTitles(anna, { query: 'a', type: 'movie' })
    await stage.plays.searchTitles(anna, { query: 'a', type: 'episode' })
    expect(stage.trakt.asked).toEqual(['GET /search/movie', 'GET /search/show'])
  })

  it('needs an own Trakt account, and says when Trakt does not answer', async () => {
    await expect(stage.plays.searchTitles(ben, { query: 'a' })).rejects.toMatchObject({
      code: 'not_connected',
    })
    stage.trakt.weather = 'broken'
    await expect(stage.plays.searchTitles(anna, { query: 'a' })).rejects.toMatchObject({
      code: 'unavailable',
    })
  })
})
