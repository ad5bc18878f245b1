import { canBeAsked, defaultDeliveryPolicy } from './deliveries.ts'
import type { Cargo, Delivery, DeliveryAction } from './delivery.ts'
import { dropped } from './settle.ts'
import type { Title } from './title.ts'

/** A delivery after a person's word. Unchanged, with its version, where that says nothing to it. */
export function act(delivery: Delivery, action: DeliveryAction, now: number): Delivery {
  const change = changeBy(delivery, action, now)
  return change === null ? delivery : { ...delivery, ...change, version: delivery.version + 1 }
}

function changeBy(delivery: Delivery, action: DeliveryAction, now: number): Partial<Delivery> | null {
  const { state } = delivery
  switch (action.type) {
    case 'replay': {
      return state === 'sending' ? null : reopened(delivery, now)
    }
    case 'drop': {
      return state === 'delivered' || state === 'dropped' ? null : dropped()
    }
    case 'restore': {
      return state === 'dropped' ? reopened(delivery, now) : null
    }
    case 'match': {
      if (state === 'sending' || state === 'delivered') return null
      const cargo = entitled(delivery.cargo, action.title)
      return { ...reopened({ ...delivery, cargo }, now), cargo }
    }
    case 'signed_in': {
      if (delivery.waitsFor !== 'sign_in') return null
      return { nextAt: now, waitsFor: state === 'unknown' ? 'look' : 'turn', diagnosis: null }
    }
    // No default: the compiler asks for every action.
  }
}

/** On its way again, looking first. A lost answer is looked up as late and as often as ever: impatience doubles nothing. */
function reopened({ cargo, sent }: Delivery, now: number): Partial<Delivery> {
  if (!canBeAsked(cargo)) return { state: 'unmatched', nextAt: null, waitsFor: 'person', looks: 0 }
  const open = { nextAt: now, diagnosis: null, historyId: null, deliveredAt: null }
  if (sent !== null) {
    const nextAt = Math.max(now, sent.at + defaultDeliveryPolicy.lookAfterMs)
    return { ...open, state: 'unknown', nextAt, waitsFor: 'look', looks: 0 }
  }
  return { ...open, state: 'waiting', waitsFor: 'turn', looks: 0 }
}

function entitled(cargo: Cargo, title: Title): Cargo {
  return { ...cargo, title }
}
