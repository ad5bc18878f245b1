import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it } from 'vitest'
import { applierFor } from './live-apply.ts'
import { say, spoken, unsay } from './messages.ts'
import { alertView } from './testing/views.ts'

const dismissed = alertView({ state: 'dismissed', version: 4 })
const texts = (): readonly string[] => spoken().map(({ text }) => text)

describe('the offer to undo a dismissal', () => {
  const cache = new QueryClient()
  const apply = applierFor(cache)
  afterEach(() => {
    for (const { id } of spoken()) unsay(id)
    cache.clear()
  })

  it.each(['recovered', 'open', 'snoozed'] as const)('goes when the alert is %s since', (state) => {
    say('Saved.')
    say('Dismissed', { undo: () => undefined, of: dismissed })
    apply({ type: 'alert', alert: { ...dismissed, state, version: 5 } })
    expect(texts()).toEqual(['Saved.'])
  })
  it('goes when the alert is not kept any more', () => {
    say('Dismissed', { undo: () => undefined, of: dismissed })
    apply({ type: 'alert_removed', id: dismissed.id })
    expect(texts()).toEqual([])
  })
  it('stays while it fails on, when older news arrive late, and when another alert changes', () => {
    say('Dismissed', { undo: () => undefined, of: dismissed })
    apply({ type: 'alert', alert: { ...dismissed, count: 9, version: 5 } })
    apply({ type: 'alert', alert: { ...dismissed, state: 'open', version: 3 } })
    apply({ type: 'alert', alert: alertView({ id: 'a2', version: 9 }) })
    expect(texts()).toEqual(['Dismissed'])
  })
})
