import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { LibraryItem } from './account-client.ts'
import { libraryFindings, type RememberedItem, rememberItem } from './library-changes.ts'

const inflate = (packed: string): Uint8Array | null => {
  try {
    return inflateSync(Buffer.from(packed, 'base64'))
  } catch {
    return null
  }
}
const at = 1_795_218_236_693
const series = (over: Partial<LibraryItem> = {}): LibraryItem => ({
  id: 'tt0903747',
  name: 'Breaking Bad',
  type: 'series',
  removed: true,
  temp: true,
  modifiedAt: at + 100,
  lastWatchedAt: at,
  videoId: 'tt0903747:1:2',
  timeOffsetMs: 1_800_000,
  timeWatchedMs: 0,
  overallTimeWatchedMs: 0,
  durationMs: 3_600_000,
  timesWatched: 0,
  flaggedWatched: false,
  watched: null,
  ...over,
})
const movie = (over: Partial<LibraryItem> = {}): LibraryItem =>
  series({ id: 'tt0133093', type: 'movie', videoId: 'tt0133093', ...over })
const bits = (anchor: string, ...set: readonly number[]): string => {
  const bytes = Buffer.alloc(4)
  for (const bit of set) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7))
  return `${anchor}:${Math.max(...set) + 1}:${deflateSync(bytes).toString('base64')}`
}
const since = (before: LibraryItem | null, item: LibraryItem) => {
  const known: RememberedItem | null = before === null ? null : rememberItem(before)
  return libraryFindings(known, item, { inflate, watchedShare: 0.8 })
}
const later = { modifiedAt: at + 900_000, lastWatchedAt: at + 890_000 }

const seen = (videoId: string, when: number, atTold = true) => ({
  type: 'seen',
  videoId,
  at: when,
  atTold,
})
const seenIds = (findings: ReturnType<typeof since>): readonly (string | null)[] =>
  findings.map((finding) => ('videoId' in finding ? finding.videoId : null))
/** Closed past the credits: the client itself has put the next episode there. */
const atNext = (number: number, over: Partial<LibraryItem> = {}): LibraryItem =>
  series({ ...later, videoId: `tt0903747:1:${number}`, timeOffsetMs: 1, timeWatchedMs: 0, ...over })

