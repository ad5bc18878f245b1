import { describe, expect, it } from 'vitest'
import { knownTitles } from '../trakt-book/made-titles.ts'
import type { BookPlay } from '../trakt-book/trakt-book.ts'
import { compareBooks } from './compare-books.ts'
import type { WatchedFact } from './facts.ts'

const at = Date.UTC(2026, 10, 21, 20)
const [matrix] = knownTitles
if (matrix?.type !== 'movie') throw new Error('The first known title is a movie.')

const fact = (changes: Partial<WatchedFact> = {}): WatchedFact => ({
  viewingId: 'ada-1',
  person: 'Ada',
  key: 'movie:481',
  text: 'The Matrix (1999)',
  title: { type: 'movie', movie: matrix },
  startedAt: at - 8_160_000,
  watchedAt: at,
  timeTold: true,
  withinMs: 0,
  sourceIds: ['ada-emby'],
  ...changes,
})
const play = (changes: Partial<BookPlay> = {}): BookPlay => ({
  id: '1',
  person: 'Ada',
  key: 'movie:481',
  text: 'The Matrix (1999)',
  ids: matrix.ids,
  watchedAt: at,
  addedAt: at,
  how: 'sync',
  ...changes,
})
const counts = (
  facts: readonly WatchedFact[],
  plays: readonly BookPlay[],
  options: Parameters<typeof compareBooks>[2] = {},
): Readonly<Record<string, number>> => {
  const { lost, doubled, wrongTime, unexpected, right } = compareBooks(facts, plays, options)
  return {
    lost: lost.length,
    doubled: doubled.length,
    wrongTime: wrongTime.length,
    unexpected: unexpected.length,
    right,
  }
}
const none = { lost: 0, doubled: 0, wrongTime: 0, unexpected: 0, right: 0 }

describe('two books', () => {
  it('are the same when every play is there once, whatever the order', () => {
    const again = fact({ watchedAt: at + 9_000_000 })
    const plays = [play({ id: '2', watchedAt: at + 9_000_000 }), play()]
    expect(counts([fact(), again], plays)).toEqual({ ...none, right: 2 })
  })

  it('tell what is missing, and what is there twice', () => {
    expect(counts([fact()], [])).toEqual({ ...none, lost: 1 })
    expect(counts([fact()], [play(), play({ id: '2' })])).toEqual({ ...none, doubled: 1, right: 1 })
  })

  it('call a second watch that is missing lost, not late', () => {
    const again = fact({ watchedAt: at + 9_000_000 })
    expect(compareBooks([fact(), again], [play()]).lost).toEqual([again])
  })

  it('tell what nobody has watched, and keep people apart', () => {
    expect(counts([fact()], [play({ person: 'Bob' })])).toEqual({ ...none, lost: 1, unexpected: 1 })
    expect(counts([fact()], [play(), play({ key: 'movie:16662' })])).toEqual({
      ...none,
      unexpected: 1,
      right: 1,
    })
  })

  it('allow a second where the time was told, what is set where it was not, and what nobody can know', () => {
    const late = (ms: number): BookPlay[] => [play({ watchedAt: at + ms })]
    expect(counts([fact()], late(1000))).toEqual({ ...none, right: 1 })
    expect(counts([fact()], late(1001))).toEqual({ ...none, wrongTime: 1 })
    const untold = fact({ timeTold: false })
    expect(counts([untold], late(4000), { untoldToleranceMs: 5000 })).toEqual({ ...none, right: 1 })
    expect(counts([fact({ withinMs: 60_000 })], late(61_000))).toEqual({ ...none, right: 1 })
    expect(counts([fact({ withinMs: 60_000 })], late(61_001))).toEqual({ ...none, wrongTime: 1 })
  })
})
