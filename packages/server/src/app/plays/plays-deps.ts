import type { Play } from '@cuemark/domain'
import type { TraktAccountClient, TraktSession } from '@cuemark/services'
import type { TokenKeeper } from '../accounts/token-keeper.ts'
import type { LookIntoLibrary } from '../library/library-look.ts'
import type { AccountRow } from '../ports-accounts.ts'
import type { Changes, Clock, Ids, Store, StoreTx } from '../ports.ts'
import type { Viewer } from '../use-cases-plays.ts'
import { AppError } from '../use-cases.ts'
import { type Book, openBook } from './book.ts'
import { type Way, type WayDeps, wayTo } from './deliver-way.ts'

/** What the use cases of plays stand on. */
export interface PlaysDeps extends WayDeps {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly changes: Changes
  readonly keeper: TokenKeeper
  readonly trakt: TraktAccountClient
  readonly lookIntoLibrary: LookIntoLibrary
}

export const playGone = (): AppError => new AppError('not_found', 'This play does not exist any more.')

export const isOwnOrAll = (viewer: Viewer, userId: string): boolean =>
  viewer.role === 'administrator' || viewer.id === userId

/** The play where the viewer may see it; what is another's is not found. */
export async function ownPlay(tx: StoreTx, viewer: Viewer, id: string): Promise<Play> {
  const play = await tx.play(id)
  if (play === null || !isOwnOrAll(viewer, play.userId)) throw playGone()
  return play
}

/** Writes in one transaction, and tells of it when it is durable. */
export async function write<T>(
  { store, ids, clock, changes }: PlaysDeps,
  work: (book: Book) => Promise<T>,
): Promise<T> {
  const { value, told } = await store.transaction(async (tx) => {
    const book = openBook(tx, { ids, now: clock.now() })
    const done = await work(book)
    return { value: done, told: book.changes() }
  })
  for (const change of told) changes.publish(change)
  return value
}

/** A way to Trakt for what a person waits for. */
export interface SignedWay {
  readonly way: Way
  readonly session: TraktSession
}

/** Throws `not_connected` where the sign-in cannot be used now. */
export async function signedWay(
  deps: PlaysDeps,
  account: Pick<AccountRow, 'id' | 'integrationId'>,
): Promise<SignedWay> {
  const usable = await deps.keeper.session(account.id)
  if (usable.ok) return { way: wayTo(deps, account, 'interactive'), session: usable.session }
  const because = usable.diagnosis?.title ?? 'This Trakt account is not signed in'
  throw new AppError('not_connected', `${because}. Sign in to Trakt, then try again.`)
}
