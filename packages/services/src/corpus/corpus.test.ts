import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCorpus, readCorpus, type ReadRow } from './corpus.ts'

const rows = parseCorpus(readFileSync(new URL('dev.jsonl', import.meta.url), 'utf8'))
const read = readCorpus(rows)
const scorable = read.filter(({ row }) => row.scorable)

type Fits = (read: ReadRow) => boolean

/** The share of scorable rows that fit, in percent, and those that do not, for reading. */
function score(fits: Fits): { percent: number; misses: readonly string[] } {
  const misses = scorable
    .filter((one) => !fits(one))
    .map(({ row, kind, diagnosis }) => `${row.id}: ${row.kind} was read as ${kind} (${diagnosis?.cause})`)
  return { percent: (100 * (scorable.length - misses.length)) / scorable.length, misses }
}

const isAllowed: Fits = ({ row, kind }) => row.accept.some((accepted) => accepted === kind)

describe('the corpus of real failures', () => {
  it('is all there', () => {
    expect(rows).toHaveLength(221)
    expect(scorable).toHaveLength(160)
  })

  it('is read as a kind that the evidence allows, nearly always', () => {
    expect(score(isAllowed).percent).toBeGreaterThanOrEqual(95)
  })

  it('is read as exactly the kind that was found out, mostly', () => {
    expect(score(({ row, kind }) => kind === row.kind).percent).toBeGreaterThanOrEqual(80)
  })

  it('is missed only where the list of misses says so', () => {
    const listed = readFileSync(new URL('../../../../docs/corpus-misses.md', import.meta.url), 'utf8')
    const unlisted = read
      .filter(({ row, kind }) => (row.scorable || row.accept.length > 0) && kind !== row.kind)
      .filter(({ row }) => !listed.includes(row.id))
    expect(unlisted.map(({ row }) => row.id)).toEqual([])
  })

  it('never has a credential blamed for a 5xx, a page or a broken connection', () => {
    const blamed = read.filter(({ row: { exchange }, kind }) => {
      const isPage = /^\s*<(?:!doctype|html|title)/i.test(exchange.body ?? '')
      const isCleared = (exchange.status ?? 0) >= 500 || exchange.transport_error !== null || isPage
      return isCleared && kind === 'authentication'
    })
    expect(blamed).toEqual([])
  })

  it('is called unknown where nothing but a bare host was visible', () => {
    const blind = read.filter(({ row: { exchange } }) => {
      const { url, status, body, transport_error: error } = exchange
      return status === null && body === null && error === null && /^https:\/\/[^/]+$/.test(url ?? '')
    })
    expect(blind.length).toBeGreaterThan(10)
    expect(blind.filter(({ kind }) => kind !== 'unknown')).toEqual([])
  })
})
