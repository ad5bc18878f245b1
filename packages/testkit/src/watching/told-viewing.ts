import type { Dice } from '../dice.ts'
import type { Watchable } from '../trakt-book/titles.ts'
import type { EveningOptions, PlayerMessage, WatchingSource } from './facts.ts'
import { batchOf } from './tell-api.ts'
import { completes, tellers } from './tell.ts'
import type { Told } from './telling.ts'
import type { Moment } from './timeline.ts'

/** One viewing as one source tells it, with what goes wrong on the way. */

export interface ViewingPart {
  readonly viewingId: string
  readonly title: Watchable
  readonly runtimeMs: number
  readonly lastNumber: number | null
  readonly device: string
  readonly moments: readonly Moment[]
  readonly isCompleted: boolean
  /** What was on before has not been told to be over. */
  readonly followsLostStop: boolean
}

/** When the viewing was completed, by what this source told. */
export interface Completion {
  readonly at: number
  readonly timeTold: boolean
  readonly withinMs: number
}

export interface ToldViewing {
  readonly messages: readonly PlayerMessage[]
  readonly completion: Completion | null
  readonly lost: 'nothing' | 'stop' | 'other'
}

interface Draft {
  readonly moment: Moment
  readonly told: Told
  at: number
}

export type Accidents = Required<Pick<EveningOptions, 'missingShare' | 'duplicateShare' | 'reorderShare'>>

const toldBy = (source: WatchingSource, part: ViewingPart): readonly Draft[] => {
  let isPaused = false
  return part.moments.flatMap((moment, place) => {
    isPaused = moment.type === 'pause' || (isPaused && moment.type !== 'resume')
    const told = tellers[source.kind]({
      ...part,
      source,
      moment,
      isPaused,
      messageId: `${source.id}-${part.viewingId}-${place}`,
    })
    return told === null ? [] : [{ moment, told, at: moment.at }]
  })
}

const provesEnd = ({ moment }: Draft, runtimeMs: number): boolean =>
  moment.type === 'progress' && moment.positionMs >= 0.9 * runtimeMs

/** What may be lost without the truth being lost with it. */
const mayBeLost = (
  draft: Draft,
  drafts: readonly Draft[],
  source: WatchingSource,
  part: ViewingPart,
): boolean => {
  switch (draft.moment.type) {
    case 'start':
      return !part.followsLostStop
    case 'pause':
    case 'progress':
      return true
    case 'watched':
      return true
    case 'stop':
      return (
        part.isCompleted &&
        drafts.some(
          (other) =>
            other !== draft && (completes(source.kind, other.moment) || provesEnd(other, part.runtimeMs)),
        )
      )
    default:
      return false
  }
}

const minuteMs = 60_000

/** Each a moment after it happened, in order; then some behind the one that followed. */
const deliver = (
  dice: Dice,
  drafts: readonly Draft[],
  source: WatchingSource,
  isCompleted: boolean,
  reorderShare: number,
): void => {
  let lastAt = -Infinity
  for (const draft of drafts) {
    draft.at = Math.max(lastAt + 1, draft.moment.at + dice.between(30, 900))
    lastAt = draft.at
  }
  // Without a time of its own, a message that is late by much tells something else.
  if (!source.tellsTime) return
  for (const [place, draft] of drafts.entries()) {
    const next = drafts[place + 1]
    // Of two words that both complete it, the first one heard decides the time.
    if (next === undefined || completes(source.kind, draft.moment)) continue
    // A start that comes behind the only word of its end begins it anew.
    if (next.moment.type === 'stop' && (!isCompleted || draft.moment.type === 'start')) continue
    if (dice.chance(reorderShare)) draft.at = next.at + dice.between(20, 500)
  }
}

const completionOf = (
  drafts: readonly Draft[],
  source: WatchingSource,
  { moments, runtimeMs, isCompleted }: ViewingPart,
): Completion | null => {
  if (!isCompleted) return null
  const said = drafts
    .filter(({ moment }) => completes(source.kind, moment))
    .map(({ moment, at }) => (source.tellsTime ? moment.at : at))
  if (said.length > 0) return { at: Math.min(...said), timeTold: source.tellsTime, withinMs: 0 }
  // Only a progress tells that it was nearly over: between that and the end of the file nobody can know.
  const proof = drafts.findLast((draft) => provesEnd(draft, runtimeMs))
  const end = moments.at(-1)
  if (proof === undefined || end === undefined) throw new Error('The end of a viewing was lost altogether.')
  return { at: end.at, timeTold: false, withinMs: runtimeMs - proof.moment.positionMs }
}

const messageOf = (part: ViewingPart, source: WatchingSource, { told, at }: Draft): PlayerMessage => ({
  ...told,
  at,
  sourceId: source.id,
  viewingId: part.viewingId,
})

/** Some programs keep their events and send them together at the end. */
const batched = (dice: Dice, messages: readonly PlayerMessage[]): readonly PlayerMessage[] => {
  const [first] = messages
  const lastAt = Math.max(...messages.map(({ at }) => at))
  return first === undefined
    ? []
    : [
        {
          ...first,
          event: 'batch',
          at: lastAt + dice.between(1, 20 * minuteMs),
          body: batchOf(messages.map(({ body }) => body)),
        },
      ]
}

export const tellViewing = (
  dice: Dice,
  source: WatchingSource,
  part: ViewingPart,
  accidents: Accidents,
): ToldViewing => {
  const all = toldBy(source, part)
  const isBatch = source.kind === 'api' && dice.chance(0.4)
  // A batch comes when something else may be on: without its end it is too late to go on with.
  const losable = all.filter(
    (draft) => mayBeLost(draft, all, source, part) && !(isBatch && draft.moment.type === 'stop'),
  )
  const lost = dice.chance(accidents.missingShare) && losable.length > 0 ? dice.pick(losable) : null
  const drafts = all.filter((draft) => draft !== lost)
  // One accident at a time: together they can leave nothing to go by.
  deliver(dice, drafts, source, part.isCompleted, lost === null ? accidents.reorderShare : 0)
  const single = drafts.map((draft) => messageOf(part, source, draft))
  const sent = isBatch ? batched(dice, single) : single
  const again = sent.flatMap((message) =>
    dice.chance(accidents.duplicateShare) ? [{ ...message, at: message.at + dice.between(1, 3000) }] : [],
  )
  return {
    messages: [...sent, ...again],
    completion: completionOf(drafts, source, part),
    lost: lost === null ? 'nothing' : lost.moment.type === 'stop' ? 'stop' : 'other',
  }
}
