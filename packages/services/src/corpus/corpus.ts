import type { Diagnosis, Exchange, Kind, TransportError } from '@cuemark/diagnosis'
import { diagnose } from '../diagnose.ts'

/** One failure that somebody really met, with what the thread about it established. */
export interface CorpusRow {
  readonly id: string
  readonly service: string
  readonly exchange: {
    readonly method: string | null
    readonly url: string | null
    readonly status: number | null
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | null
    readonly transport_error: TransportError | null
  }
  /** What it was; null where the thread did not find out. */
  readonly kind: Kind | null
  /** Every kind that the visible evidence alone allows. */
  readonly accept: readonly Kind[]
  /** False where nothing was visible. */
  readonly scorable: boolean
  readonly source: string
}

export interface ReadRow {
  readonly row: CorpusRow
  readonly diagnosis: Diagnosis | null
  readonly kind: Kind | null
}

export function parseCorpus(text: string): readonly CorpusRow[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): CorpusRow => JSON.parse(line))
}

export function exchangeOf({ service, exchange }: CorpusRow): Exchange {
  const { method, url, status, headers, body, transport_error: transportError } = exchange
  return { service, method, url, status, headers, body, transportError }
}

export function readCorpus(rows: readonly CorpusRow[]): readonly ReadRow[] {
  return rows.map((row) => {
    const diagnosis = diagnose(exchangeOf(row))
    return { row, diagnosis, kind: diagnosis?.kind ?? null }
  })
}
