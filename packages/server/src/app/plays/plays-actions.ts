import {
  act,
  type Delivery,
  type DeliveryAction,
  isMatchable,
  type Play,
  type Title,
  titleKey,
  titleText,
} from '@cuemark/domain'
import type { Viewer } from '../use-cases-plays.ts'
import { AppError } from '../use-cases.ts'
import type { Book } from './book.ts'
import { aliasFor, knownTitle } from './known-titles.ts'
import { ownPlay, type PlaysDeps, write } from './plays-deps.ts'
import { storyTexts } from './texts.ts'

/** What a person does about a play that is stored. */

const wrongState = (text: string): AppError => new AppError('wrong_state', text)

const beingSent = (): AppError => wrongState('It is being sent right now. Try again in a moment.')

async function deliveryOf({ tx }: Book, play: Play): Promise<Delivery> {
  const delivery = await tx.deliveryOfPlay(play.id)
  if (delivery === null) throw wrongState('No Trakt account takes this play, so there is nothing to send.')
  return delivery
}

/** Applies a person's word; answers false where it says nothing to the delivery. */
export async function apply(book: Book, delivery: Delivery, action: DeliveryAction): Promise<boolean> {
  const after = act(delivery, action, book.now)
  if (after === delivery) return false
  if (!(await book.tx.updateDelivery(after))) throw beingSent()
  book.touched({ type: 'deliveries', accountId: after.accountId, userId: after.userId })
  if (after.cargo.type === 'watch') {
    book.touched({ type: 'play', playId: after.cargo.playId, userId: after.userId })
  }
  return true
}

export const replay = (deps: PlaysDeps, viewer: Viewer, id: string): Promise<void> =>
  write(deps, async (book) => {
    const play = await ownPlay(book.tx, viewer, id)
    const delivery = await deliveryOf(book, play)
    if (delivery.state === 'delivered') throw wrongState('Trakt has this play already.')
    if (play.state !== 'watched') throw wrongState('This play does not count as watched.')
    if (!(await apply(book, delivery, { type: 'replay' }))) throw beingSent()
    await book.tell(id, 'replayed', storyTexts.replayed)
  })

const pageLimit = 100

/** Every refused play, or those of one cause. */
export async function replayAll(
  deps: PlaysDeps,
  userId: string | null,
  cause: string | undefined,
): Promise<number> {
  let replayed = 0
  let cursor: string | null = null
  const ids: string[] = []
  do {
    const page = await deps.store.plays.playsPage({
      userId,
      accountId: null,
      view: 'attention',
      cursor,
      limit: pageLimit,
    })
    for (const { play, delivery } of page.items) {
      const isMeant = cause === undefined || delivery?.diagnosis?.cause === cause
      if (delivery?.state === 'refused' && isMeant) ids.push(play.id)
    }
    cursor = page.nextCursor
  } while (cursor !== null)
  for (let at = 0; at < ids.length; at += pageLimit) {
    const some = ids.slice(at, at + pageLimit)
    replayed += await write(deps, (book) => replayThese(book, some))
  }
  return replayed
}

async function replayThese(book: Book, ids: readonly string[]): Promise<number> {
  let replayed = 0
  for (const id of ids) {
    const delivery = await book.tx.deliveryOfPlay(id)
    if (delivery?.state !== 'refused') continue
    if (!(await apply(book, delivery, { type: 'replay' }))) continue
    await book.tell(id, 'replayed', storyTexts.replayed)
    replayed += 1
  }
  return replayed
}

export const drop = (deps: PlaysDeps, viewer: Viewer, id: string): Promise<void> =>
  write(deps, async (book) => {
    const play = await ownPlay(book.tx, viewer, id)
    const delivery = await deliveryOf(book, play)
    if (delivery.state === 'delivered') throw wrongState('Trakt has this play already.')
    if (delivery.state === 'sending') throw beingSent()
    if (await apply(book, delivery, { type: 'drop' })) await book.tell(id, 'dropped', storyTexts.dropped)
  })

export const restore = (deps: PlaysDeps, viewer: Viewer, id: string): Promise<void> =>
  write(deps, async (book) => {
    const play = await ownPlay(book.tx, viewer, id)
    const delivery = await deliveryOf(book, play)
    if (!(await apply(book, delivery, { type: 'restore' }))) {
      throw wrongState('This play was not dropped.')
    }
    await book.tell(id, 'restored', storyTexts.restored)
  })

export const confirm = (deps: PlaysDeps, viewer: Viewer, id: string, isWatched: boolean): Promise<void> =>
  write(deps, async (book) => {
    const play = await ownPlay(book.tx, viewer, id)
    if (play.state !== 'unclear') throw wrongState('It is settled already whether this was seen.')
    await book.answer(play, isWatched)
  })

/** The play and its delivery become this title. */
async function become(book: Book, play: Play, title: Title): Promise<void> {
  const { tx } = book
  const delivery = await tx.deliveryOfPlay(play.id)
  if (delivery?.state === 'sending') throw beingSent()
  await tx.putPlay({ ...play, title })
  if (delivery !== null) await apply(book, delivery, { type: 'match', title })
  await book.tell(play.id, 'matched', storyTexts.matched(titleText(title)))
  book.touched({ type: 'play', playId: play.id, userId: play.userId })
}

/** What waits for the same answer goes on with it. */
async function matchOthers(book: Book, userId: string): Promise<void> {
  for (const account of await book.accountsOf(userId)) {
    for (const { cargo, state, waitsFor } of await book.tx.deliveriesIn(account.id, [
      'unmatched',
      'waiting',
    ])) {
      if (cargo.type !== 'watch' || (state === 'waiting' && waitsFor !== 'new_episode')) continue
      const title = await knownTitle(book.tx, userId, cargo.title)
      if (titleKey(title) === titleKey(cargo.title)) continue
      const play = await book.tx.play(cargo.playId)
      if (play !== null) await become(book, play, title)
    }
  }
}

export const match = (
  deps: PlaysDeps,
  viewer: Viewer,
  id: string,
  title: Title,
  remember: boolean,
): Promise<void> => {
  if (!isMatchable(title)) {
    throw new AppError(
      'invalid_input',
      'Trakt needs an id: of the movie, of the episode, or of the show with season and number.',
      [{ field: 'title', text: 'Pick a suggestion, or give an IMDb, TMDb, TVDb or Trakt id.' }],
    )
  }
  return write(deps, async (book) => {
    const play = await ownPlay(book.tx, viewer, id)
    const delivery = await book.tx.deliveryOfPlay(id)
    if (delivery?.state === 'delivered') throw wrongState('Trakt has this play already.')
    const { userId } = play
    const isAnother = titleKey(title) !== titleKey(play.title)
    if (remember && isAnother) {
      await book.tx.putAlias({ userId, ...aliasFor(play.title, title), createdAt: book.now })
    }
    await become(book, play, title)
    if (remember && isAnother) await matchOthers(book, userId)
  })
}
