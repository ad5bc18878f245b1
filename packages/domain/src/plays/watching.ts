import type { PlaybackOutput, PlaybackSession } from './playback.ts'
import { isPausable, percentOf } from './playback-context.ts'

/** Who looks on does not see a smaller jump. */
export const seenJumpPercent = 5

/** Tells what is on now, where that is news and Trakt takes it. What was counted is over for those who look on. */
export function tellWatching(
  session: PlaybackSession,
  action: 'start' | 'pause',
  watchedPercent: number,
): { readonly session: PlaybackSession; readonly outputs: readonly PlaybackOutput[] } {
  const percent = percentOf(session.positionMs, session.durationMs)
  const isTaken = action === 'start' || (isPausable(percent) && percent < watchedPercent)
  if (session.watchedAt !== null || !isTaken) return { session, outputs: [] }
  const progress = percent ?? 0
  return {
    session: { ...session, toldWatching: { action, progress } },
    outputs: [{ type: 'watching', action, title: session.title, progress, at: session.lastEventAt }],
  }
}
