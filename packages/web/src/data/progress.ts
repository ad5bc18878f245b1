import type { NowPlayingView } from '@cuemark/contract'

/** Percent of a title that is on now: what the player told last, and what has passed since. Null when unknown. */
export function progressAt(playing: NowPlayingView, now: number): number | null {
  const { progress, positionMs, durationMs, positionAt, state } = playing
  const passedMs = state === 'playing' ? Math.max(0, now - positionAt) : 0
  if (durationMs !== null && durationMs > 0) {
    const fromMs = positionMs ?? ((progress ?? 0) / 100) * durationMs
    if (positionMs !== null || progress !== null) return Math.min(100, ((fromMs + passedMs) / durationMs) * 100)
  }
  return progress
}

/** What is left of it in milliseconds; null where the player tells no duration. */
export function leftMs(playing: NowPlayingView, now: number): number | null {
  const percent = progressAt(playing, now)
  if (percent === null || playing.durationMs === null || playing.durationMs <= 0) return null
  return playing.durationMs * (1 - percent / 100)
}
