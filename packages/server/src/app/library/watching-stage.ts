import type { LibraryTitle, StremioPerson, StremioTitle } from '@cuemark/testkit'
import type { LibraryStage } from './library-stage.ts'

export const minuteMs = 60_000
export const lengthMs: number = 40 * minuteMs

export const series: StremioTitle = {
  id: 'tt0903747',
  name: 'Breaking Bad',
  type: 'series',
  videoIds: Array.from({ length: 7 }, (_, index) => `tt0903747:1:${index + 1}`),
}
export const movie: StremioTitle = { id: 'tt0133093', name: 'The Matrix', type: 'movie', videoIds: [] }

type Told = Parameters<LibraryTitle['write']>[1]

/** Played to this position from the beginning. */
export const at = (positionMs: number, videoId = 'tt0903747:1:1'): Told => ({
  videoId,
  positionMs,
  durationMs: lengthMs,
  playedMs: positionMs,
})

/** Somebody watching at Stremio, on the stage's clock. */
export interface Watching {
  readonly row: (title: StremioTitle, person?: StremioPerson) => LibraryTitle
  /** Plays from the beginning and closes at the end, all of it between two polls. */
  readonly watch: (title: StremioTitle, videoId: string, endedAt?: number) => void
  /** Until what was left alone just now has been read. */
  readonly settle: () => Promise<void>
}

export function watchingAs(stage: LibraryStage, ada: StremioPerson): Watching {
  const row: Watching['row'] = (title, person = ada) => person.title(title, stage.clock.now())
  return {
    row,
    watch: (title, videoId, endedAt = stage.clock.now()) => {
      row(title).write(endedAt - lengthMs, at(0, videoId))
      row(title).close(endedAt, at(lengthMs, videoId))
    },
    settle: () => stage.pass(9 * minuteMs),
  }
}
