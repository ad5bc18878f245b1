import type { TitleView } from '@cuemark/contract'
import { activityTexts } from '../texts/activity.ts'

const { unknownTitle } = activityTexts

function episodeMark(title: Extract<TitleView, { type: 'episode' }>): string {
  const season = title.season === null ? '' : `S${title.season}`
  const number = title.number === null ? '' : `E${title.number}`
  const last = title.lastNumber === null || title.lastNumber === title.number ? '' : `–${title.lastNumber}`
  return `${season}${number}${last}`
}

/** "The Matrix (1999)", "Breaking Bad S5E14". */
export function nameOf(title: TitleView): string {
  if (title.type === 'movie') {
    const name = title.name ?? firstId(title.ids) ?? unknownTitle
    return title.year === null ? name : `${name} (${title.year})`
  }
  const show = title.show.name ?? firstId(title.show.ids) ?? firstId(title.ids) ?? unknownTitle
  return `${show} ${episodeMark(title)}`.trim()
}

/** The name of an episode, where it is known. */
export const episodeName = (title: TitleView): string | null => (title.type === 'episode' ? title.name : null)

function firstId(ids: TitleView['ids']): string | null {
  const [entry] = idsOf(ids)
  return entry === undefined ? null : `${entry[0]} ${entry[1]}`
}

const idNames = { imdb: 'IMDb', tmdb: 'TMDb', tvdb: 'TVDb', trakt: 'Trakt', kitsu: 'Kitsu' } as const

/** Ids as people know them, in a steady order. */
export function idsOf(ids: TitleView['ids']): readonly (readonly [name: string, value: string])[] {
  return (['imdb', 'tmdb', 'tvdb', 'trakt', 'kitsu'] as const).flatMap((key) => {
    const value = ids[key]
    return value === undefined ? [] : [[idNames[key], String(value)] as const]
  })
}
