/** What is left until a moment, as a clock shows it: `9:58`, `0:00` when it is over, `1:02:03` above an hour. */
export function clockLeft(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = two(seconds % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** How much of a span is left, 0 to 1. */
export function shareLeft(from: number, until: number, now: number): number {
  if (until <= from) return 0
  return Math.min(1, Math.max(0, (until - now) / (until - from)))
}
