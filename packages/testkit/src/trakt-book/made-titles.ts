import { createDice, type Dice } from '../dice.ts'
import type { BookEpisode, BookMovie, BookShow, BookTitle } from './titles.ts'

const minuteMs = 60_000

const seasonOf = (season: number, firstTrakt: number, names: readonly string[]): readonly BookEpisode[] =>
  names.map((title, place) => ({
    season,
    number: place + 1,
    title,
    runtimeMs: 47 * minuteMs,
    ids: {
      trakt: firstTrakt + place,
      tvdb: 349_232 + season * 1000 + place,
      tmdb: 62_085 + season * 1000 + place,
    },
  }))

/** Titles with the ids that they have in the world, for tests that people read. Ids of their episodes are made up. */
export const knownTitles: readonly BookTitle[] = [
  {
    type: 'movie',
    title: 'The Matrix',
    year: 1999,
    runtimeMs: 136 * minuteMs,
    ids: { trakt: 481, slug: 'the-matrix-1999', imdb: 'tt0133093', tmdb: 603 },
  },
  {
    type: 'movie',
    title: 'Inception',
    year: 2010,
    runtimeMs: 148 * minuteMs,
    ids: { trakt: 16_662, slug: 'inception-2010', imdb: 'tt1375666', tmdb: 27_205 },
  },
  {
    type: 'show',
    title: 'Breaking Bad',
    year: 2008,
    ids: { trakt: 1388, slug: 'breaking-bad', imdb: 'tt0903747', tmdb: 1396, tvdb: 81_189 },
    episodes: [
      ...seasonOf(0, 73_400, ['Good Cop Bad Cop', 'Wedding Day']),
      ...seasonOf(1, 73_482, [
        'Pilot',
        "Cat's in the Bag...",
        "...And the Bag's in the River",
        'Cancer Man',
        'Gray Matter',
        "Crazy Handful of Nothin'",
        'A No-Rough-Stuff-Type Deal',
      ]),
    ],
  },
]

const firstWords = ['Quiet', 'Golden', 'Broken', 'Distant', 'Seventh', 'Paper', 'Winter', 'Hollow'] as const
const lastWords = ['Harbor', 'Signal', 'Orchard', 'Engine', 'Parade', 'Lantern', 'Border', 'Ledger'] as const

const named = (dice: Dice, number: number): string =>
  `The ${dice.pick(firstWords)} ${dice.pick(lastWords)} ${number}`
const slugOf = (title: string, year: number): string =>
  `${title.toLowerCase().replaceAll(/[^a-z\d]+/g, '-')}-${year}`

const movie = (dice: Dice, number: number): BookMovie => {
  const title = named(dice, number)
  const year = dice.between(1950, 2026)
  return {
    type: 'movie',
    title,
    year,
    runtimeMs: dice.between(80, 170) * minuteMs,
    ids: {
      trakt: 1_000_000 + number,
      slug: slugOf(title, year),
      imdb: `tt${7_000_000 + number}`,
      tmdb: 2_000_000 + number,
    },
  }
}

/** Each with a special, which is episode 1 of season 0. */
const show = (dice: Dice, number: number, seasons: number, perSeason: number): BookShow => {
  const title = named(dice, number)
  const year = dice.between(1990, 2026)
  const usualMs = dice.pick([22, 30, 45, 58]) * minuteMs
  const episodes: BookEpisode[] = []
  for (let season = 0; season <= seasons; season++) {
    for (let episode = 1; episode <= (season === 0 ? 1 : perSeason); episode++) {
      const id = 3_000_000 + number * 1000 + season * 50 + episode
      episodes.push({
        season,
        number: episode,
        title: `Reel ${season}.${episode}`,
        runtimeMs: usualMs + dice.between(-2, 4) * minuteMs,
        ids: { trakt: id, imdb: `tt${5_000_000 + id}`, tmdb: 1_000_000 + id, tvdb: 2_000_000 + id },
      })
    }
  }
  const ids = { trakt: 500_000 + number, imdb: `tt${6_000_000 + number}`, tmdb: 700_000 + number }
  return {
    type: 'show',
    title,
    year,
    ids: { ...ids, slug: slugOf(title, year), tvdb: 800_000 + number },
    episodes,
  }
}

/** Titles nobody has filmed, always the same for a seed. */
export const makeTitles = (
  seed: number,
  {
    movies = 40,
    shows = 8,
    seasons = 2,
    perSeason = 10,
  }: {
    readonly movies?: number
    readonly shows?: number
    /** At most 20. */ readonly seasons?: number
    /** At most 49. */ readonly perSeason?: number
  } = {},
): readonly BookTitle[] => {
  const dice = createDice(seed)
  return [
    ...Array.from({ length: movies }, (_, place) => movie(dice, place + 1)),
    ...Array.from({ length: shows }, (_, place) => show(dice, place + 1, Math.min(20, seasons), perSeason)),
  ]
}
