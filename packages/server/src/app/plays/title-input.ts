import type { TitleInput } from '@cuemark/contract'
import type { Title, TitleIds } from '@cuemark/domain'

type IdsInput = TitleInput['ids']

const idsOf = ({ imdb, tmdb, tvdb, trakt }: IdsInput): TitleIds => ({
  ...(imdb === undefined ? {} : { imdb }),
  ...(tmdb === undefined ? {} : { tmdb }),
  ...(tvdb === undefined ? {} : { tvdb }),
  ...(trakt === undefined ? {} : { trakt }),
})

/** A title as somebody names it, in the house's own words. */
export function titleOf(input: TitleInput): Title {
  const ids = idsOf(input.ids)
  if (input.type === 'movie') {
    return { type: 'movie', name: input.name ?? null, year: input.year ?? null, ids }
  }
  const { show } = input
  return {
    type: 'episode',
    show: { name: show.name ?? null, year: show.year ?? null, ids: idsOf(show.ids) },
    season: input.season ?? null,
    number: input.number ?? null,
    lastNumber: input.lastNumber ?? null,
    name: input.name ?? null,
    ids,
  }
}
