import { request as undiciRequest } from 'undici'
import type { Dispatcher } from 'undici'
import type { Exchange } from '@cuemark/diagnosis'
import type { Limits, ServiceId, ServiceRequest } from '@cuemark/services'
import type { Clock } from '../app/ports.ts'
import { checkedUrl } from './address.ts'
import { readBody } from './read-body.ts'
import { GatewayError, ownCodes, readTransportError } from './transport-error.ts'

export interface SendOnceDeps {
  readonly clock: Clock
  readonly dispatcher: Dispatcher
  /** `Cuemark/<version> (+…)`; several services refuse a request without one. */
  readonly userAgent: string
}

export interface SendOnceCall {
  readonly service: ServiceId
  readonly limits: Pick<Limits, 'timeoutMs' | 'maxBodyBytes'>
  readonly signal: AbortSignal | undefined
}

const flatHeaders = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

/** Runs under one bound from the first byte out to the last byte in; an abort from outside ends it as well. */
const withDeadline = async <T>(
  clock: Clock,
  timeoutMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController()
  const giveUp = () => {
    controller.abort(new GatewayError(ownCodes.aborted, 'the request was cancelled'))
  }
  const cancel = clock.after(timeoutMs, () => {
    controller.abort(new DOMException(`no whole answer within ${String(timeoutMs)} ms`, 'TimeoutError'))
  })
  if (outer?.aborted === true) giveUp()
  outer?.addEventListener('abort', giveUp, { once: true })
  try {
    return await work(controller.signal)
  } finally {
    cancel()
    outer?.removeEventListener('abort', giveUp)
  }
}

/** Printable Latin-1: what a header line can carry. Keys pasted with a line break or an ellipsis fail here. */
const headerValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/

/** In the runtime's words, which the rules know; the value itself is a secret and is not repeated. */
const checkHeaders = (headers: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(headers)) {
    if (!headerValue.test(value)) throw new Error(`${name}: … is an invalid header value`)
  }
}

type Answer = Pick<Exchange, 'status' | 'headers' | 'body' | 'transportError'>

const unanswered = (error: unknown): Answer => ({
  status: null,
  headers: {},
  body: null,
  transportError: readTransportError(error),
})

const ask = async (
  deps: SendOnceDeps,
  call: SendOnceCall,
  request: ServiceRequest,
  signal: AbortSignal,
): Promise<Answer> => {
  checkHeaders(request.headers)
  // Redirects come back as they are: a credential is never carried to where an answer points.
  const answer = await undiciRequest(checkedUrl(request.url), {
    method: request.method,
    headers: { ...request.headers, 'user-agent': deps.userAgent },
    body: request.body ?? null,
    dispatcher: deps.dispatcher,
    signal,
  })
  const headers = flatHeaders(answer.headers)
  const { text, error } = await readBody(answer.body, headers['content-encoding'], call.limits.maxBodyBytes)
  // The signal's reason names the cut better than the stream's own "aborted".
  const cut = signal.aborted && error !== null ? signal.reason : error
  return {
    status: answer.statusCode,
    headers,
    body: text,
    transportError: cut === null ? null : readTransportError(cut),
  }
}

/** One attempt on the wire. Never throws. */
export const sendOnce = async (
  deps: SendOnceDeps,
  call: SendOnceCall,
  request: ServiceRequest,
): Promise<Exchange> => {
  const timeoutMs = Math.min(call.limits.timeoutMs, request.timeoutMs ?? Number.POSITIVE_INFINITY)
  const answer = await withDeadline(deps.clock, timeoutMs, call.signal, (signal) =>
    ask(deps, call, request, signal),
  ).catch((error: unknown) => unanswered(error))
  return {
    service: call.service,
    method: request.method,
    url: request.url,
    ...answer,
    receivedAt: deps.clock.now(),
  }
}
