import { type Delivery, type DeliveryPolicy, type DeliveryStep, nextStep } from '@cuemark/domain'

/** What one turn of an account does: at most one request that writes. */
export type Work =
  | { readonly do: 'look'; readonly deliveries: readonly Delivery[]; readonly span: Span }
  | { readonly do: 'add'; readonly deliveries: readonly Delivery[] }
  | { readonly do: 'one'; readonly delivery: Delivery; readonly step: WriteStep }

export interface Span {
  readonly fromAt: number
  readonly toAt: number
}
export type WriteStep = Exclude<DeliveryStep, { do: 'look' | 'add' | 'drop' }>

export interface Choice {
  readonly work: Work | null
  /** Worth nothing any more. */
  readonly drops: readonly { readonly delivery: Delivery; readonly because: string }[]
}

const dayMs = 86_400_000
/** One look reads the whole history of its span, page by page. */
export const longestSpanMs: number = 30 * dayMs
/** Items of one request to the history. */
export const longestBatch: number = 100

interface Planned {
  readonly delivery: Delivery
  readonly step: DeliveryStep
}

type LookStep = Extract<DeliveryStep, { do: 'look' }>

/** As many looks as lie close enough together share one. */
function lookWork(first: Planned & { readonly step: LookStep }, planned: readonly Planned[]): Work {
  const deliveries: Delivery[] = []
  let { fromAt, toAt } = first.step
  for (const { delivery, step } of [first, ...planned.filter((each) => each.delivery !== first.delivery)]) {
    if (step.do !== 'look' || deliveries.length >= longestBatch) continue
    const span = { fromAt: Math.min(fromAt, step.fromAt), toAt: Math.max(toAt, step.toAt) }
    if (span.toAt - span.fromAt > longestSpanMs && deliveries.length > 0) continue
    ;({ fromAt, toAt } = span)
    deliveries.push(delivery)
  }
  return { do: 'look', deliveries, span: { fromAt, toAt } }
}

/** "Watching" goes last, and only when nothing older waits. */
function workOf(planned: readonly Planned[], alone: ReadonlySet<string>): Work | null {
  const lasting = planned.find(({ delivery }) => delivery.cargo.type !== 'watching')
  const first = lasting ?? planned[0]
  if (first === undefined) return null
  const { delivery, step } = first
  if (step.do === 'look') return lookWork({ delivery, step }, planned)
  if (step.do === 'add') {
    const adds = planned.filter((each) => each.step.do === 'add' && !alone.has(each.delivery.id))
    const together = alone.has(delivery.id) ? [first] : adds.slice(0, longestBatch)
    return { do: 'add', deliveries: together.map((each) => each.delivery) }
  }
  return step.do === 'drop' ? null : { do: 'one', delivery, step }
}

/** Decides what is next for an account. `due` is in the order in which it goes out; `alone` shares no batch. */
export function chooseWork(
  due: readonly Delivery[],
  alone: ReadonlySet<string>,
  now: number,
  policy: DeliveryPolicy,
): Choice {
  const planned = due.flatMap((delivery): readonly Planned[] => {
    const step = nextStep(delivery, now, policy)
    return step === null ? [] : [{ delivery, step }]
  })
  return {
    drops: planned.flatMap(({ delivery, step }) =>
      step.do === 'drop' ? [{ delivery, because: step.because }] : [],
    ),
    work: workOf(
      planned.filter(({ step }) => step.do !== 'drop'),
      alone,
    ),
  }
}
