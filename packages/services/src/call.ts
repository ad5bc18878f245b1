import { defaultCauses } from '@cuemark/diagnosis'
import type { Diagnosis, Exchange, Knowledge, Outcome } from '@cuemark/diagnosis'
import { diagnosisOfCause } from './cause-diagnosis.ts'
import type { Http, ServiceRequest } from './client.ts'
import { diagnose } from './diagnose.ts'
import { isFields, parseJson } from './shape.ts'
import type { Fields } from './shape.ts'

/** One call with everything that is needed to read its answer. */
export interface Call<T> {
  readonly request: ServiceRequest
  /** The value of a good answer; null when the answer has another shape than it should. */
  readonly parse: (exchange: Exchange) => T | null
  readonly knowledge: Knowledge
  /** A failure by the rules that answers this call all the same: a value stands for success. */
  readonly accept?: (diagnosis: Diagnosis, exchange: Exchange) => T | null
  /** Finds out what one exchange does not show: the field that was sent, or what a probe tells. */
  readonly refine?: (diagnosis: Diagnosis, exchange: Exchange) => Diagnosis | Promise<Diagnosis>
}

export interface Answered<T> {
  readonly exchange: Exchange
  readonly outcome: Outcome<T>
}

/**
 * Sends, says what the answer means, checks its shape, and tells the gateway how the reading ended.
 * 200 is not success until the shape is right. Never throws for what a service or the network does.
 */
export const ask = async <T>(http: Http, call: Call<T>): Promise<Answered<T>> => {
  const exchange = await http.send(call.request)
  const outcome = await read(exchange, { ...call, knowledge: { ...http.known, ...call.knowledge } })
  await http.settled(call.request, exchange, outcome.ok ? null : outcome.diagnosis)
  return { exchange, outcome }
}

/** The same for callers that need nothing but the outcome. */
export const call = async <T>(
  http: Http,
  request: ServiceRequest,
  parse: Call<T>['parse'],
  knowledge: Knowledge,
): Promise<Outcome<T>> => (await ask(http, { request, parse, knowledge })).outcome

const read = async <T>(
  exchange: Exchange,
  { parse, knowledge, accept, refine }: Call<T>,
): Promise<Outcome<T>> => {
  const diagnosis = diagnose(exchange, knowledge)
  if (diagnosis === null) {
    const value = exchange.transportError === null ? parse(exchange) : null
    if (value !== null) return { ok: true, value }
  } else {
    const accepted = accept?.(diagnosis, exchange) ?? null
    if (accepted !== null) return { ok: true, value: accepted }
  }
  const fault = diagnosis ?? unexpectedShape(exchange, knowledge)
  return { ok: false, diagnosis: (await refine?.(fault, exchange)) ?? fault }
}

/** No rule named a failure, and yet the answer is not what this call answers with. */
export const unexpectedShape = (exchange: Exchange, knowledge: Knowledge): Diagnosis => ({
  ...diagnosisOfCause(exchange.service, defaultCauses, 'http.wrong_shape', [
    { part: 'status', text: `status ${String(exchange.status ?? 'not known')}` },
    { part: 'body', text: 'what this call always returns is not in it' },
  ]),
  confidence: 'likely',
  // Behind an address that a person typed, something else may answer.
  ...(knowledge.addressTyped === true ? { scope: 'integration' as const } : {}),
})

/** Only a good status with a body that says JSON, or says nothing, is read. */
const jsonOf = (exchange: Exchange): unknown => {
  const { status, headers, body } = exchange
  if (status === null || status < 200 || status > 299 || body === null) return undefined
  const contentType = headers['content-type'] ?? ''
  return contentType === '' || /json/i.test(contentType) ? parseJson(body) : undefined
}

export const objectOf = (exchange: Exchange): Fields | null => {
  const json = jsonOf(exchange)
  return isFields(json) ? json : null
}

export const listOf = (exchange: Exchange): readonly unknown[] | null => {
  const json = jsonOf(exchange)
  return Array.isArray(json) ? (json as readonly unknown[]) : null
}
