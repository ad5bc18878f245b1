import type { EveningOptions } from './facts.ts'

/** How people watch and how their players fail, with nothing left open. */
export type Habits = Required<Omit<EveningOptions, 'people' | 'plays' | 'kinds' | 'titles'>>

const hourMs = 3_600_000

export const usualHabits: Habits = {
  startAt: Date.UTC(2026, 0, 5, 18),
  eveningMs: 5 * hourMs,
  abandonedShare: 0.12,
  pauseShare: 0.35,
  seekShare: 0.2,
  rolloverShare: 0.4,
  replayShare: 0.06,
  moveShare: 0.05,
  secondDeviceShare: 0.06,
  twiceToldShare: 0.06,
  doubleEpisodeShare: 0.2,
  missingShare: 0.15,
  duplicateShare: 0.06,
  reorderShare: 0.05,
}