describe('an episode in the library of Stremio', () => {
  it('is seen when playing moved on to the next one at its start', () => {
    expect(since(series(), atNext(3))).toEqual([seen('tt0903747:1:2', later.lastWatchedAt)])
  })

  it('is the one before the next, whatever was begun before', () => {
    const begun = series({ timeOffsetMs: 60_000 })
    expect(since(begun, atNext(5))).toEqual([seen('tt0903747:1:4', later.lastWatchedAt)])
    expect(since(null, atNext(2))).toEqual([seen('tt0903747:1:1', later.lastWatchedAt)])
  })

  it('is the last one of a season when the next begins', () => {
    const last = series({ videoId: 'tt0903747:1:7' })
    expect(since(last, atNext(1, { videoId: 'tt0903747:2:1' }))).toEqual([
      seen('tt0903747:1:7', later.lastWatchedAt),
    ])
  })

  it('is seen again when the next one stood ready already', () => {
    const first = atNext(3, { timesWatched: 1 })
    const again = { lastWatchedAt: at + 9_000_000, modifiedAt: at + 9_000_500 }
    expect(since(first, { ...first, ...again, timesWatched: 2 })).toEqual([
      seen('tt0903747:1:2', again.lastWatchedAt),
    ])
    expect(since(first, { ...first, ...again })).toEqual([])
  })

  it('is not seen when another one was chosen', () => {
    expect(since(series(), series({ ...later, videoId: 'tt0903747:1:5', timeOffsetMs: 60_000 }))).toEqual([])
    expect(since(series(), series({ ...later, videoId: 'tt0903747:1:5', timeOffsetMs: 0 }))).toEqual([])
  })

  it('is seen when its bit was set, and those before it are not seen again', () => {
    const before = series({ watched: bits('tt0903747:1:1', 0) })
    const after = series({ ...later, watched: bits('tt0903747:1:3', 0, 1, 2) })
    expect(seenIds(since(before, after))).toEqual(['tt0903747:1:3', 'tt0903747:1:2'])
  })

  it('is seen at the moment of the mark when it was marked by hand', () => {
    const after = series({ modifiedAt: at + 5000, watched: bits('tt0903747:1:1', 0) })
    expect(since(series(), after)).toEqual([seen('tt0903747:1:1', at + 5000)])
  })

  it('that was seen before the last one was seen before it, and the row does not tell when', () => {
    const before = series({ watched: bits('tt0903747:1:1', 0), lastWatchedAt: at - 20_000_000 })
    const after = atNext(4, { watched: bits('tt0903747:1:3', 0, 1, 2), timesWatched: 2 })
    expect(since(before, after)).toEqual([
      seen('tt0903747:1:3', later.lastWatchedAt),
      seen('tt0903747:1:2', later.lastWatchedAt - 3_600_000, false),
    ])
  })

  it('is found at the end of a season, when the next was begun since', () => {
    const before = series({ videoId: 'tt0903747:1:5', watched: bits('tt0903747:1:5', 3, 4) })
    const after = atNext(2, {
      videoId: 'tt0903747:2:2',
      watched: bits('tt0903747:2:1', 3, 4, 5, 6, 7),
    })
    expect(seenIds(since(before, after))).toEqual(['tt0903747:2:1', 'tt0903747:1:7', 'tt0903747:1:6'])
    // The list has moved by one: nobody can say which episode a bit of another season is.
    const moved = { ...after, watched: bits('tt0903747:2:1', 4, 5, 6, 7, 8) }
    expect(seenIds(since(before, moved))).toEqual(['tt0903747:2:1'])
  })

  it('is seen when it was left behind the threshold, though Stremio does not say so yet', () => {
    const after = series({ ...later, timeOffsetMs: 3_180_000 })
    expect(since(series(), after)).toEqual([seen('tt0903747:1:2', later.lastWatchedAt)])
    expect(since(after, series({ ...later, modifiedAt: at + 950_000, timeOffsetMs: 3_190_000 }))).toEqual([])
  })

  it('left behind the threshold and finished another day is seen once', () => {
    const left = series({
      ...later,
      timeOffsetMs: 3_180_000,
      timeWatchedMs: 10_000,
      overallTimeWatchedMs: 10_000,
    })
    const finished = atNext(3, {
      lastWatchedAt: at + 90_000_000,
      modifiedAt: at + 90_000_500,
      overallTimeWatchedMs: 10_000 + 420_000 + 430_000,
    })
    expect(since(left, finished)).toEqual([])
    const fromItsStart = { ...finished, overallTimeWatchedMs: 3_610_000 + 3_610_000, timesWatched: 1 }
    expect(seenIds(since(left, fromItsStart))).toEqual(['tt0903747:1:2'])
  })

  it('left behind the threshold, with the next one seen after its rest, is seen once', () => {
    const left = series({
      ...later,
      timeOffsetMs: 3_180_000,
      timeWatchedMs: 10_000,
      overallTimeWatchedMs: 10_000,
    })
    const both = atNext(4, {
      lastWatchedAt: at + 90_000_000,
      watched: bits('tt0903747:1:3', 1, 2),
      overallTimeWatchedMs: 10_000 + 420_000 + 430_000 + 2 * 3_600_000,
    })
    expect(seenIds(since(left, both))).toEqual(['tt0903747:1:3'])
  })

  it('that Stremio calls watched and was left before the threshold is seen when it is finished', () => {
    const left = series({
      ...later,
      timeOffsetMs: 2_700_000,
      timesWatched: 1,
      flaggedWatched: true,
      watched: bits('tt0903747:1:2', 1),
      timeWatchedMs: 2_700_000,
      overallTimeWatchedMs: 2_700_000,
    })
    expect(since(series(), left)).toEqual([])
    const finished = atNext(3, {
      lastWatchedAt: at + 90_000_000,
      timesWatched: 1,
      watched: left.watched,
      overallTimeWatchedMs: 2 * 3_600_000,
    })
    expect(since(left, finished)).toEqual([seen('tt0903747:1:2', at + 90_000_000)])
  })

  it('that has none after it is seen at its end, and again when it was played again', () => {
    const last = {
      ...later,
      videoId: 'tt0903747:1:7',
      timeOffsetMs: 0,
      flaggedWatched: true,
      timesWatched: 1,
      timeWatchedMs: 3_600_000,
      overallTimeWatchedMs: 3_600_000,
    }
    expect(since(series(), series(last))).toEqual([seen('tt0903747:1:7', later.lastWatchedAt)])
    const again = { ...last, lastWatchedAt: at + 9_000_000, overallTimeWatchedMs: 7_200_000 }
    expect(seenIds(since(series(last), series(again)))).toEqual(['tt0903747:1:7'])
    expect(since(series(last), series({ ...again, overallTimeWatchedMs: 3_700_000 }))).toEqual([])
  })

  it('is not seen by a mark on the whole series, nor by opening one after the other', () => {
    const played = { timesWatched: 2, overallTimeWatchedMs: 3_600_000 }
    expect(since(series(played), series({ ...played, ...later, timesWatched: 3 }))).toEqual([])
    expect(since(series(played), atNext(3, played))).toEqual([])
  })

  it('says nothing by a change of the row alone', () => {
    expect(since(series(), series({ modifiedAt: at + 1000 }))).toEqual([])
    expect(since(atNext(3), atNext(3, { modifiedAt: at + 950_000 }))).toEqual([])
  })

  it('is read when the title is new since the library was first read', () => {
    expect(since(null, series({ watched: bits('tt0903747:1:1', 0) }))).toEqual([seen('tt0903747:1:1', at)])
  })

  it.each(['a:b:c:1:nonsense', 'tt0903747:1:999999:999999999:eJxjBQAABgAG', ''])(
    'hides nothing behind a field that cannot be read: %s',
    (watched) => {
      expect(since(series(), atNext(3, { watched }))).toHaveLength(1)
    },
  )
})

