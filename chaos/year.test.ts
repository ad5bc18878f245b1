import { describe, expect, it } from 'vitest'
import { linesOfYear } from './report.ts'
import { runYear } from './year.ts'

const dayMs = 86_400_000

/** Processes are started again and again, and a busy machine is slow at that. */
const longestMs = 300_000

describe('through restarts, outages and refreshes that are cut off', () => {
  it.each([
    { database: 'sqlite', tokenLifeMs: dayMs, days: 60 },
    { database: 'sqlite', tokenLifeMs: 7 * dayMs, days: 180 },
    { database: 'postgres', tokenLifeMs: dayMs, days: 40 },
    { database: 'postgres', tokenLifeMs: 7 * dayMs, days: 120 },
  ] as const)(
    'nobody signs in again: $database, tokens of $tokenLifeMs ms',
    async (how) => {
      const year = await runYear({ ...how, seed: 3, people: 2 })
      const lines = linesOfYear(year).join('\n')
      expect(year, lines).toMatchObject({ reauthorizations: 0, spentRefreshUses: 0, alive: 2 })
      expect(year.kills, lines).toBeGreaterThan(0)
      // Outages and cut off refreshes put some off, none by more than a life.
      expect(year.refreshes, lines).toBeGreaterThan((0.5 * 2 * how.days * dayMs) / how.tokenLifeMs)
    },
    longestMs,
  )
})
