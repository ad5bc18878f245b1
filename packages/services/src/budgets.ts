import type { Exchange } from '@cuemark/diagnosis'
import type { BudgetReading } from './client.ts'
import { readNumber } from './shape.ts'

/** A header as a count. Absent, negative or nonsense is unknown, never zero (facts README rule 7). */
export const countHeader = (exchange: Exchange, name: string): number | null => {
  const count = readNumber(exchange.headers[name])
  return count === null || count < 0 ? null : count
}

export interface Counts {
  readonly limit: number | null
  readonly remaining: number | null
  readonly used?: number | null
  readonly resetsAt: number | null
}

/** A reading, completed where two of the three counts are known; null when nothing is known. */
export const budgetOf = (source: BudgetReading['source'], counts: Counts): BudgetReading | null => {
  // A limit of zero is how some gateways say that they do not count.
  const limit = counts.limit === 0 ? null : counts.limit
  const told = counts.limit === 0 ? null : counts.remaining
  const used = counts.used ?? (limit === null || told === null ? null : Math.max(0, limit - told))
  const remaining = told ?? (limit === null || used === null ? null : Math.max(0, limit - used))
  if (limit === null && used === null && remaining === null) return null
  return { limit, used, remaining, resetsAt: counts.resetsAt, source }
}

/** `1200` as `1,200`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
