/** When something happened, and whether the player said so itself. UTC milliseconds. */
export interface When {
  readonly at: number
  readonly atTold: boolean
}

const minuteMs = 60_000
/** A clock this far ahead is wrong, not merely a little fast. */
const aheadMs = 5 * minuteMs
/** For players that send at once and never again: a time of yesterday is a clock that is wrong. */
export const sentAtOnceMs: number = 24 * 60 * minuteMs
/** For senders that keep and resend: only what is older than any such clock (1 January 2000). */
const oldestBelievedAt = 946_684_800_000

const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?<zone>Z|[+-]\d\d:?\d\d)?$/i

/** Reads ISO 8601; a time without zone is taken as UTC only where the player says that it is. Null for anything else. */
export function instantOf(text: string | null, withoutZone: 'utc' | 'unknown' = 'unknown'): number | null {
  if (text === null) return null
  const parts = iso.exec(text)
  if (parts === null) return null
  const zone = parts.groups?.['zone']
  if (zone === undefined && withoutZone === 'unknown') return null
  const at = Date.parse(zone === undefined ? `${text}Z` : text)
  return Number.isFinite(at) ? at : null
}

/** Believes the player's clock where it can be right. A clock slightly ahead must not put a play into the future. */
export function whenOf(told: number | null, receivedAt: number, oldestMs: number | null = null): When {
  const oldestAt = oldestMs === null ? oldestBelievedAt : receivedAt - oldestMs
  if (told === null || told > receivedAt + aheadMs || told < oldestAt) {
    return { at: receivedAt, atTold: false }
  }
  return { at: Math.min(Math.round(told), receivedAt), atTold: true }
}

/** Nothing that is played lasts a month. */
const longestMs = 30 * 24 * 60 * minuteMs

/** A position or duration in whole milliseconds; null for what is none. */
export function milliseconds(told: number | null): number | null {
  return told === null || told < 0 || told > longestMs ? null : Math.round(told)
}

/** Jellyfin and Emby count in ticks of 100 ns. */
export function millisecondsOfTicks(ticks: number | null): number | null {
  return ticks === null ? null : milliseconds(ticks / 10_000)
}
