import type { PlayView } from '@cuemark/contract'

/** What a person can do about a play. */
export type PlayOffer =
  | 'confirm'
  | 'deny'
  | 'sign_in'
  | 'replay'
  | 'match'
  | 'restore'
  | 'drop'
  | 'unwatch'

type Delivery = NonNullable<PlayView['delivery']>

function offersOnTheWay({ state, waitsFor }: Delivery, isOwn: boolean): readonly PlayOffer[] {
  switch (state) {
    case 'refused':
      return ['replay', 'match', 'drop']
    case 'unmatched':
      return ['match', 'drop']
    case 'dropped':
      return ['restore']
    case 'waiting':
    case 'unknown':
      // Only the person of the account can sign in to it.
      if (waitsFor === 'sign_in') return isOwn ? ['sign_in', 'drop'] : ['drop']
      return waitsFor === 'new_episode' ? ['match', 'drop'] : ['drop']
    case 'sending':
    case 'delivered':
      return []
  }
}

/**
 * What fits where a play stands; the first moves it on. Marking as not watched concerns the own plays only, whoever
 * looks.
 */
export function playOffers({ state, delivery, personId }: PlayView, viewerId: string | null): readonly PlayOffer[] {
  if (state === 'unclear') return ['confirm', 'deny']
  if (state === 'withdrawn') return []
  const isOwn = personId === viewerId
  const offers = delivery === null ? [] : offersOnTheWay(delivery, isOwn)
  return isOwn ? [...offers, 'unwatch'] : offers
}
