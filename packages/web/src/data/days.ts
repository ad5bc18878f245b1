const two = (n: number): string => String(n).padStart(2, '0')

/** A day of the reader's own zone as a date field has it: `2026-11-21`. */
export function dayText(at: number): string {
  const day = new Date(at)
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** The same with hours and minutes, as a date and time field has it. */
export function minuteText(at: number): string {
  const moment = new Date(at)
  return `${dayText(at)}T${two(moment.getHours())}:${two(moment.getMinutes())}`
}

/** The moment of a date and time field in the reader's zone; null where it is empty or no date. */
export function readMoment(text: string): number | null {
  const at = text === '' ? Number.NaN : new Date(text).getTime()
  return Number.isNaN(at) ? null : at
}

/** What a gap may span at most; the server takes no more. */
const longestMs = 366 * 86_400_000

/**
 * From the start of the first day to the end of the last, in the reader's zone; null where that is no range, or one
 * longer than a year.
 */
export function readDays(from: string, to: string): { readonly from: number; readonly to: number } | null {
  const start = readMoment(`${from}T00:00`)
  const end = readMoment(`${to}T00:00`)
  if (start === null || end === null || end < start) return null
  const next = new Date(end)
  next.setDate(next.getDate() + 1)
  const range = { from: start, to: next.getTime() - 1 }
  return range.to - range.from > longestMs ? null : range
}

/** Counted by the calendar: two days a year are not 24 hours long. */
export function daysAgo(days: number, now: number): string {
  const day = new Date(now)
  day.setDate(day.getDate() - days)
  return dayText(day.getTime())
}
