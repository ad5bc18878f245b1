import {
  act,
  type Cargo,
  cargoOf,
  type Delivery,
  isSamePlay,
  newDelivery,
  type Play,
  playKey,
  sameTitle,
  type Title,
} from '@cuemark/domain'
import type { AccountRow } from '../ports-accounts.ts'
import type { PlayStoryRow } from '../ports-plays.ts'
import type { Change, Ids, StoreTx } from '../ports.ts'
import { storyTexts } from './texts.ts'

/** One viewing, or a person's word that there was one. */
export type NewPlay = Omit<Play, 'id' | 'key' | 'createdAt'> & { readonly story: string }

/** One transaction's way to write plays and what follows from them. Collects what is to be told afterwards. */
export interface Book {
  readonly tx: StoreTx
  readonly now: number
  /** Accounts of a person that can take plays. */
  accountsOf(userId: string): Promise<readonly AccountRow[]>
  /** Adds a play with its deliveries, unless the same viewing stands there already; answers the one that stands. */
  add(play: NewPlay): Promise<{ readonly play: Play; readonly added: boolean }>
  /** A cargo without a play of its own, to each account that takes such. */
  send(userId: string, cargo: Cargo, takes: (account: AccountRow) => boolean): Promise<void>
  /** Sends a play that is in the own history to an account; answers false where it is on its way already. */
  sendPlay(play: Play, account: AccountRow): Promise<boolean>
  /** A person's word on a play of which nobody could know whether it was seen. */
  answer(play: Play, isWatched: boolean): Promise<void>
  /** Takes back what a person marked as not watched. Answers the plays that were. */
  withdraw(userId: string, title: Title): Promise<readonly Play[]>
  tell(playId: string, what: PlayStoryRow['what'], text: string): Promise<void>
  touched(change: Change): void
  /** To be published when all this is durable. */
  changes(): readonly Change[]
}

const dayMs = 86_400_000
/** A person's mark, or a library's word, belongs to a viewing that lies this close. */
const markMarginMs = 30 * 60_000
/** A library that is asked may tell a viewing this late, and then not when it was. */
const libraryLateMs = dayMs
/** Marks as not watched reach back so far. */
const withdrawnBackMs = 400 * dayMs

type Viewing = Pick<Play, 'title' | 'startedAt' | 'watchedAt' | 'origin' | 'timeTold'>

/** True for a moment without a length, as marks and libraries tell, within or right beside a viewing. */
function belongsTo(moment: Viewing, viewing: Viewing): boolean {
  if (moment.startedAt !== moment.watchedAt || !sameTitle(moment.title, viewing.title)) return false
  const lateMs = moment.origin === 'library' && !moment.timeTold ? libraryLateMs : markMarginMs
  return (
    moment.watchedAt >= viewing.startedAt - markMarginMs && moment.watchedAt <= viewing.watchedAt + lateMs
  )
}

/** One viewing told by several sources is one play; a true replay takes longer. */
export const isSameViewing = (one: Viewing, other: Viewing): boolean =>
  isSamePlay(one, other) || belongsTo(one, other) || belongsTo(other, one)

export interface BookDeps {
  readonly ids: Ids
  readonly now: number
}

interface Desk extends BookDeps {
  readonly tx: StoreTx
  readonly touched: (change: Change) => void
  readonly accounts: Map<string, readonly AccountRow[]>
}

async function accountsOf({ tx, accounts }: Desk, userId: string): Promise<readonly AccountRow[]> {
  const known = accounts.get(userId)
  if (known !== undefined) return known
  const rows = await tx.accounts({ userId, service: 'trakt' })
  const usable = rows.filter(({ state }) => state !== 'disconnected')
  accounts.set(userId, usable)
  return usable
}

const tell = (desk: Desk, playId: string, what: PlayStoryRow['what'], text: string): Promise<void> =>
  desk.tx.addStory({ playId, at: desk.now, what, text })

const deliveryOf = (desk: Desk, account: AccountRow, cargo: Cargo): Delivery =>
  newDelivery({ id: desk.ids.next(), userId: account.userId, accountId: account.id, cargo, now: desk.now })

