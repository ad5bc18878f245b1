import { type Delivery, newDelivery, type Play, type Title } from '@cuemark/domain'
import type { HistoryEntry } from '@cuemark/services'
import { describe, expect, it } from 'vitest'
import { findEntries, findExact } from './deliver-look.ts'
import { lengthMs, matrix } from './plays.fixtures.ts'

const minuteMs = 60_000
const endedAt = 1_795_305_600_000

const deliveryOf = (id: string, watchedAt: number, title: Title = matrix): Delivery =>
  newDelivery({
    id,
    userId: 'anna',
    accountId: 'trakt',
    cargo: {
      type: 'watch',
      playId: `play-${id}`,
      title,
      watchedAt,
      timeTold: true,
      startedAt: watchedAt - lengthMs,
    },
    now: watchedAt,
  })
const playOf = (id: string, watchedAt: number): Play => ({
  id,
  userId: 'anna',
  key: id,
  title: matrix,
  startedAt: watchedAt - lengthMs,
  watchedAt,
  timeTold: true,
  progress: 100,
  state: 'watched',
  sourceId: null,
  origin: 'player',
  createdAt: watchedAt,
})
const entryOf = (id: string, watchedAt: number, over: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id,
  watchedAt,
  type: 'movie',
  ids: { trakt: 481, imdb: 'tt0133093' },
  name: 'The Matrix',
  year: 1999,
  show: null,
  season: null,
  number: null,
  ...over,
})
const nothingTaken = { historyIds: new Set<string>(), plays: [] }
const found = (...args: Parameters<typeof findEntries>): Record<string, string> =>
  Object.fromEntries([...findEntries(...args)].map(([id, entry]) => [id, entry.id]))

describe('looking for plays in Trakt’s history', () => {
  it('finds the entry of the same title that lies nearest', () => {
    const entries = [entryOf('far', endedAt + 5 * minuteMs), entryOf('near', endedAt + 1000)]
    expect(found([deliveryOf('one', endedAt)], entries, nothingTaken)).toEqual({ one: 'near' })
  })

  it('gives one entry to one play only', () => {
    const deliveries = [deliveryOf('one', endedAt), deliveryOf('two', endedAt + 4 * minuteMs)]
    expect(found(deliveries, [entryOf('only', endedAt + 4 * minuteMs)], nothingTaken)).toEqual({
      two: 'only',
    })
  })

  it('leaves what stands for another delivery already', () => {
    const taken = { ...nothingTaken, historyIds: new Set(['taken']) }
    expect(found([deliveryOf('one', endedAt)], [entryOf('taken', endedAt)], taken)).toEqual({})
  })

  it('leaves an entry to the own play that lies nearer, also where its id is not known', () => {
    const taken = { ...nothingTaken, plays: [playOf('earlier', endedAt - 10 * minuteMs)] }
    const entry = entryOf('earlier-entry', endedAt - 9 * minuteMs)
    expect(found([deliveryOf('one', endedAt)], [entry], taken)).toEqual({})
    expect(found([deliveryOf('one', endedAt)], [entry], nothingTaken)).toEqual({ one: 'earlier-entry' })
  })

  it('takes no other title and no other evening', () => {
    const other = entryOf('other', endedAt, { ids: { imdb: 'tt0000001' }, name: 'Another' })
    const yesterday = entryOf('yesterday', endedAt - 24 * 60 * minuteMs)
    expect(found([deliveryOf('one', endedAt)], [other, yesterday], nothingTaken)).toEqual({})
  })

  it('knows what was just added by its second', () => {
    const entries = [entryOf('other', endedAt + 2000), entryOf('own', Math.floor(endedAt / 1000) * 1000)]
    expect([...findExact([deliveryOf('one', endedAt + 300)], entries)]).toEqual([['one', 'own']])
  })
})
