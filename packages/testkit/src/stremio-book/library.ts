import { deflateSync } from 'node:zlib'

/** Rows of a library, written as the real client writes them (stremio.md §3). Times are UTC milliseconds. */

export interface LibraryState {
  lastWatched: string | null
  timeWatched: number
  timeOffset: number
  overallTimeWatched: number
  timesWatched: number
  flaggedWatched: 0 | 1
  duration: number
  video_id: string | null
  watched: string | null
  noNotif: boolean
}

/** As it travels: names as Stremio's. */
export interface LibraryRow {
  readonly _id: string
  readonly name: string
  readonly type: 'movie' | 'series'
  readonly poster: null
  readonly posterShape: 'poster'
  readonly removed: boolean
  readonly temp: boolean
  readonly _ctime: string
  readonly _mtime: string
  readonly state: LibraryState
  readonly behaviorHints: Readonly<Record<string, unknown>>
}

export interface StremioTitle {
  readonly id: string
  readonly name: string
  readonly type: 'movie' | 'series'
  /** Videos of a series in order; empty for a movie. */
  readonly videoIds: readonly string[]
}

/** From this share of the length on, closing moves a series on to its next episode. */
const creditsShare = 0.9
/** From this share of the time played on, a video counts as watched. */
const watchedShare = 0.7
export const pushEveryMs = 90_000

const iso = (at: number): string => new Date(at).toISOString()

/** Bits of the videos seen, least significant first, anchored at the last one that is set. */
export const watchedField = (videoIds: readonly string[], seen: ReadonlySet<string>): string | null => {
  const last = videoIds.findLastIndex((id) => seen.has(id))
  const anchor = videoIds[last]
  if (anchor === undefined) return null
  const bytes = Buffer.alloc((last >> 3) + 1)
  for (const [index, id] of videoIds.entries())
    if (seen.has(id)) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7))
  return `${anchor}:${last + 1}:${deflateSync(bytes).toString('base64')}`
}

/** One person's row for one title, kept true while videos are played. */
export class LibraryTitle {
  readonly title: StremioTitle
  readonly #seen = new Set<string>()
  readonly #createdAt: number
  #modifiedAt: number
  #kept = false
  #deleted = false
  #state: LibraryState = {
    lastWatched: null,
    timeWatched: 0,
    timeOffset: 0,
    overallTimeWatched: 0,
    timesWatched: 0,
    flaggedWatched: 0,
    duration: 0,
    video_id: null,
    watched: null,
    noNotif: false,
  }

  constructor(title: StremioTitle, at: number) {
    this.title = title
    this.#createdAt = at
    this.#modifiedAt = at
  }

  get modifiedAt(): number {
    return this.#modifiedAt
  }

  /** A write while a video plays: at its start, at a pause, and every 90 s. `playedMs` is time really played. */
  write(
    at: number,
    told: { videoId: string; positionMs: number; durationMs: number; playedMs: number },
  ): void {
    const isOther = this.#state.video_id !== told.videoId
    const { timeWatched, overallTimeWatched } = this.#state
    // The client adds what it has added already when the video changes: measured with 0.62.1.
    const playedSince = isOther ? timeWatched + told.playedMs : told.playedMs - timeWatched
    const wasFlagged = !isOther && this.#state.flaggedWatched === 1
    const isWatched = told.playedMs >= told.durationMs * watchedShare
    if (isWatched) this.#seen.add(told.videoId)
    this.#put(at, {
      lastWatched: iso(at),
      video_id: told.videoId,
      timeOffset: told.positionMs,
      duration: told.durationMs,
      timeWatched: told.playedMs,
      overallTimeWatched: overallTimeWatched + playedSince,
      flaggedWatched: isWatched ? 1 : 0,
      timesWatched: this.#state.timesWatched + (isWatched && !wasFlagged ? 1 : 0),
      watched: this.#watched(),
    })
  }

  /**
   * The player is closed: past the credits a series stands at its next episode, and what has none at its beginning.
   */
  close(
    at: number,
    told: { videoId: string; positionMs: number; durationMs: number; playedMs: number },
  ): void {
    this.write(at, told)
    if (told.positionMs < told.durationMs * creditsShare) return
    const next = this.title.videoIds[this.title.videoIds.indexOf(told.videoId) + 1]
    if (this.title.type === 'movie' || next === undefined) return this.#put(at, { timeOffset: 0 })
    const { timeWatched, overallTimeWatched } = this.#state
    this.#put(at, {
      video_id: next,
      timeOffset: 1,
      timeWatched: 0,
      flaggedWatched: 0,
      overallTimeWatched: overallTimeWatched + timeWatched,
    })
  }

  /** By hand: does not move `lastWatched` of a series. */
  mark(at: number, videoId: string): void {
    this.#seen.add(videoId)
    if (this.title.type === 'series') return this.#put(at, { watched: this.#watched() })
    this.#put(at, { timesWatched: 1, lastWatched: iso(at), watched: this.#watched() })
  }

  keep(at: number): void {
    this.#kept = true
    this.#deleted = false
    this.#put(at, {})
  }

  remove(at: number): void {
    this.#kept = false
    this.#deleted = true
    this.#put(at, {})
  }

  row(): LibraryRow {
    return {
      _id: this.title.id,
      name: this.title.name,
      type: this.title.type,
      poster: null,
      posterShape: 'poster',
      removed: !this.#kept,
      temp: !this.#kept && !this.#deleted,
      _ctime: iso(this.#createdAt),
      _mtime: iso(this.#modifiedAt),
      state: { ...this.#state },
      behaviorHints: { defaultVideoId: null, featuredVideoId: null, hasScheduledVideos: false },
    }
  }

  #watched(): string | null {
    if (this.title.type === 'movie') return 'undefined:1:eJwDAAAAAAE='
    return watchedField(this.title.videoIds, this.#seen)
  }

  #put(at: number, change: Partial<LibraryState>): void {
    this.#modifiedAt = Math.max(at, this.#modifiedAt + 1)
    this.#state = { ...this.#state, ...change }
  }
}
