import {
  channelOf,
  defaultPlaybackPolicy,
  episodesOf,
  play,
  type PlaybackOutput,
  type PlaybackPolicy,
  silence,
  silentAt,
} from '@cuemark/domain'
import type { EventRow, SourceEvent, SourceRow, StoredSession } from '../ports-plays.ts'
import type { Ids } from '../ports.ts'
import type { Book } from './book.ts'
import { knownTitle } from './known-titles.ts'
import { storyTexts, watchedText } from './texts.ts'

/** Where the transaction at work writes, and what it needs besides. */
export interface Processing {
  readonly book: Book
  readonly ids: Ids
  readonly source: (id: string) => Promise<SourceRow | null>
}

interface Origin {
  readonly userId: string
  readonly sourceId: string
  readonly sourceName: string
}

async function originOf({ source }: Processing, userId: string, sourceId: string): Promise<Origin> {
  const row = await source(sourceId)
  return { userId, sourceId, sourceName: row?.name ?? 'The player' }
}

async function policyOf({ book }: Processing, userId: string): Promise<PlaybackPolicy> {
  const [account] = await book.accountsOf(userId)
  if (account === undefined) return defaultPlaybackPolicy
  return { ...defaultPlaybackPolicy, watchedPercent: account.settings.watchedPercent }
}

/** Takes one event. Everything that follows from it is in the same transaction. */
export async function processEvent(processing: Processing, row: EventRow): Promise<void> {
  // Held ones wait for a person to say whose they are, and do not come here.
  if (row.userId === null) return
  const origin = await originOf(processing, row.userId, row.sourceId)
  const { event } = row
  if (event.type === 'playback') await takePlayback(processing, origin, event, row.receivedAt)
  else await takeWord(processing, origin, event)
}

async function takePlayback(
  processing: Processing,
  origin: Origin,
  { event }: Extract<SourceEvent, { type: 'playback' }>,
  receivedAt: number,
): Promise<void> {
  const { book, ids } = processing
  const { userId, sourceId } = origin
  const channel = channelOf({ sourceId, userId, event })
  const before = await book.tx.session(channel)
  const policy = await policyOf(processing, userId)
  const context = { now: receivedAt, policy, newId: () => ids.next(), channel }
  const { session, outputs } = play(before?.session ?? null, event, context)
  if (session !== null) await keep(book, { session, userId, sourceId }, policy)
  for (const output of outputs) await follow(processing, origin, output)
}

/** Ends a session that has been silent for too long. */
export async function processSilence(processing: Processing, stored: StoredSession): Promise<void> {
  const { book } = processing
  const { userId, sourceId } = stored
  const policy = await policyOf(processing, userId)
  const { session, outputs } = silence(stored.session, book.now, policy)
  await keep(book, { session, userId, sourceId }, policy)
  const origin = await originOf(processing, userId, sourceId)
  for (const output of outputs) await follow(processing, origin, output)
}

async function keep(book: Book, stored: Omit<StoredSession, 'dueAt'>, policy: PlaybackPolicy): Promise<void> {
  const { session, userId } = stored
  await book.tx.putSession({ ...stored, dueAt: silentAt(session, policy) })
  book.touched({ type: 'playing', channel: session.channel, userId })
}

async function follow(processing: Processing, origin: Origin, output: PlaybackOutput): Promise<void> {
  if (output.type === 'watched' || output.type === 'unclear') await count(processing, origin, output)
  else if (output.type === 'watching' || output.type === 'left') await show(processing, origin, output)
}

type Seen = Extract<PlaybackOutput, { type: 'watched' | 'unclear' }>

async function count({ book }: Processing, origin: Origin, output: Seen): Promise<void> {
  const { userId, sourceId, sourceName } = origin
  const isWatched = output.type === 'watched'
  for (const title of output.titles) {
    await book.add({
      userId,
      title: await knownTitle(book.tx, userId, title),
      startedAt: output.startedAt,
      watchedAt: isWatched ? output.watchedAt : output.lastSeenAt,
      timeTold: isWatched && output.timeTold,
      progress: output.progress,
      state: isWatched ? 'watched' : 'unclear',
      sourceId,
      origin: 'player',
      story: isWatched ? watchedText(output, sourceName) : storyTexts.unclear(output.progress, sourceName),
    })
  }
}

type Showing = Extract<PlaybackOutput, { type: 'watching' | 'left' }>

/** What is on now, or the point at which it was left: Trakt keeps either as a pause or a start. */
async function show({ book }: Processing, { userId }: Origin, output: Showing): Promise<void> {
  const { progress, at } = output
  const action = output.type === 'left' ? 'pause' : output.action
  const title = await knownTitle(book.tx, userId, output.title)
  await book.send(
    userId,
    { type: 'watching', action, title, progress, at },
    ({ settings }) => settings.nowWatching,
  )
}

type Word = Exclude<SourceEvent, { type: 'playback' }>

/** What a person did by hand at the player, and what its library says. */
async function takeWord(processing: Processing, origin: Origin, event: Word): Promise<void> {
  const { book } = processing
  const { userId, sourceName } = origin
  if (event.type === 'mark' && event.watched) {
    await countMarks(processing, origin, event, storyTexts.marked(sourceName), 'mark')
  } else if (event.type === 'mark') {
    for (const title of event.titles.flatMap(episodesOf)) {
      await book.withdraw(userId, await knownTitle(book.tx, userId, title))
    }
  } else if (event.type === 'seen_in_library') {
    const seen = { ...event, titles: [event.title] }
    await countMarks(processing, origin, seen, storyTexts.inLibrary(sourceName), 'library')
  } else {
    const title = await knownTitle(book.tx, userId, event.title)
    if (event.type === 'rating') {
      await book.send(userId, { ...event, title }, ({ settings }) => settings.ratings)
    } else await book.send(userId, { ...event, title }, ({ settings }) => settings.watchlist)
  }
}

async function countMarks(
  { book }: Processing,
  { userId, sourceId }: Origin,
  { titles, at, atTold }: Pick<Extract<Word, { type: 'mark' }>, 'titles' | 'at' | 'atTold'>,
  story: string,
  origin: 'mark' | 'library',
): Promise<void> {
  for (const title of titles.flatMap(episodesOf)) {
    await book.add({
      userId,
      title: await knownTitle(book.tx, userId, title),
      startedAt: at,
      watchedAt: at,
      timeTold: atTold,
      progress: null,
      state: 'watched',
      sourceId,
      origin,
      story,
    })
  }
}
