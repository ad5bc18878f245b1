import type { LiveEvent } from '@cuemark/contract'

/** What an event is about; a later event about the same thing makes an earlier one superfluous. */
function subjectOf(event: LiveEvent): string {
  if (event.type === 'alert') return `alert ${event.alert.id}`
  if (event.type === 'alert_removed') return `alert ${event.id}`
  if (event.type === 'integration') return `integration ${event.integration.id}`
  return event.type === 'integration_removed' ? `integration ${event.id}` : event.type
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
