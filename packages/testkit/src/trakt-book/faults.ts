import { createDice, type Dice } from '../dice.ts'
import { answer, type Answer, type Call } from '../simulation/answer.ts'
import { cloudflareOrigin } from '../simulation/pages.ts'
import { empty } from '../simulation/trakt-front.ts'

/** What goes wrong between Trakt and its callers. */

export type HostName = 'api' | 'auth'

export type Fault =
  /** Trakt does what was asked, and the connection dies before a byte of the answer. */
  | { readonly type: 'lost_answer' }
  /** The connection dies before Trakt has read the request. */
  | { readonly type: 'lost_request' }
  /** Trakt does what was asked, and the connection dies in the middle of the answer. */
  | { readonly type: 'cut_answer' }
  /** Trakt does what was asked, and says so later, in real time. */
  | { readonly type: 'delay'; readonly delayMs: number }
  /** Trakt does what was asked, and says so when this resolves. */
  | { readonly type: 'hold'; readonly until: Promise<void> }
  /** Something else answers; `acts` says whether Trakt did what was asked nevertheless. */
  | { readonly type: 'answer'; readonly answer: Answer; readonly acts: boolean }

export interface FaultMatch {
  readonly host?: HostName
  readonly method?: string
  readonly path?: string | RegExp
}

/** Shares from 0 to 1 of the requests that a fault meets; together at most 1. */
export interface RandomFaults {
  readonly seed: number
  readonly match?: FaultMatch
  readonly lostAnswerShare?: number
  readonly lostRequestShare?: number
  readonly cutAnswerShare?: number
  /** 502 and 504 of Cloudflare though Trakt did what was asked. */
  readonly actedGatewayShare?: number
  /** 502, 503, 504 and 520, and nothing was done. */
  readonly gatewayShare?: number
  readonly delayShare?: number
  /** Longest delay, in real time. */
  readonly delayMs?: number
}

const isMatch = (match: FaultMatch, host: HostName, call: Call): boolean => {
  const { path } = match
  const isPath = typeof path === 'string' ? path === call.path : (path?.test(call.path) ?? true)
  return isPath && (match.host ?? host) === host && (match.method ?? call.method) === call.method
}

const gatewayTimeout = (): Answer =>
  answer(504, 'text/html; charset=UTF-8', '<html><title>504 Gateway Time-out</title></html>', {
    server: 'cloudflare',
    'cf-ray': '9f00c0ffee00cafe-FRA',
  })

/** An outage answers in many forms: by the wall in front, and by the application itself (trakt.md §7, §8). */
export const outageAnswers: readonly (() => Answer)[] = [
  () => empty(503),
  () => cloudflareOrigin(502),
  gatewayTimeout,
  () => cloudflareOrigin(520),
  () => empty(502),
]

const actedAnswers: readonly (() => Answer)[] = [() => cloudflareOrigin(502), gatewayTimeout]

const byChance = (dice: Dice, faults: RandomFaults): Fault | null => {
  const kinds: readonly (readonly [number | undefined, () => Fault])[] = [
    [faults.lostAnswerShare, () => ({ type: 'lost_answer' })],
    [faults.lostRequestShare, () => ({ type: 'lost_request' })],
    [faults.cutAnswerShare, () => ({ type: 'cut_answer' })],
    [faults.actedGatewayShare, () => ({ type: 'answer', answer: dice.pick(actedAnswers)(), acts: true })],
    [faults.gatewayShare, () => ({ type: 'answer', answer: dice.pick(outageAnswers)(), acts: false })],
    [faults.delayShare, () => ({ type: 'delay', delayMs: dice.between(0, faults.delayMs ?? 50) })],
  ]
  let rest = dice.next()
  for (const [share = 0, make] of kinds) {
    if (rest < share) return make()
    rest -= share
  }
  return null
}

export class Faults {
  readonly #scripted: { readonly match: FaultMatch; readonly fault: Fault; left: number }[] = []
  #random: { readonly faults: RandomFaults; readonly dice: Dice } | null = null
  readonly #met = new Map<string, number>()

  /** The next so many requests that match. */
  next(match: FaultMatch, fault: Fault, times: number): void {
    this.#scripted.push({ match, fault, left: times })
  }

  randomly(faults: RandomFaults | null): void {
    this.#random = faults === null ? null : { faults, dice: createDice(faults.seed) }
  }

  clear(): void {
    this.#scripted.length = 0
    this.#random = null
  }

  /** How often each type of fault was met. */
  get met(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#met)
  }

  take(host: HostName, call: Call): Fault | null {
    const fault = this.#takeScripted(host, call) ?? this.#takeRandom(host, call)
    if (fault !== null) this.#met.set(fault.type, (this.#met.get(fault.type) ?? 0) + 1)
    return fault
  }

  #takeScripted(host: HostName, call: Call): Fault | null {
    const place = this.#scripted.findIndex(({ match }) => isMatch(match, host, call))
    const found = this.#scripted[place]
    if (found === undefined) return null
    found.left -= 1
    if (found.left <= 0) this.#scripted.splice(place, 1)
    return found.fault
  }

  #takeRandom(host: HostName, call: Call): Fault | null {
    if (this.#random === null) return null
    const { faults, dice } = this.#random
    return isMatch(faults.match ?? {}, host, call) ? byChance(dice, faults) : null
  }
}
