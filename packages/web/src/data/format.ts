import { words } from '../texts/words.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Numbers grouped as the reader's locale does. */
export function grouped(value: number, locale?: string): string {
  return new Intl.NumberFormat(locale).format(value)
}

/** A duration in its largest fitting unit: `340 ms`, `4.2 s`, `12 min`, `3 h`, `5 days`. */
export function duration(ms: number): string {
  if (ms < second) return words.milliseconds(Math.max(0, Math.round(ms)))
  if (ms < 10 * second) return words.seconds(Math.round(ms / 100) / 10)
  if (ms < minute) return words.seconds(Math.round(ms / second))
  return rough(ms)
}

function rough(ms: number): string {
  if (ms < minute) return words.seconds(Math.floor(ms / second))
  if (ms < hour) return words.minutes(Math.floor(ms / minute))
  if (ms < 2 * day) return words.hours(Math.floor(ms / hour))
  return words.days(Math.floor(ms / day))
}

/** `2 min ago`, `in 3 h`; within ten seconds it is `just now` or `in a moment`. */
export function relative(at: number, now: number): string {
  const away = at - now
  if (Math.abs(away) < 10 * second) return away > 0 ? words.inAMoment : words.justNow
  if (away < 0) return words.ago(rough(-away))
  // Rounded up ahead: "in 59 min" a second after "in 1 h" reads as if time ran twice.
  return words.ahead(rough(away + (away < hour ? second : 30 * second)))
}

/** The same of what has happened, which never lies ahead: this device's clock may be behind the server's. */
export function since(at: number, now: number): string {
  return relative(Math.min(at, now), now)
}

export interface Zone {
  readonly locale?: string
  readonly timeZone?: string
}

function formatter(options: Intl.DateTimeFormatOptions, zone: Zone): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(zone.locale, {
    ...options,
    ...(zone.timeZone === undefined ? {} : { timeZone: zone.timeZone }),
  })
}

/** The whole moment, for hovering and for reports. */
export function absolute(at: number, zone: Zone = {}): string {
  return formatter({ dateStyle: 'medium', timeStyle: 'medium' }, zone).format(at)
}

/** The clock time, with the day when it is not today. */
export function clock(at: number, now: number, zone: Zone = {}): string {
  const dayOf = formatter({ dateStyle: 'short' }, zone)
  const time = formatter({ timeStyle: 'short' }, zone).format(at)
  if (dayOf.format(at) === dayOf.format(now)) return time
  if (dayOf.format(at) === dayOf.format(now + day)) return words.tomorrowAt(time)
  if (dayOf.format(at) === dayOf.format(now - day)) return words.yesterdayAt(time)
  return formatter({ month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }, zone).format(at)
}

/** The same inside a sentence: `at 14:00`, `tomorrow 02:00`. */
export function atClock(at: number, now: number, zone: Zone = {}): string {
  const text = clock(at, now, zone)
  return text === formatter({ timeStyle: 'short' }, zone).format(at) ? words.at(text) : text
}

/** Tomorrow at eight in the reader's own zone, as "until tomorrow" means it. */
export function tomorrowMorning(now: number): number {
  const morning = new Date(now)
  morning.setDate(morning.getDate() + 1)
  morning.setHours(8, 0, 0, 0)
  return morning.getTime()
}

export const anHour: number = hour