/** A change that says nothing to a delivery leaves it as it is. */
async function drop({ tx, now }: Desk, delivery: Delivery): Promise<void> {
  const after = act(delivery, { type: 'drop' }, now)
  if (after !== delivery) await tx.updateDelivery(after)
}

async function insert(desk: Desk, delivery: Delivery): Promise<boolean> {
  if (!(await desk.tx.insertDelivery(delivery))) return false
  desk.touched({ type: 'deliveries', accountId: delivery.accountId, userId: delivery.userId })
  return true
}

async function sendPlay(desk: Desk, play: Play, account: AccountRow): Promise<boolean> {
  const delivery = deliveryOf(desk, account, cargoOf(play))
  if (!(await insert(desk, delivery))) return false
  if (delivery.state === 'unmatched') await tell(desk, play.id, 'unmatched', storyTexts.noIds)
  else await tell(desk, play.id, 'waiting', storyTexts.goesTo(account.name))
  return true
}

/** Sends it to every account of its person that takes plays. */
async function sendEverywhere(desk: Desk, play: Play): Promise<void> {
  const accounts = (await accountsOf(desk, play.userId)).filter(({ settings }) => settings.plays)
  for (const account of accounts) await sendPlay(desk, play, account)
  if (accounts.length === 0) await tell(desk, play.id, 'waiting', storyTexts.ownHistory)
}

async function add(desk: Desk, { story, ...fields }: NewPlay): Promise<{ play: Play; added: boolean }> {
  const { tx } = desk
  const around = await tx.playsBetween(fields.userId, fields.startedAt - dayMs, fields.watchedAt + dayMs)
  const alike = around.filter((play) => isSameViewing(play, fields))
  // What somebody saw stands before what nobody could know.
  const same = alike.find(({ state }) => state === 'watched') ?? alike[0]
  if (same?.state === 'watched' && fields.state === 'watched') await answerQuestions(desk, alike)
  if (same !== undefined) return again(desk, same, fields, story)
  const key = playKey(fields.userId, fields.title, fields.startedAt)
  const play: Play = { ...fields, id: desk.ids.next(), key, createdAt: desk.now }
  if (!(await tx.insertPlay(play))) return { play, added: false }
  await tell(desk, play.id, play.state === 'unclear' ? 'heard' : 'counted', story)
  desk.touched({ type: 'play', playId: play.id, userId: play.userId })
  if (play.state === 'watched') await sendEverywhere(desk, play)
  return { play, added: true }
}

/** They were about a viewing that has been counted. */
async function answerQuestions(desk: Desk, plays: readonly Play[]): Promise<void> {
  for (const play of plays.filter(({ state }) => state === 'unclear')) {
    await desk.tx.putPlay({ ...play, state: 'withdrawn' })
    desk.touched({ type: 'play', playId: play.id, userId: play.userId })
    await tell(desk, play.id, 'withdrawn', storyTexts.countedAlready)
  }
}

async function answer(desk: Desk, play: Play, isWatched: boolean): Promise<void> {
  await desk.tx.putPlay({ ...play, state: isWatched ? 'watched' : 'withdrawn' })
  desk.touched({ type: 'play', playId: play.id, userId: play.userId })
  await tell(desk, play.id, 'confirmed', isWatched ? storyTexts.confirmed : storyTexts.denied)
  if (isWatched) await sendEverywhere(desk, play)
}

/** Marked as not watched before, and by hand as watched after all. */
async function bringBack(desk: Desk, same: Play, story: string): Promise<void> {
  const { tx, now } = desk
  await tx.putPlay({ ...same, state: 'watched' })
  await tell(desk, same.id, 'counted', story)
  const delivery = await tx.deliveryOfPlay(same.id)
  if (delivery === null) return sendEverywhere(desk, same)
  const after = act(delivery, { type: delivery.state === 'dropped' ? 'restore' : 'replay' }, now)
  if (after !== delivery) await tx.updateDelivery(after)
  desk.touched({ type: 'deliveries', accountId: delivery.accountId, userId: delivery.userId })
}

/** Nobody knew whether it was seen; or somebody said that it was not, and then it went on to its end. */
async function isOpen(
  { tx }: Desk,
  { id, state, startedAt, watchedAt }: Play,
  told: Viewing,
): Promise<boolean> {
  if (state !== 'withdrawn') return state === 'unclear'
  if (told.startedAt !== startedAt || told.watchedAt <= watchedAt) return false
  return (await tx.deliveryOfPlay(id)) === null
}

