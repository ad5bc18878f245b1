import type { PlayEventInput, TitleInput } from '@cuemark/contract'
import type { Title, TitleIds } from '@cuemark/domain'
import type { SourceEvent } from '../app/ports-plays.ts'
import type { SourceReaders } from '../app/ports-sources.ts'
import { AppError } from '../app/use-cases.ts'
import { heardOf, playbackOf } from './heard.ts'
import { episodeOf, isNamed, movieOf } from './titles.ts'
import { instantOf, milliseconds, whenOf } from './told-time.ts'

function idsOfInput({ imdb, tmdb, tvdb, trakt }: TitleInput['ids']): TitleIds {
  return {
    ...(imdb === undefined ? {} : { imdb }),
    ...(tmdb === undefined ? {} : { tmdb }),
    ...(tvdb === undefined ? {} : { tvdb }),
    ...(trakt === undefined ? {} : { trakt }),
  }
}

function titleOf(input: TitleInput): Title {
  const { name = null, ids } = input
  if (input.type === 'movie') return movieOf({ name, year: input.year ?? null, ids: idsOfInput(ids) })
  return episodeOf({
    show: input.show.name ?? null,
    showYear: input.show.year ?? null,
    showIds: idsOfInput(input.show.ids),
    season: input.season ?? null,
    number: input.number ?? null,
    lastNumber: input.lastNumber ?? null,
    name,
    ids: idsOfInput(ids),
  })
}

function eventOf(input: PlayEventInput, title: Title, receivedAt: number): SourceEvent {
  const told = typeof input.at === 'string' ? instantOf(input.at) : (input.at ?? null)
  const when = whenOf(told, receivedAt)
  switch (input.event) {
    case 'unwatched':
      return { type: 'mark', watched: false, titles: [title], ...when }
    case 'rating':
      return { type: 'rating', title, rating: input.rating ?? null, at: when.at }
    case 'watchlist_add':
    case 'watchlist_remove': {
      const action = input.event === 'watchlist_add' ? 'add' : 'remove'
      return { type: 'watchlist', action, title, at: when.at }
    }
    default:
      return playbackOf(input.event, title, when, {
        positionMs: milliseconds(input.positionMs ?? null),
        durationMs: milliseconds(input.durationMs ?? null),
        device: input.device ?? null,
      })
  }
}

function faultOf(input: PlayEventInput, title: Title): { field: string; text: string } | null {
  if (!isNamed(title)) return { field: 'title', text: 'Give an id or a name.' }
  if (input.event === 'rating' && input.rating === undefined) {
    return { field: 'rating', text: 'Give 1 to 10, or null to take it away.' }
  }
  return null
}

/** Events of other programs, already in the shape of the contract. */
export const readPlayEvents: SourceReaders['api'] = (events, receivedAt) =>
  events.map((input, index) => {
    const title = titleOf(input.title)
    const fault = faultOf(input, title)
    if (fault !== null) {
      const place = `events.${index}.${fault.field}`
      const text = `Event ${index + 1} cannot be used: ${fault.text} Nothing of this request was taken.`
      throw new AppError('invalid_input', text, [{ field: place, text: fault.text }])
    }
    return heardOf(eventOf(input, title, receivedAt), input.id, null)
  })
