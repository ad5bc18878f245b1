import { exchangeOf } from '@cuemark/diagnosis'
import { diagnose } from '@cuemark/services'

/** One answered line of a batch. `kind` is null where nothing in the exchange is a failure. */
interface BatchAnswer {
  readonly id: unknown
  readonly kind: string | null
  readonly cause: string | null
  readonly title: string | null
  readonly remedy: readonly string[]
  readonly scope: string | null
  readonly retry: unknown
  readonly confidence: string | null
  readonly error?: string
}

const nothing: Omit<BatchAnswer, 'id'> = {
  kind: null,
  cause: null,
  title: null,
  remedy: [],
  scope: null,
  retry: null,
  confidence: null,
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Answers one JSON line `{id, service, exchange}`; further keys are ignored and any field may be null. */
export function answerLine(line: string): BatchAnswer {
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch {
    return { id: null, ...nothing, error: 'This line is not JSON.' }
  }
  if (!isObject(row)) return { id: null, ...nothing, error: 'This line is no JSON object.' }
  const { id = null, service = null, exchange: given = null } = row
  const exchange = exchangeOf(given ?? {}, typeof service === 'string' ? service : null)
  if (exchange === null) return { id, ...nothing, error: 'The exchange is no JSON object.' }
  const diagnosis = diagnose(exchange)
  if (diagnosis === null) return { id, ...nothing }
  return {
    id,
    kind: diagnosis.kind,
    cause: diagnosis.cause,
    title: diagnosis.title,
    remedy: diagnosis.remedy.map((step) => step.text),
    scope: diagnosis.scope,
    retry: diagnosis.retry,
    confidence: diagnosis.confidence,
  }
}
