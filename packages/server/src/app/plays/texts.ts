import type { Delivery, PlaybackOutput } from '@cuemark/domain'

/** What is told of a play's way, in the words in which people read it. */

type Watched = Extract<PlaybackOutput, { type: 'watched' }>

const percent = (progress: number): string => `${String(Math.floor(progress))} %`

/** How it was decided that a title counts as watched. */
export function watchedText(output: Watched, sourceName: string): string {
  const texts: Record<Watched['because'], string> = {
    stop: `Counted as watched: stopped at ${percent(output.progress)} on ${sourceName}.`,
    player_said: `Counted as watched: ${sourceName} says that it was seen to the end.`,
    next_title: `Counted as watched: the next one began on ${sourceName}.`,
    silence: `Counted as watched: ${sourceName} told ${percent(output.progress)} and nothing more.`,
  }
  return texts[output.because]
}

export const storyTexts = {
  unclear: (progress: number | null, sourceName: string): string =>
    progress === null
      ? `${sourceName} told of a start and nothing more. Was it seen to the end?`
      : `${sourceName} told ${percent(progress)} and nothing more. Was it seen to the end?`,
  marked: (sourceName: string): string => `Marked as watched on ${sourceName}.`,
  markedHere: 'Marked as watched in Cuemark.',
  inLibrary: (sourceName: string): string => `${sourceName} has it as watched; no event had told of it.`,
  fromLibrary: 'Found in Stremio’s library when a gap was filled.',
  toldAgain: (story: string): string => `The same viewing was told again. ${story}`,
  countedAlready: 'The same viewing was told by another player, and counts there.',
  withdrawn: 'Marked as not watched.',
  removeByHand: 'Trakt’s own id of this play is not known, so remove it there by hand.',
  goesTo: (account: string | null): string =>
    account === null ? 'Goes to Trakt.' : `Goes to Trakt, to ${account}.`,
  ownHistory: 'No Trakt account takes it, so it stands in the own history alone.',
  noIds: 'The player tells no id that Trakt knows. Say what it is.',
  unmatched: 'Trakt does not know this title under the ids that the player tells. Say what it is.',
  maybeNew: 'Trakt does not know this title yet. New episodes appear late, so it is tried again.',
  sentScrobble: 'Sent to Trakt.',
  sentHistory: 'Sent to Trakt’s history with its true time.',
  delivered: (historyId: string | null): string =>
    historyId === null ? 'Trakt has it.' : `Trakt has it, as entry ${historyId}.`,
  already: 'Trakt had this play already.',
  alreadyWhich: 'Trakt has a play of this title and does not say from when. It is looked up in the history.',
  alreadyAnother: 'Trakt has another play of this title just now, so it is looked up in the history.',
  found: (historyId: string): string => `Found in Trakt’s history, as entry ${historyId}.`,
  toldByAnother: (historyId: string): string =>
    `Trakt has it, as entry ${historyId}: another source told of the same viewing.`,
  countsOnce: 'In the own history the viewing counts once, as the other source told it.',
  rival: 'Another source may have told of the same viewing, so it is looked up once more before it is added.',
  notFound: 'Looked into Trakt’s history: it is not there.',
  takenAsPause: 'Trakt took it for a pause, so it goes to the history instead.',
  lostAnswer: 'The answer was lost. It is looked up before anything is sent again.',
  abandoned: 'Cuemark was stopped while it was being sent. It is looked up before anything is sent again.',
  failed: (title: string): string => `Not taken: ${title}.`,
  refused: (title: string): string => `Refused: ${title}.`,
  signIn: 'Waits until somebody signs in to Trakt.',
  replayed: 'To be sent again.',
  dropped: 'Not to be sent. It stays in the own history.',
  restored: 'To be sent after all.',
  matched: (title: string): string => `Said to be ${title}.`,
  confirmed: 'Confirmed as watched.',
  denied: 'Not seen to the end.',
} as const

const waitTexts: Record<NonNullable<Delivery['waitsFor']>, string> = {
  turn: 'It goes out when its turn comes.',
  retry: 'Trakt did not take it; it is tried again.',
  sign_in: 'It waits until somebody signs in to Trakt.',
  look: 'Whether Trakt has it is not known, so it is looked up before anything is sent again.',
  service: 'Trakt cannot be reached; it is tried again.',
  new_episode: 'Trakt does not know this title yet; it is tried again.',
  person: 'It waits for somebody to say what it is.',
}

/** Why a delivery waits, without the time: the page adds it. Null where it does not wait. */
export function becauseOf(delivery: Delivery): string | null {
  const { state, diagnosis, waitsFor } = delivery
  if (state === 'delivered' || state === 'sending') return null
  if (state === 'dropped') return 'It is not to be sent.'
  if (state === 'refused') return diagnosis?.title ?? 'Trakt refused it.'
  if (state === 'unmatched') return diagnosis === null ? waitTexts.person : 'Trakt does not know this title.'
  if (waitsFor === null) return null
  if (diagnosis === null) return waitTexts[waitsFor]
  // Why an answer is missing says more than that it is missing.
  if (waitsFor === 'look') return `${diagnosis.title}; it is looked up before anything is sent again.`
  return waitsFor === 'retry' || waitsFor === 'service'
    ? `${diagnosis.title}; it is tried again.`
    : waitTexts[waitsFor]
}
