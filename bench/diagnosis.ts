import { readFileSync } from 'node:fs'
import type { Exchange } from '@cuemark/diagnosis'
import { diagnose } from '@cuemark/services/diagnose'
import { exchangeOf, parseCorpus } from '../packages/services/src/corpus/corpus.ts'

const corpusFile = new URL('../packages/services/src/corpus/dev.jsonl', import.meta.url)
const roundsPerRun = 1000
const runs = 5

/** Nothing is kept between two diagnoses, so the same rows can be read again and again. */
function measure(exchanges: readonly Exchange[]): { perSecond: number; failures: number } {
  let failures = 0
  const startedAt = process.hrtime.bigint()
  for (let round = 0; round < roundsPerRun; round += 1) {
    for (const exchange of exchanges) if (diagnose(exchange) !== null) failures += 1
  }
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9
  return { perSecond: (roundsPerRun * exchanges.length) / seconds, failures }
}

/** Half of all single diagnoses take less than this. */
function medianMicros(exchanges: readonly Exchange[]): number {
  const durations: number[] = []
  for (let round = 0; round < 100; round += 1) {
    for (const exchange of exchanges) {
      const startedAt = process.hrtime.bigint()
      diagnose(exchange)
      durations.push(Number(process.hrtime.bigint() - startedAt) / 1000)
    }
  }
  return median(durations)
}

function median(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b)
  return ordered[Math.floor(ordered.length / 2)] ?? 0
}

/** Diagnoses a second on one core, over the corpus of real failures. */
export async function run(): Promise<void> {
  const exchanges = parseCorpus(readFileSync(corpusFile, 'utf8')).map((row) => exchangeOf(row))
  measure(exchanges)
  const results = Array.from({ length: runs }, () => measure(exchanges))
  const perSecond = median(results.map((result) => result.perSecond))
  console.log(
    `diagnosis: ${Math.round(perSecond).toLocaleString('en-US')} diagnoses/s on one core ` +
      `(median of ${runs}, ${exchanges.length} corpus rows), p50 ${medianMicros(exchanges).toFixed(2)} µs`,
  )
}
