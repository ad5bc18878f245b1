import { checkLadderMs } from '../checks.ts'
import type { Cargo, Delivery, DeliveryPolicy, DeliveryStep, Play } from './delivery.ts'
import { isMatchable, isShowKnown, titleKey } from './titles.ts'
import type { Title } from './title.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

export const defaultDeliveryPolicy: DeliveryPolicy = {
  freshMs: 1000,
  lookAfterMs: 5 * minuteMs,
  looksNeeded: 2,
  watchingFreshMs: 5 * minuteMs,
  unmatchedRetryForMs: 14 * 24 * hourMs,
  unmatchedEveryMs: 6 * hourMs,
  ladderMs: checkLadderMs,
  sendingMs: minuteMs,
}

/** Trakt takes a stop from here on for a play (trakt.md §11); what counted earlier goes straight to the history. */
const scrobbledFromPercent = 80
/** Whether exactly 80 is enough is not established. */
const surelyScrobbledPercent = 80.1

export function newDelivery(from: {
  readonly id: string
  readonly userId: string
  readonly accountId: string
  readonly cargo: Cargo
  readonly now: number
}): Delivery {
  const { cargo, now } = from
  const base: Delivery = {
    id: from.id,
    userId: from.userId,
    accountId: from.accountId,
    key: cargoKey(cargo, from.accountId, now),
    cargo,
    state: 'waiting',
    nextAt: now,
    waitsFor: 'turn',
    attempts: 0,
    sent: null,
    looks: 0,
    diagnosis: null,
    historyId: null,
    deliveredAt: null,
    createdAt: now,
    version: 1,
  }
  if (canBeAsked(cargo)) return base
  if (cargo.type === 'watching') return { ...base, state: 'dropped', nextAt: null, waitsFor: null }
  return { ...base, state: 'unmatched', nextAt: null, waitsFor: 'person' }
}

/** What brings a play to Trakt. */
export function cargoOf({ id, title, watchedAt, timeTold, startedAt, progress }: Play): Watch {
  return { type: 'watch', playId: id, title, watchedAt, timeTold, startedAt, progress }
}

/** One cargo, one key: whoever tells it again makes no second delivery. */
function cargoKey(cargo: Cargo, accountId: string, now: number): string {
  const about = titleKey(cargo.title)
  switch (cargo.type) {
    case 'watch': {
      return `watch:${accountId}:${cargo.playId}`
    }
    case 'unwatch': {
      const what = cargo.playId ?? `${String(now)}:${about}`
      return `unwatch:${accountId}:${what}:${cargo.historyIds.join('+')}`
    }
    case 'watching': {
      return `watching:${accountId}:${cargo.action}:${String(cargo.at)}:${about}`
    }
    case 'watchlist': {
      return `watchlist:${accountId}:${cargo.action}:${String(cargo.at)}:${about}`
    }
    case 'rating': {
      return `rating:${accountId}:${String(cargo.rating ?? 'none')}:${String(cargo.at)}:${about}`
    }
    // No default: the compiler asks for every cargo.
  }
}

/** True where its title has ids that Trakt takes. Watchlist and rating may be of a whole show. */
export function canBeAsked(cargo: Cargo): boolean {
  if (cargo.type === 'unwatch' && cargo.historyIds.length > 0) return true
  const isOfShow = cargo.type === 'watchlist' || cargo.type === 'rating'
  return isMatchable(cargo.title) || (isOfShow && isWholeShow(cargo.title) && isShowOfTrakt(cargo.title))
}

/** True for an episode whose show Trakt can know, so that it may learn of the episode. */
export function isShowOfTrakt(title: Title): boolean {
  return title.type === 'episode' && isShowKnown(title.show.ids)
}

function isWholeShow(title: Title): boolean {
  return title.type === 'episode' && title.season === null && title.number === null
}

