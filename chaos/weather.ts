/** What goes wrong in a run, and when: all of it from one seed. */
import type { Dice } from '@cuemark/testkit'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

export type KillKind =
  /** While a message of a player is under way. */
  | 'message'
  /** When Trakt has done what it was asked, and its answer is on the way. */
  | 'acted'
  /** Some milliseconds after time moved on. */
  | 'work'

export type Trouble =
  | { readonly type: 'outage'; readonly kind: 'outage' | 'down' | 'slow'; readonly lengthMs: number }
  /** Single requests to the API fail in all the ways there are. */
  | { readonly type: 'storm'; readonly lengthMs: number }
  /** The wall in front of Trakt has had enough of this address. */
  | { readonly type: 'too_many'; readonly times: number; readonly retryAfterS: number }
  /** An access token dies before its time. */
  | { readonly type: 'token_died'; readonly person: number }
  /** The sign-in server fails before it has read a refresh. */
  | { readonly type: 'refresh_lost'; readonly times: number }
  | { readonly type: 'disk_full' }

export interface Planned {
  readonly at: number
  readonly trouble: Trouble
}

export interface WeatherPlan {
  /** In the order in which they begin. */
  readonly troubles: readonly Planned[]
  /** What kills a process at the message of this number. */
  readonly kills: ReadonlyMap<number, KillKind>
}

export interface WeatherOptions {
  readonly from: number
  readonly to: number
  readonly messages: number
  readonly people: number
  readonly kills: number
  /** Null where no disk of this run can be full. */
  readonly diskFullAt: number | null
}

const outageLengths = [2 * minuteMs, 12 * minuteMs, 45 * minuteMs, 3 * hourMs, 9 * hourMs, dayMs, 3 * dayMs]

function troubleOf(dice: Dice, people: number): Trouble {
  const roll = dice.next()
  if (roll < 0.22) {
    const kind = dice.pick(['outage', 'down', 'outage', 'down', 'slow'] as const)
    // Slow answers cost real time.
    const lengthMs = kind === 'slow' ? dice.pick(outageLengths.slice(0, 3)) : dice.pick(outageLengths)
    return { type: 'outage', kind, lengthMs }
  }
  if (roll < 0.62) return { type: 'storm', lengthMs: dice.between(1, 8) * hourMs }
  if (roll < 0.76)
    return { type: 'too_many', times: dice.between(1, 4), retryAfterS: dice.pick([10, 90, 2852]) }
  if (roll < 0.88) return { type: 'token_died', person: dice.between(0, people - 1) }
  return { type: 'refresh_lost', times: dice.between(1, 2) }
}

/** At least a handful in a short run, and about one in two days in a long one. */
export function planWeather(dice: Dice, options: WeatherOptions): WeatherPlan {
  const { from, to, messages, people } = options
  const spanMs = to - from
  const count = Math.max(8, Math.round(spanMs / (2 * dayMs)))
  const troubles = Array.from({ length: count }, (): Planned => ({
    at: from + dice.next() * spanMs,
    trouble: troubleOf(dice, people),
  }))
  // Whatever a seed brings, each run has the two that matter most.
  troubles.push({ at: from + 0.3 * spanMs, trouble: { type: 'storm', lengthMs: 6 * hourMs } })
  troubles.push({
    at: from + 0.6 * spanMs,
    trouble: { type: 'outage', kind: 'down', lengthMs: Math.min(2 * dayMs, spanMs / 4) },
  })
  const { diskFullAt } = options
  if (diskFullAt !== null) troubles.push({ at: diskFullAt, trouble: { type: 'disk_full' } })
  const kinds = ['message', 'acted', 'work'] as const
  const kills = new Map(
    Array.from({ length: options.kills }, (_, index): [number, KillKind] => [
      dice.between(1, messages - 1),
      kinds[index % kinds.length] ?? 'work',
    ]),
  )
  return { troubles: troubles.toSorted((one, other) => one.at - other.at), kills }
}