/** The same viewing told again: settles what was unclear, else it is only noted. */
async function again(
  desk: Desk,
  same: Play,
  told: Omit<NewPlay, 'story'>,
  story: string,
): Promise<{ play: Play; added: boolean }> {
  desk.touched({ type: 'play', playId: same.id, userId: same.userId })
  if (same.state === 'withdrawn' && told.origin === 'mark') {
    await bringBack(desk, same, story)
    return { play: same, added: false }
  }
  if (told.state !== 'watched' || !(await isOpen(desk, same, told))) {
    await tell(desk, same.id, 'heard', storyTexts.toldAgain(story))
    return { play: same, added: false }
  }
  const { watchedAt, timeTold, progress } = told
  const play: Play = { ...same, state: 'watched', watchedAt, timeTold, progress }
  await desk.tx.putPlay(play)
  await tell(desk, play.id, 'counted', story)
  await sendEverywhere(desk, play)
  return { play, added: true }
}

async function send(
  desk: Desk,
  userId: string,
  cargo: Cargo,
  takes: (account: AccountRow) => boolean,
): Promise<void> {
  for (const account of (await accountsOf(desk, userId)).filter(takes)) {
    if (cargo.type === 'watching') await supersede(desk, account.id)
    await insert(desk, deliveryOf(desk, account, cargo))
  }
}

/** Only the newest "watching" counts. */
async function supersede(desk: Desk, accountId: string): Promise<void> {
  for (const older of await desk.tx.deliveriesIn(accountId, ['waiting'])) {
    if (older.cargo.type === 'watching') await drop(desk, older)
  }
}

/** What has not gone out need not be taken back; what has is, where the account is set so. */
async function takeBack(desk: Desk, play: Play): Promise<void> {
  const { tx } = desk
  const delivery = await tx.deliveryOfPlay(play.id)
  if (delivery === null) return
  const { state, historyId } = delivery
  // What is being sent right now ends first, and is taken back after it.
  if (state !== 'delivered' && state !== 'sending') await drop(desk, delivery)
  const isGone = state === 'delivered' || state === 'unknown' || state === 'sending'
  const account = await tx.account(delivery.accountId)
  if (!isGone || account === null || !account.settings.removals) return
  if (historyId === null) return tell(desk, play.id, 'withdrawn', storyTexts.removeByHand)
  const cargo: Cargo = { type: 'unwatch', title: play.title, playId: play.id, historyIds: [historyId] }
  await insert(desk, deliveryOf(desk, account, cargo))
}

async function withdraw(desk: Desk, userId: string, title: Title): Promise<readonly Play[]> {
  const { tx, now } = desk
  const plays = await tx.playsBetween(userId, now - withdrawnBackMs, now + dayMs)
  const meant = plays.filter((play) => play.state !== 'withdrawn' && sameTitle(play.title, title))
  for (const play of meant) {
    await tx.putPlay({ ...play, state: 'withdrawn' })
    await tell(desk, play.id, 'withdrawn', storyTexts.withdrawn)
    await takeBack(desk, play)
    desk.touched({ type: 'play', playId: play.id, userId })
  }
  return meant
}

const keyOf = (change: Change): string => JSON.stringify(change)

export function openBook(tx: StoreTx, deps: BookDeps): Book {
  const told = new Map<string, Change>()
  const touched = (change: Change): void => {
    told.set(keyOf(change), change)
  }
  const desk: Desk = { ...deps, tx, touched, accounts: new Map() }
  return {
    tx,
    now: deps.now,
    touched,
    accountsOf: (userId) => accountsOf(desk, userId),
    add: (play) => add(desk, play),
    send: (userId, cargo, takes) => send(desk, userId, cargo, takes),
    sendPlay: (play, account) => sendPlay(desk, play, account),
    answer: (play, isWatched) => answer(desk, play, isWatched),
    withdraw: (userId, title) => withdraw(desk, userId, title),
    tell: (playId, what, text) => tell(desk, playId, what, text),
    changes: () => [...told.values()],
  }
}
