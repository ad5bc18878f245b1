import { knownTitles } from '../trakt-book/made-titles.ts'
import type { BookMovie, BookShow, BookTitle, Watchable } from '../trakt-book/titles.ts'

/** What there is to watch in the demo. All but the first two films are made up, and so are the ids. */

const minuteMs = 60_000
const firstId = 9_000_001

const madeFilms: readonly BookMovie[] = [
  'The Quiet Harbor',
  'Seven Lanterns',
  'A Border in Winter',
  'The Paper Orchestra',
  'Nobody at the Lighthouse',
  'Golden Hour, Platform Two',
  'The Distant Engine',
  'An Orchard for Vera',
].map((title, place) => ({
  type: 'movie',
  title,
  year: 2011 + place,
  runtimeMs: (94 + 7 * place) * minuteMs,
  ids: { trakt: firstId + place, imdb: `tt${firstId + place}`, tmdb: firstId + place },
}))

const episodes = 24
const show: BookShow = {
  type: 'show',
  title: 'Tales of the Last Reel',
  year: 2026,
  ids: { trakt: firstId, imdb: 'tt9100000', tmdb: firstId, tvdb: firstId },
  episodes: Array.from({ length: episodes }, (_, place) => ({
    season: 1,
    number: place + 1,
    title: `Reel ${place + 1}`,
    runtimeMs: 24 * minuteMs,
    ids: { trakt: firstId + place, tmdb: firstId + place, tvdb: firstId + place },
  })),
}

/** What Trakt knows. */
export const demoTitles: readonly BookTitle[] = [...knownTitles, ...madeFilms, show]

const films = demoTitles.filter((title) => title.type === 'movie')

/** Another one each time, until all were seen. */
export const filmAt = (place: number): Watchable => {
  const movie = films[place % films.length]
  if (movie === undefined) throw new Error('The demo has no films.')
  return { type: 'movie', movie }
}

/** As a file without any id calls it: Trakt knows no show of this name, and finds the right one by it. */
export const unknownEpisodeAt = (place: number): Watchable => {
  const episode = show.episodes[place % episodes]
  if (episode === undefined) throw new Error('The demo has no episodes.')
  const { trakt } = episode.ids
  return { type: 'episode', show: { ...show, title: 'Last Reel' }, episode: { ...episode, ids: { trakt } } }
}
