import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { LibraryItem } from './account-client.ts'
import { type DatedItem, datedItem } from './library-dated.ts'

const at = 1_795_218_236_693
const series = (over: Partial<LibraryItem> = {}): LibraryItem => ({
  id: 'tt0903747',
  name: 'Breaking Bad',
  type: 'series',
  removed: false,
  temp: false,
  modifiedAt: at + 100,
  lastWatchedAt: at,
  videoId: 'tt0903747:1:3',
  timeOffsetMs: 1_800_000,
  timeWatchedMs: 1_800_000,
  overallTimeWatchedMs: 9_000_000,
  durationMs: 3_600_000,
  timesWatched: 0,
  flaggedWatched: false,
  watched: null,
  ...over,
})
const movie = (over: Partial<LibraryItem> = {}): LibraryItem =>
  series({ id: 'tt0133093', type: 'movie', videoId: 'tt0133093', ...over })
const bits = (anchor: string, ...set: readonly number[]): string => {
  const bytes = Buffer.alloc(1)
  for (const bit of set) bytes[0] = (bytes[0] ?? 0) | (1 << bit)
  return `${anchor}:${Math.max(...set) + 1}:${deflateSync(bytes).toString('base64')}`
}
const read = (item: LibraryItem): DatedItem =>
  datedItem(item, { inflate: (packed) => inflateSync(Buffer.from(packed, 'base64')), watchedShare: 0.8 })
const seen = (videoId: string): DatedItem => ({ seen: { videoId, at }, isMoreMarked: false })
const nothing: DatedItem = { seen: null, isMoreMarked: false }
const marks: DatedItem = { seen: null, isMoreMarked: true }

describe('a movie’s own row', () => {
  it.each<[string, Partial<LibraryItem>, DatedItem]>([
    ['seen to its end', { timeOffsetMs: 0, flaggedWatched: true, timesWatched: 1 }, seen('tt0133093')],
    ['left behind the threshold', { timeOffsetMs: 3_000_000 }, seen('tt0133093')],
    ['marked by hand', { timeOffsetMs: 0, timesWatched: 1 }, seen('tt0133093')],
    ['begun', {}, nothing],
    ['seen once and begun again', { flaggedWatched: true, timesWatched: 1 }, marks],
    [
      'seen at a time that the row does not have',
      { lastWatchedAt: null, timeOffsetMs: 0, timesWatched: 1 },
      marks,
    ],
    ['carrying the field without meaning', { watched: 'undefined:1:eJwDAAAAAAE=' }, nothing],
  ])('dates one that was %s only as far as it can', (_, over, expected) => {
    expect(read(movie(over))).toEqual(expected)
  })
})

describe('a series’ own row', () => {
  const atNext = { timeOffsetMs: 1, timeWatchedMs: 0 }
  it('dates the episode that was left behind the threshold', () => {
    expect(read(series({ timeOffsetMs: 3_000_000 }))).toEqual(seen('tt0903747:1:3'))
  })

  it('dates the last one of all, which is set back to its beginning', () => {
    expect(read(series({ timeOffsetMs: 0, flaggedWatched: true }))).toEqual(seen('tt0903747:1:3'))
  })

  it('dates the one before the next, and none of those before it', () => {
    expect(read(series({ ...atNext, watched: bits('tt0903747:1:2', 1) }))).toEqual(seen('tt0903747:1:2'))
    expect(read(series({ ...atNext, watched: bits('tt0903747:1:2', 0, 1) }))).toEqual({
      ...seen('tt0903747:1:2'),
      isMoreMarked: true,
    })
  })

  it('dates nothing where the next was only opened', () => {
    expect(read(series(atNext))).toEqual(nothing)
    expect(read(series({ ...atNext, watched: bits('tt0903747:1:1', 0) }))).toEqual(marks)
    expect(read(series({ ...atNext, videoId: 'tt0903747:2:1', watched: bits('tt0903747:1:7', 6) }))).toEqual(
      marks,
    )
  })

  it('dates no mark while another episode is in the middle', () => {
    expect(read(series({ watched: bits('tt0903747:1:2', 0, 1) }))).toEqual(marks)
  })

  it('dates nothing without a time', () => {
    expect(read(series({ timeOffsetMs: 3_000_000, lastWatchedAt: null }))).toEqual(nothing)
  })
})

it('passes over rows of other kinds', () => {
  expect(read(movie({ type: 'channel', timeOffsetMs: 0, timesWatched: 1 }))).toEqual(nothing)
})
