import type { Kind } from '@cuemark/diagnosis'
import { aDiagnosis } from '../story.ts'
import { act } from './act.ts'
import { defaultDeliveryPolicy, newDelivery, nextStep } from './deliveries.ts'
import type {
  Cargo,
  Delivery,
  DeliveryAction,
  DeliveryOutcome,
  DeliveryPolicy,
  DeliveryStep,
} from './delivery.ts'
import { eveningAt, matrix, minuteMs } from './playback-stage.ts'
import { settle } from './settle.ts'

/** Tells the life of one delivery. For tests only. */

/** Seen from 20:00 to 21:38. */
export const watchCargo: Extract<Cargo, { type: 'watch' }> = {
  type: 'watch',
  playId: 'play-1',
  title: matrix,
  startedAt: eveningAt,
  watchedAt: eveningAt + 98 * minuteMs,
  timeTold: false,
  progress: 98,
}

type Failed = Extract<DeliveryOutcome, { type: 'failed' }>

export function failure(
  kind: Kind,
  over: Partial<Failed['diagnosis']> & { readonly uncertain?: boolean } = {},
): Failed {
  const { uncertain = false, ...rest } = over
  return { type: 'failed', diagnosis: aDiagnosis(kind, { service: 'trakt', ...rest }), uncertain }
}

export class Parcel {
  delivery: Delivery
  now: number
  readonly sends: number[] = []
  readonly policy: DeliveryPolicy = defaultDeliveryPolicy

  constructor(cargo: Cargo = watchCargo, now: number = watchCargo.watchedAt) {
    this.now = now
    const ids = { id: 'delivery-1', userId: 'user-1', accountId: 'account-1' }
    this.delivery = newDelivery({ ...ids, cargo, now })
  }

  get step(): DeliveryStep | null {
    return nextStep(this.delivery, this.now, this.policy)
  }

  get state(): string {
    const { state, waitsFor } = this.delivery
    return waitsFor === null ? state : `${state} for ${waitsFor}`
  }

  /** Minutes until the next step; null where only a person or a sign-in can move it. */
  get waitMinutes(): number | null {
    const { nextAt } = this.delivery
    return nextAt === null ? null : (nextAt - this.now) / minuteMs
  }

  passes(minutes: number): this {
    this.now += minutes * minuteMs
    return this
  }

  /** Until the next step is due. */
  waits(): this {
    this.now = Math.max(this.now, this.delivery.nextAt ?? this.now)
    return this
  }

  ends(outcome: DeliveryOutcome): this {
    this.delivery = settle(this.delivery, outcome, this.now, this.policy)
    return this
  }

  /** Goes out by the step that is due. */
  goesOut(): this {
    const way = this.step?.do === 'scrobble' ? 'scrobble' : 'history'
    this.sends.push(this.now)
    return this.ends({ type: 'sending', way, batch: null })
  }

  /** Due, and looked up in vain. */
  looksInVain(): this {
    return this.waits().ends({ type: 'not_found_in_history' })
  }

  does(action: DeliveryAction): this {
    this.delivery = act(this.delivery, action, this.now)
    return this
  }
}
