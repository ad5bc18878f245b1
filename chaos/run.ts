/**
 * `npm run chaos -- --plays 5000 --seed 1 [--people 6] [--database sqlite|postgres] [--tokens 7d|24h] [--short]`, and
 * `npm run chaos -- --year [--days 365] …` for a year of sign-ins. Ends with 1 on any fault.
 */
import { parseArgs } from 'node:util'
import { runChaos } from './chaos.ts'
import type { DatabaseKind } from './databases.ts'
import { faultsOf, isGoodYear, linesOf, linesOfYear } from './report.ts'
import type { ChaosOptions } from './stage.ts'
import { runYear } from './year.ts'

const hourMs = 3_600_000
const tokenLives: Readonly<Record<string, number>> = { '7d': 7 * 24 * hourMs, '24h': 24 * hourMs }
const databases: readonly DatabaseKind[] = ['sqlite', 'postgres']
const shortPlays = 150

const { values } = parseArgs({
  options: {
    plays: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    people: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
    tokens: { type: 'string', default: '7d' },
    short: { type: 'boolean', default: false },
    year: { type: 'boolean', default: false },
    days: { type: 'string', default: '365' },
    logs: { type: 'boolean', default: false },
  },
})

function wrong(text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(2)
}

const count = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text)
  return Number.isInteger(value) && value >= least && value <= most
    ? value
    : wrong(`--${name} is a whole number from ${least} to ${most}.`)
}

const seed = count('seed', values.seed, 0, 2 ** 31)
const database =
  databases.find((kind) => kind === values.database) ?? wrong('--database is sqlite or postgres.')
const tokenLifeMs = tokenLives[values.tokens] ?? wrong('--tokens is 7d or 24h.')
const people = count('people', values.people ?? (values.year || values.short ? '3' : '6'), 1, 8)

const say = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`)

async function year(): Promise<boolean> {
  const days = count('days', values.days, 1, 3650)
  const report = await runYear({ database, seed, tokenLifeMs, days, people })
  say(linesOfYear(report))
  if (values.logs) say(report.logged)
  return isGoodYear(report)
}

let saidAtMs = performance.now()
const onProgress = (share: number, text: string): void => {
  if (performance.now() - saidAtMs < 20_000) return
  saidAtMs = performance.now()
  process.stderr.write(`${Math.round(share * 100)} %: ${text}\n`)
}

async function chaos(): Promise<boolean> {
  const plays = values.short ? shortPlays : count('plays', values.plays, 1, 100_000)
  const options: ChaosOptions = { seed, plays, people, database, tokenLifeMs, onProgress }
  const report = await runChaos(options)
  say(linesOf(report))
  if (values.logs) say(report.logged)
  return faultsOf(report).length === 0
}

// Folders, disks and servers go with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
process.exitCode = (await (values.year ? year() : chaos())) ? 0 : 1
