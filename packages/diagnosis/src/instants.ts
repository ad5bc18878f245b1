/** Moments and durations as services write them, read without a clock. All results are milliseconds. */

const dayMs = 86_400_000
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** UTC milliseconds of a date of the Gregorian calendar; `null` when a part is out of range. */
function instantOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | null {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null
  // Days since 1970-01-01, counting years from March so that the leap day comes last.
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  const days = era * 146_097 + dayOfEra - 719_468
  return days * dayMs + hour * 3_600_000 + minute * 60_000 + second * 1000
}

const imfDate =
  /^[a-z]{3,9},? (\d{1,2})[ -]([a-z]{3})[ -](\d{2,4}) (\d{1,2}):(\d{2}):(\d{2})(?: (?:gmt|utc))?$/i
const ascDate = /^[a-z]{3} ([a-z]{3}) {1,2}(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) (\d{4})$/i

/** The three date forms of HTTP (RFC 9110): IMF-fixdate, RFC 850 and asctime. */
export function parseHttpDate(text: string): number | null {
  const imf = imfDate.exec(text.trim())
  if (imf !== null) {
    const [, day, month, year, hour, minute, second] = imf
    return fromNames(year, month, day, hour, minute, second)
  }
  const asc = ascDate.exec(text.trim())
  if (asc === null) return null
  const [, month, day, hour, minute, second, year] = asc
  return fromNames(year, month, day, hour, minute, second)
}

function fromNames(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
): number | null {
  const number = months.indexOf((month ?? '').toLowerCase()) + 1
  const short = Number(year)
  // Two-digit years only occur in RFC 850 dates; nothing of this field is older than 1970.
  const full = (year ?? '').length > 2 ? short : short + (short < 70 ? 2000 : 1900)
  return number === 0
    ? null
    : instantOf(full, number, Number(day), Number(hour), Number(minute), Number(second))
}

const isoDate =
  /^(\d{4})-(\d{2})-(\d{2})[t ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(z|[+-]\d{2}:?\d{2})?$/i

/** An ISO 8601 instant; without a zone it is read as UTC. */
export function parseIsoInstant(text: string): number | null {
  const match = isoDate.exec(text.trim())
  if (match === null) return null
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  const whole = instantOf(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second ?? '0'),
  )
  if (whole === null) return null
  const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000)
  return whole + ms - zoneMs(zone)
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone.toLowerCase() === 'z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.slice(1).replace(':', '')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: dayMs }
const durationPart = /(\d{1,12}(?:\.\d{1,9})?)(ms|d|h|m|s)/g
const durationWhole = /^(?:\d{1,12}(?:\.\d{1,9})?(?:ms|d|h|m|s))+$/

/** A duration as Go prints it and OpenAI sends it: `1s`, `6m0s`, `12ms`, `1h2m3.5s`. */
export function parseGoDuration(text: string): number | null {
  const trimmed = text.trim().toLowerCase()
  if (!durationWhole.test(trimmed)) return null
  let total = 0
  for (const [, amount, unit] of trimmed.matchAll(durationPart)) {
    total += Number(amount) * (unitMs[unit ?? ''] ?? 0)
  }
  return Math.ceil(total)
}

/** The first midnight UTC after a moment. */
export function nextMidnightUtc(at: number): number {
  return (Math.floor(at / dayMs) + 1) * dayMs
}
