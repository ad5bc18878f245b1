import type { Delivery, DeliveryOutcome, DeliveryPolicy } from '@cuemark/domain'
import { settle } from '@cuemark/domain'
import type { PlayStoryRow } from '../ports-plays.ts'
import type { Change, StoreTx } from '../ports.ts'
import type { Attempt } from './deliver-send.ts'
import { storyTexts } from './texts.ts'

export interface Settling {
  readonly tx: StoreTx
  readonly now: number
  readonly policy: DeliveryPolicy
  readonly changes: Change[]
}

type Line = Pick<PlayStoryRow, 'what' | 'text'>

const playIdOf = ({ cargo }: Delivery): string | null => (cargo.type === 'watch' ? cargo.playId : null)

const sentLine = (before: Delivery): Line => ({
  what: 'sent',
  text: before.sent?.way === 'history' ? storyTexts.sentHistory : storyTexts.sentScrobble,
})

/** Where Trakt is away for days, the same trouble is one line and not a hundred. */
function failureLine(
  before: Delivery,
  after: Delivery,
  { diagnosis, uncertain }: Extract<DeliveryOutcome, { type: 'failed' }>,
): Line | null {
  if (after.state === 'refused') return { what: 'refused', text: storyTexts.refused(diagnosis.title) }
  if (uncertain && before.state === 'sending') return { what: 'lost_answer', text: storyTexts.lostAnswer }
  if (before.diagnosis?.cause === diagnosis.cause) return null
  return { what: 'waiting', text: storyTexts.failed(diagnosis.title) }
}

/** What the outcome adds to the play's story. */
function linesOf(before: Delivery, after: Delivery, outcome: DeliveryOutcome): readonly Line[] {
  switch (outcome.type) {
    case 'sending': {
      return []
    }
    case 'delivered': {
      return [sentLine(before), { what: 'delivered', text: storyTexts.delivered(outcome.historyId) }]
    }
    case 'already': {
      if (after.state === 'delivered') return [{ what: 'delivered', text: storyTexts.already }]
      const text = after.state === 'unknown' ? storyTexts.alreadyWhich : storyTexts.alreadyAnother
      return [sentLine(before), { what: 'waiting', text }]
    }
    case 'taken_as_pause': {
      return [sentLine(before), { what: 'waiting', text: storyTexts.takenAsPause }]
    }
    case 'found': {
      const { historyId, toldByAnother = false } = outcome
      const text = toldByAnother ? storyTexts.toldByAnother(historyId) : storyTexts.found(historyId)
      return [{ what: 'delivered', text }]
    }
    case 'rival': {
      return [{ what: 'waiting', text: storyTexts.rival }]
    }
    case 'not_found_in_history': {
      return [{ what: 'looked', text: storyTexts.notFound }]
    }
    case 'unmatched': {
      if (after.state === 'unmatched') return [{ what: 'unmatched', text: storyTexts.unmatched }]
      return before.waitsFor === 'new_episode' || before.attempts > 1
        ? []
        : [{ what: 'waiting', text: storyTexts.maybeNew }]
    }
    case 'failed': {
      const line = failureLine(before, after, outcome)
      return line === null ? [] : [line]
    }
    case 'no_account': {
      return before.waitsFor === 'sign_in' ? [] : [{ what: 'waiting', text: storyTexts.signIn }]
    }
    case 'abandoned': {
      return [{ what: 'lost_answer', text: storyTexts.abandoned }]
    }
  }
}

/** Two plays of the own history were one viewing: Trakt's entry has shown it, so one of them stays. */
async function countOnce(tx: StoreTx, playId: string, now: number): Promise<void> {
  const play = await tx.play(playId)
  if (play?.state !== 'watched') return
  await tx.putPlay({ ...play, state: 'withdrawn' })
  await tx.addStory({ playId, at: now, what: 'withdrawn', text: storyTexts.countsOnce })
}

/** Writes how a step ended, with its line in the play's story. Answers what the delivery is now. */
export async function settleOne(
  { tx, now, policy, changes }: Settling,
  before: Delivery,
  outcome: DeliveryOutcome,
): Promise<Delivery> {
  const after = settle(before, outcome, now, policy)
  // It says nothing about it any more.
  if (after === before) return before
  if (!(await tx.updateDelivery(after)))
    throw new Error(`Delivery ${before.id} changed while it was settled.`)
  const playId = playIdOf(before)
  if (playId === null) return after
  for (const line of linesOf(before, after, outcome)) await tx.addStory({ playId, at: now, ...line })
  if (outcome.type === 'found' && outcome.toldByAnother === true) await countOnce(tx, playId, now)
  changes.push({ type: 'play', playId, userId: before.userId })
  return after
}

/** As it was before it was sent, because it surely was not taken: it goes out again at once. */
async function unsend({ tx, now }: Settling, before: Delivery, current: Delivery): Promise<Delivery> {
  const after: Delivery = { ...before, nextAt: now, version: current.version + 1 }
  if (!(await tx.updateDelivery(after)))
    throw new Error(`Delivery ${before.id} changed while it was settled.`)
  return after
}

/**
 * Settles what was attempted. A person may have changed one meanwhile (dropped, matched): what was looked up for it
 * is then of no use. While it is being sent nobody can.
 */
export async function settleAttempts(
  settling: Settling,
  attempts: readonly Attempt[],
): Promise<readonly { readonly attempt: Attempt; readonly after: Delivery }[]> {
  const settled: { attempt: Attempt; after: Delivery }[] = []
  for (const attempt of attempts) {
    const { delivery: before, outcome } = attempt
    const current = await settling.tx.delivery(before.id)
    if (current === null) continue
    if (current.state !== 'sending' && current.version !== before.version) continue
    const after =
      outcome.type === 'again'
        ? await unsend(settling, before, current)
        : await settleOne(settling, current, outcome)
    settled.push({ attempt, after })
  }
  return settled
}
