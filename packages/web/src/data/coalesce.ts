import type { LiveEvent } from '@cuemark/contract'

/** What an event is about; a later event about the same thing makes an earlier one superfluous. */
function subjectOf(event: LiveEvent): string {
  switch (event.type) {
    case 'alert':
      return `alert ${event.alert.id}`
    case 'alert_removed':
      return `alert ${event.id}`
    case 'integration':
      return `integration ${event.integration.id}`
    case 'integration_removed':
      return `integration ${event.id}`
    case 'account':
      return `account ${event.account.id}`
    case 'account_removed':
      return `account ${event.id}`
    case 'sign_in':
      return `sign_in ${event.signIn.id}`
    case 'source':
      return `source ${event.source.id}`
    case 'source_removed':
      return `source ${event.id}`
    case 'play':
      return `play ${event.play.id}`
    case 'now_playing':
      return `playing ${event.playing.id}`
    case 'now_playing_ended':
      return `playing ${event.id}`
    case 'activity':
    case 'resync':
      return event.type
  }
}

/** The last event about each thing, in the order in which they last came. */
export function coalesced(events: readonly LiveEvent[]): readonly LiveEvent[] {
  const last = new Map<string, LiveEvent>()
  for (const event of events) {
    const subject = subjectOf(event)
    last.delete(subject)
    last.set(subject, event)
  }
  return [...last.values()]
}

/**
 * Passes events on at once while they are few, and in batches while they rain: a failure that repeats a
 * thousand times a second must not redraw the page a thousand times.
 */
export function inBatches(
  apply: (event: LiveEvent) => void,
  everyMs: number,
): { readonly take: (event: LiveEvent) => void; readonly stop: () => void } {
  let waiting: LiveEvent[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  const flush = (): void => {
    const batch = coalesced(waiting)
    waiting = []
    timer = batch.length === 0 ? null : setTimeout(flush, everyMs)
    for (const event of batch) apply(event)
  }
  return {
    take: (event) => {
      waiting.push(event)
      if (timer === null) flush()
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
