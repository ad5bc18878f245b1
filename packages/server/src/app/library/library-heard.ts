import { type Title, titleText } from '@cuemark/domain'
import type { LibraryFinding, LibraryItem } from '@cuemark/services'
import type { SourceEvent } from '../ports-plays.ts'
import type { Heard } from '../use-cases-plays.ts'

/** A title by Stremio's id of it. */
export type TitleOf = (type: string, id: string) => Title

export interface Found {
  readonly item: LibraryItem
  readonly finding: LibraryFinding
}

/** A device's clock may be wrong; what it has told from the future was seen when it was read. */
export const futureMs = 300_000

/** By the library's own name where its id tells none. */
export const named = (title: Title, name: string | null): Title =>
  title.type === 'movie'
    ? { ...title, name: title.name ?? name }
    : { ...title, show: { ...title.show, name: title.show.name ?? name } }

const eventOf = (titleOf: TitleOf, { item, finding }: Found, now: number): SourceEvent => {
  const id = finding.type === 'seen' ? finding.videoId : item.id
  const title = named(titleOf(item.type, id), item.name)
  const isFuture = finding.at > now + futureMs
  const at = isFuture ? now : finding.at
  return finding.type === 'seen'
    ? { type: 'seen_in_library', title, at, atTold: finding.atTold && !isFuture }
    : { type: 'watchlist', action: finding.type === 'added' ? 'add' : 'remove', title, at }
}

const textOf = (event: SourceEvent): string => {
  if (event.type === 'watchlist')
    return `${titleText(event.title)} was ${event.action === 'add' ? 'added to' : 'removed from'} the library`
  return event.type === 'seen_in_library' ? `the library has ${titleText(event.title)} as watched` : ''
}

/** What was found in a row, for the door through which all playback comes. */
export const heardIn = (titleOf: TitleOf, found: Found, now: number): Heard => {
  const { item, finding } = found
  const event = eventOf(titleOf, found, now)
  const what = finding.type === 'seen' ? finding.videoId : item.id
  // The same reading of the same row is known, whatever happened between keeping it and remembering the row.
  return { event, senderId: `${finding.type}:${what}:${finding.at}`, player: null, text: textOf(event) }
}
