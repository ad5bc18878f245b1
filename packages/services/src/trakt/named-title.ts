import { isFields, numberAt, textAt } from '../shape.ts'
import type { Fields } from '../shape.ts'
import type { HistoryEntry, SearchHit, TraktIds } from './account-client.ts'

/** Titles as Trakt's answers name them. */

const idsIn = (fields: Fields): TraktIds => {
  const ids = isFields(fields['ids']) ? fields['ids'] : {}
  const trakt = numberAt(ids, 'trakt')
  const imdb = textAt(ids, 'imdb')
  const tmdb = numberAt(ids, 'tmdb')
  const tvdb = numberAt(ids, 'tvdb')
  return {
    ...(trakt === null ? {} : { trakt }),
    ...(imdb === null ? {} : { imdb }),
    ...(tmdb === null ? {} : { tmdb }),
    ...(tvdb === null ? {} : { tvdb }),
  }
}

const namedIn = (fields: Fields): NonNullable<SearchHit['show']> => ({
  ids: idsIn(fields),
  name: textAt(fields, 'title'),
  year: numberAt(fields, 'year'),
})

/** Which part of an entry is the title: `movie`, `show` or `episode`. */
export const titleIn = <Type extends SearchHit['type']>(
  entry: Fields,
  type: Type,
): (Omit<HistoryEntry, 'id' | 'watchedAt' | 'type'> & { readonly type: Type }) | null => {
  const told = entry[type]
  if (!isFields(told)) return null
  const show = entry['show']
  return {
    type,
    ...namedIn(told),
    show: type === 'episode' && isFields(show) ? namedIn(show) : null,
    season: type === 'episode' ? numberAt(told, 'season') : null,
    number: type === 'episode' ? numberAt(told, 'number') : null,
  }
}