/** What a worker does next with a delivery; null is nothing now. */
export function nextStep(
  delivery: Delivery,
  now: number,
  policy: DeliveryPolicy = defaultDeliveryPolicy,
): DeliveryStep | null {
  const { cargo, state, nextAt } = delivery
  if ((state !== 'waiting' && state !== 'unknown') || nextAt === null || now < nextAt) return null
  switch (cargo.type) {
    case 'watch': {
      return watchStep(delivery, cargo, now, policy)
    }
    case 'watching': {
      if (now - cargo.at > policy.watchingFreshMs) return { do: 'drop', because: 'it is over' }
      return { do: 'scrobble', action: cargo.action, progress: cargo.progress }
    }
    case 'unwatch': {
      // By title, Trakt would remove every watch of it (trakt.md §13).
      return cargo.historyIds.length > 0
        ? { do: 'remove' }
        : { do: 'drop', because: 'no entry of Cuemark stands for it' }
    }
    case 'watchlist': {
      return { do: 'watchlist' }
    }
    case 'rating': {
      return { do: 'rate' }
    }
    // No default: the compiler asks for every cargo.
  }
}

type Watch = Extract<Cargo, { type: 'watch' }>

function watchStep(delivery: Delivery, cargo: Watch, now: number, policy: DeliveryPolicy): DeliveryStep {
  const { state, attempts, looks } = delivery
  const progress = cargo.progress ?? 100
  // Trakt stamps a scrobble with its own clock, whenever it comes through.
  const isStampGood = !cargo.timeTold && now - cargo.watchedAt <= policy.freshMs
  const isFirst = state === 'waiting' && attempts === 0
  if (isFirst && isStampGood && progress >= scrobbledFromPercent)
    return { do: 'scrobble', action: 'stop', progress: Math.max(progress, surelyScrobbledPercent) }
  // After a lost answer it is `unknown` until it has looked often enough.
  if (state === 'waiting' && looks > 0) return { do: 'add' }
  const { fromAt, toAt } = entryTimes(delivery, cargo)
  return { do: 'look', fromAt, toAt }
}

/** The end of the viewing before, by Trakt's clock, may lie so far within one that began at once. */
const afterStartMs = minuteMs / 2
/** An entry may bear the time of the sending, by Trakt's clock, or of another app that saw the same end. */
const entrySlackMs = 3 * minuteMs
const longestSlackMs = 30 * minuteMs

/** When an entry must have been watched to be this delivery's: an earlier viewing ended before this one began. */
function entryTimes(delivery: Delivery, cargo: Watch): { readonly fromAt: number; readonly toAt: number } {
  const { startedAt, watchedAt } = cargo
  const { sent } = delivery
  const stampedAt = sent?.way === 'scrobble' ? Math.max(sent.at, watchedAt) : watchedAt
  const viewingMs = Math.max(0, watchedAt - startedAt)
  const slackMs = Math.min(longestSlackMs, Math.max(entrySlackMs, viewingMs / 2))
  const beganAt = startedAt + Math.min(afterStartMs, viewingMs / 10)
  return {
    fromAt: Math.floor(Math.min(beganAt, watchedAt - entrySlackMs)),
    toAt: Math.ceil(stampedAt + slackMs),
  }
}

/** True where a history entry of this title with this time may be this delivery's. */
export function isItsEntry(delivery: Delivery, watchedAt: number): boolean {
  const { cargo } = delivery
  if (cargo.type !== 'watch') return false
  const { fromAt, toAt } = entryTimes(delivery, cargo)
  return watchedAt >= fromAt && watchedAt <= toAt
}

/** True where the last scrobble that Trakt tells of with its 409 is this viewing: it ended after this one began. */
export function isItsScrobble(delivery: Delivery, watchedAt: number, now: number): boolean {
  const { cargo } = delivery
  if (cargo.type !== 'watch') return true
  return watchedAt >= entryTimes(delivery, cargo).fromAt && watchedAt <= now + entrySlackMs
}