describe('a movie in the library of Stremio', () => {
  const ended = { ...later, timeOffsetMs: 0, timesWatched: 1, flaggedWatched: true }
  it('is seen to the end', () => {
    expect(since(movie(), movie(ended))).toEqual([seen('tt0133093', later.lastWatchedAt)])
    expect(since(movie(ended), movie({ ...ended, modifiedAt: at + 950_000 }))).toEqual([])
  })

  it('is seen again', () => {
    const again = { ...ended, lastWatchedAt: at + 90_000_000, timesWatched: 2 }
    expect(since(movie(ended), movie(again))).toEqual([seen('tt0133093', at + 90_000_000)])
  })

  it('is seen when it was marked by hand in the middle', () => {
    expect(since(movie(), movie({ ...later, timesWatched: 1 }))).toEqual([
      seen('tt0133093', later.lastWatchedAt),
    ])
  })

  it('left at 75 %, which Stremio calls watched, is seen when it is finished, and once', () => {
    const left = { ...later, timeOffsetMs: 2_700_000, timesWatched: 1, flaggedWatched: true }
    const finished = {
      ...left,
      timeOffsetMs: 0,
      overallTimeWatchedMs: 900_000,
      lastWatchedAt: at + 90_000_000,
    }
    expect(since(movie(), movie(left))).toEqual([])
    expect(since(movie(left), movie(finished))).toEqual([seen('tt0133093', at + 90_000_000)])
    expect(since(movie(left), movie({ ...finished, timeOffsetMs: 3_200_000 }))).toHaveLength(1)
  })

  it('left at 82 % and finished another day is seen once', () => {
    const left = { ...later, timeOffsetMs: 2_952_000, overallTimeWatchedMs: 2_340_000 }
    expect(since(movie(), movie(left))).toHaveLength(1)
    const finished = { ...ended, lastWatchedAt: at + 90_000_000, overallTimeWatchedMs: 2_988_000 }
    expect(since(movie(left), movie(finished))).toEqual([])
  })

  it('ignores the field without meaning that movies carry', () => {
    expect(since(movie(), movie({ ...later, watched: 'undefined:1:eJwDAAAAAAE=' }))).toEqual([])
  })
})

describe('a title', () => {
  it('is added and removed on purpose only', () => {
    const kept = series({ removed: false, temp: false })
    expect(since(series(), kept)).toEqual([{ type: 'added', at: kept.modifiedAt }])
    expect(since(kept, series({ removed: true, temp: false }))).toEqual([{ type: 'removed', at: at + 100 }])
    expect(since(kept, series({ removed: true, temp: true }))).toEqual([])
  })

  it.each(['other', 'channel', 'tv'])('of another kind is passed over: %s', (type) => {
    expect(since(null, series({ type, timesWatched: 1, timeOffsetMs: 3_500_000 }))).toEqual([])
  })
})
