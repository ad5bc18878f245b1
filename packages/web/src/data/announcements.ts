import type { AlertView, LiveEvent } from '@cuemark/contract'
import { shellTexts } from '../texts/shell.ts'

/** A change worth saying aloud. */
export interface Heard {
  readonly what: 'opened' | 'relapsed' | 'mended'
  readonly title: string
}

/** An alert first met here counts as new only when it opened this shortly before its last failure. */
const freshMs = 15_000

/** Tells which live events open or mend an alert; a count that grows is silent. */
export function listenForChanges(): {
  readonly knows: (alerts: readonly AlertView[]) => void
  readonly hear: (event: LiveEvent) => Heard | null
} {
  const states = new Map<string, AlertView['state']>()
  return {
    knows: (alerts) => {
      for (const alert of alerts) if (!states.has(alert.id)) states.set(alert.id, alert.state)
    },
    hear: (event) => {
      if (event.type === 'alert_removed') states.delete(event.id)
      if (event.type !== 'alert') return null
      const { alert } = event
      const before = states.get(alert.id)
      states.set(alert.id, alert.state)
      if (alert.state === 'recovered' && before !== 'recovered') return { what: 'mended', title: alert.title }
      if (alert.state !== 'open' || before === 'open') return null
      const isFresh = before === 'recovered' || alert.lastSeenAt - alert.openedAt < freshMs
      if (!isFresh || before === 'snoozed' || before === 'dismissed') return null
      return { what: alert.relapse ? 'relapsed' : 'opened', title: alert.title }
    },
  }
}

/** One sentence for a batch: single changes by name, many by number. */
export function sentenceFor(batch: readonly Heard[]): string {
  const texts = shellTexts.announce
  const only = batch[0]
  if (batch.length === 1 && only !== undefined) return texts[only.what](only.title)
  const mended = batch.filter((heard) => heard.what === 'mended').length
  const opened = batch.length - mended
  return [opened > 0 ? texts.manyOpened(opened) : '', mended > 0 ? texts.manyMended(mended) : '']
    .filter((part) => part !== '')
    .join(' ')
}
