import { describe, expect, it } from 'vitest'
import { runChaos } from './chaos.ts'
import { faultsOf, linesOf } from './report.ts'

const dayMs = 86_400_000

/** Processes are started again and again, and a busy machine is slow at that. */
const longestMs = 300_000

describe('while everything goes wrong', () => {
  it.each([
    { database: 'sqlite', plays: 150, seed: 1, tokenLifeMs: dayMs },
    { database: 'postgres', plays: 60, seed: 2, tokenLifeMs: 7 * dayMs },
  ] as const)(
    '$database loses, doubles and misdates no play',
    async (how) => {
      const report = await runChaos({ ...how, people: 3 })
      const lines = linesOf(report).join('\n')
      expect(faultsOf(report), lines).toEqual([])
      const { verdict, weather, messages, faultsMet } = report
      expect(verdict.trakt.right, lines).toBe(verdict.facts)
      expect(verdict.facts).toBeGreaterThanOrEqual(how.plays)
      // A run in good weather would prove nothing.
      const { message, acted, work } = weather.kills
      expect(message + acted + work, lines).toBeGreaterThan(4)
      expect(weather.outages * (faultsMet['lost_answer'] ?? 0), lines).toBeGreaterThan(0)
      // Where a disk could be full, players were told that nothing was kept.
      expect(messages.refused['507'] ?? 0, lines).toBeGreaterThanOrEqual(weather.diskFull)
    },
    longestMs,
  )
})
