/** A pure package has no Date; the calendar is that of Gregory, counted from March so that the leap day comes last. */

const dayMs = 86_400_000

const padded = (value: number, length: number): string => String(value).padStart(length, '0')

/** ISO 8601 in UTC with milliseconds. Trakt reads a Unix number as "now" (trakt.md §13). */
export const isoInstant = (at: number): string => {
  const whole = Math.floor(at)
  const day = Math.floor(whole / dayMs)
  const ms = whole - day * dayMs
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const date = `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`
  const clock = [3_600_000, 60_000, 1000].map((unit) =>
    padded(Math.floor(ms / unit) % (unit === 3_600_000 ? 24 : 60), 2),
  )
  return `${date}T${clock.join(':')}.${padded(ms % 1000, 3)}Z`
}
