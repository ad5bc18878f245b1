import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCorpus, readCorpus } from './corpus.ts'

const rows = parseCorpus(readFileSync(new URL('dev.jsonl', import.meta.url), 'utf8'))
const read = readCorpus(rows)
const scorable = read.filter(({ row }) => row.scorable)

/** Rows whose kind is not one of those given, for the message of a failing test. */
function missed(fits: (kind: string | null, row: (typeof read)[number]['row']) => boolean): string[] {
  return scorable
    .filter(({ row, kind }) => !fits(kind, row))
    .map(({ row, kind, diagnosis }) => `${row.id}: ${row.kind} was read as ${kind} (${diagnosis?.cause})`)
}

describe('the corpus of real failures', () => {
  it('is all there', () => {
    expect(rows.length).toBe(221)
    expect(scorable.length).toBe(160)
  })

  it('is read as a kind that the evidence allows in at least 95 of 100 rows', () => {
    const misses = missed((kind, row) => row.accept.some((accepted) => accepted === kind))
    expect(misses.length, misses.join('\n')).toBeLessThanOrEqual(scorable.length * 0.05)
  })

  it('is read as exactly the kind that was found out in at least 80 of 100 rows', () => {
    const misses = missed((kind, row) => kind === row.kind)
    expect(misses.length, misses.join('\n')).toBeLessThanOrEqual(scorable.length * 0.2)
  })

  it('never has a credential blamed for a 5xx, a page or a broken connection', () => {
    for (const { row, kind } of read) {
      const { status, body, transport_error: error } = row.exchange
      const isCleared =
        (status ?? 0) >= 500 || error !== null || /^\s*<(?:!doctype|html|title)/i.test(body ?? '')
      if (isCleared) expect(kind, row.id).not.toBe('authentication')
    }
  })

  it('is called unknown where nothing was visible', () => {
    const blind = read.filter(
      ({ row: { exchange: seen } }) =>
        seen.status === null &&
        seen.body === null &&
        seen.transport_error === null &&
        !seen.url?.includes('/'),
    )
    for (const { kind, row } of blind) expect(kind, row.id).toBe('unknown')
  })
})
