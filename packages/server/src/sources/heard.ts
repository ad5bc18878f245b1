import { createHash } from 'node:crypto'
import type { PlaybackEvent, Title } from '@cuemark/domain'
import type { SourceEvent } from '../app/ports-plays.ts'
import type { Heard } from '../app/use-cases-plays.ts'
import type { When } from './told-time.ts'
import { textOfEvent } from './words.ts'

/** Longest key of a player's user that fits into an address. */
const longestKey = 200

/** A playback event with what the player did not tell as null. */
export function playbackOf(
  type: PlaybackEvent['type'],
  title: Title,
  when: When,
  told: Partial<Pick<PlaybackEvent, 'positionMs' | 'durationMs' | 'device' | 'paused' | 'completed'>>,
): SourceEvent {
  const event: PlaybackEvent = {
    type,
    title,
    positionMs: told.positionMs ?? null,
    durationMs: told.durationMs ?? null,
    ...when,
    device: told.device ?? null,
    paused: type === 'progress' ? (told.paused ?? null) : null,
    completed: type === 'stop' ? (told.completed ?? null) : null,
  }
  return { type: 'playback', event }
}

/** A user by id where the player tells one, else by name; null where it tells neither. */
export function playerOf(id: string | null, name: string | null): Heard['player'] {
  const key = id ?? name
  return key === null ? null : { key: key.slice(0, longestKey), name: (name ?? key).slice(0, longestKey) }
}

/**
 * Makes a repeated message known where the sender numbers none. Only with a time of the player in it: without one, a
 * second viewing would look like a repeat of the first.
 */
export function repeatId(when: When, parts: readonly (string | number | boolean | null)[]): string | null {
  if (!when.atTold) return null
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

export function heardOf(event: SourceEvent, senderId: string | null, player: Heard['player']): Heard {
  return { event, senderId, player, text: textOfEvent(event) }
}
