import type { LiveEvent } from '@cuemark/contract'
import { describe, expect, it, vi } from 'vitest'
import { coalesced, inBatches } from './coalesce.ts'
import { alertView, integrationView, playingView, playView } from './testing/views.ts'

const alertOf = (id: string, count: number): LiveEvent => ({
  type: 'alert',
  alert: alertView({ id, count, version: count }),
})

describe('coalesced', () => {
  it('keeps the last event about each thing', () => {
    const events = [alertOf('a', 1), alertOf('b', 1), alertOf('a', 2)]
    expect(coalesced(events)).toEqual([alertOf('b', 1), alertOf('a', 2)])
  })
  it('lets a removal replace what came before it', () => {
    const removed: LiveEvent = { type: 'alert_removed', id: 'a' }
    expect(coalesced([alertOf('a', 1), removed])).toEqual([removed])
  })
  it('keeps one event for what is on, and lets its end replace it', () => {
    const on: LiveEvent = { type: 'now_playing', playing: playingView({ id: 'n' }) }
    const over: LiveEvent = { type: 'now_playing_ended', id: 'n' }
    expect(coalesced([on, on, over])).toEqual([over])
  })
  it('keeps plays apart from each other and from accounts of the same id', () => {
    const plays = ['a', 'b'].map((id): LiveEvent => ({ type: 'play', play: playView({ id }) }))
    expect(coalesced([...plays, { type: 'account_removed', id: 'a' }])).toHaveLength(3)
  })
  it('does not take an integration for an alert of the same id', () => {
    const integration: LiveEvent = { type: 'integration', integration: integrationView({ id: 'a' }) }
    expect(coalesced([alertOf('a', 1), integration])).toHaveLength(2)
  })
})

describe('inBatches', () => {
  it('passes a single event on at once', () => {
    const seen: LiveEvent[] = []
    const { take, stop } = inBatches((event) => seen.push(event), 100)
    take(alertOf('a', 1))
    expect(seen).toHaveLength(1)
    stop()
  })
  it('folds a burst into one batch and loses nothing of its end', () => {
    vi.useFakeTimers()
    const seen: LiveEvent[] = []
    const { take } = inBatches((event) => seen.push(event), 100)
    for (let count = 1; count <= 1000; count += 1) take(alertOf('a', count))
    expect(seen).toEqual([alertOf('a', 1)])
    vi.advanceTimersByTime(100)
    expect(seen).toEqual([alertOf('a', 1), alertOf('a', 1000)])
    vi.advanceTimersByTime(1000)
    expect(seen).toHaveLength(2)
    vi.useRealTimers()
  })
})
