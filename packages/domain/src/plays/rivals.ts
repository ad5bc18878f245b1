import { defaultDeliveryPolicy } from './deliveries.ts'
import type { Delivery, DeliveryPolicy, Play } from './delivery.ts'
import { isSameTime, type Viewing } from './same-play.ts'
import type { Title } from './title.ts'
import { mayBeSameTitle, sameTitle } from './titles.ts'

/** What two sources tell of one viewing may share no id and no name: then only Trakt's own entries can show that. */

/** True where both may be one viewing, although nothing in their titles says so. */
export function areRivals(one: Viewing, other: Viewing): boolean {
  return mayBeSameTitle(one.title, other.title) && isSameTime(one, other)
}

/**
 * How a history entry of the wanted title stands to a play that is looked for: `free` to be its own; of the same
 * viewing, for which it stands already as another source told it; or of another viewing.
 */
export type EntryOwner = 'free' | 'same_viewing' | 'other'

export interface KnownEntry {
  /** With all ids that Trakt has. */
  readonly title: Title
  readonly watchedAt: number
  /** True where another own delivery is known to stand for it. */
  readonly isTaken: boolean
}

/** An entry belongs to the own play that lies nearest to it. `plays` are the person's around it. */
export function ownerOf(
  entry: KnownEntry,
  wanted: Viewing & { readonly playId: string },
  plays: readonly Play[],
): EntryOwner {
  const farMs = (watchedAt: number): number => Math.abs(entry.watchedAt - watchedAt)
  const nearest = plays
    .filter(
      ({ id, state, title }) =>
        id !== wanted.playId &&
        state === 'watched' &&
        (sameTitle(title, entry.title) || sameTitle(title, wanted.title)),
    )
    .reduce<Play | null>(
      (best, play) => (best === null || farMs(play.watchedAt) < farMs(best.watchedAt) ? play : best),
      null,
    )
  const isNearer = nearest !== null && farMs(nearest.watchedAt) < farMs(wanted.watchedAt)
  if (!entry.isTaken && !isNearer) return 'free'
  // The same title at such a time would have been one play from the beginning.
  const isTold = nearest !== null && !sameTitle(nearest.title, wanted.title) && isSameTime(nearest, wanted)
  return isTold ? 'same_viewing' : 'other'
}

/**
 * Until when a play is not to be added, because the delivery of a rival may bring the same viewing; null where it may
 * go. What was just brought shows in a look only after a while (trakt.md §13).
 */
export function rivalUntil(
  delivery: Delivery,
  rival: Delivery,
  now: number,
  { lookAfterMs }: DeliveryPolicy = defaultDeliveryPolicy,
): number | null {
  switch (rival.state) {
    case 'delivered': {
      const shownAt = (rival.deliveredAt ?? now) + lookAfterMs
      // What may be added was looked up in vain when it became due.
      return (delivery.nextAt ?? now) >= shownAt ? null : Math.max(now, shownAt)
    }
    case 'sending':
    case 'unknown': {
      return now + lookAfterMs
    }
    case 'waiting': {
      const isOnItsWay = rival.waitsFor !== 'sign_in' && rival.waitsFor !== 'new_episode'
      return isOnItsWay && isBefore(rival, delivery) ? now + lookAfterMs : null
    }
    case 'unmatched':
    case 'refused':
    case 'dropped': {
      return null
    }
    // No default: the compiler asks for every state.
  }
}

/** One of two always goes first, so that they never wait for each other. */
function isBefore(one: Delivery, other: Delivery): boolean {
  return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt
}
