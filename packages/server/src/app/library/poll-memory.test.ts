import type { LibraryItem } from '@cuemark/services'
import { describe, expect, it } from 'vitest'
import { firstMemory, memoryOf, mostTitles, remembering, textOfMemory } from './poll-memory.ts'

const now = 1_795_305_600_000
const item = (number: number): LibraryItem => ({
  id: `tt${1_000_000 + number}`,
  name: 'A title',
  type: 'series',
  removed: false,
  temp: false,
  modifiedAt: now + number,
  lastWatchedAt: now,
  videoId: `tt${1_000_000 + number}:1:2`,
  timeOffsetMs: 600_000,
  timeWatchedMs: 500_000,
  overallTimeWatchedMs: 900_000,
  durationMs: 2_400_000,
  timesWatched: 1,
  flaggedWatched: true,
  watched: `tt${1_000_000 + number}:1:1:1:eJxjBAAAAgAC`,
})
const asked = (items: readonly LibraryItem[]): ReadonlyMap<string, number> =>
  new Map(items.map(({ id, modifiedAt }) => [id, modifiedAt]))
const first = firstMemory('ada', 1, now)

describe('what is remembered of a library', () => {
  it('comes back as it was kept', () => {
    const items = [item(1), item(2)]
    const memory = remembering(first, new Map([...asked(items), ['strange', 5]]), items, now + 1)
    expect(memoryOf(textOfMemory(memory))).toEqual(memory)
    expect([...memory.strange]).toEqual([['strange', 5]])
  })

  it.each([null, '', 'nonsense', '{}', '{"items":[[1]]}'])(
    'is nothing where it cannot be read: %s',
    (text) => {
      expect(memoryOf(text)).toBeNull()
    },
  )

  it('keeps the moment of the list, which is what the next list is compared with', () => {
    const row = item(1)
    const memory = remembering(first, new Map([[row.id, row.modifiedAt - 300]]), [row], now)
    expect(memory.items.get(row.id)?.modifiedAt).toBe(row.modifiedAt - 300)
  })

  it('does not grow without end, and lets the oldest go', () => {
    const items = Array.from({ length: mostTitles + 10 }, (_, number) => item(number))
    const memory = remembering(first, asked(items), items, now)
    expect(memory.items.size).toBe(mostTitles)
    expect(memory.items.has(item(9).id)).toBe(false)
    expect(memory.items.has(item(10).id)).toBe(true)
  })

  it('of a row that could not be read is dropped when it can be', () => {
    const row = item(1)
    const strange = remembering(first, asked([row]), [], now)
    expect(strange.strange.get(row.id)).toBe(row.modifiedAt)
    expect(remembering(strange, asked([row]), [row], now).strange.size).toBe(0)
  })
})
