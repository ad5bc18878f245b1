import type { Diagnosis, Exchange, TransportError } from '@cuemark/diagnosis'
import type { Http, ServiceId, ServiceRequest } from '@cuemark/services'

/** What a client did through `directHttp`, in order. */
export interface DirectHttp extends Http {
  readonly sent: readonly { readonly request: ServiceRequest; readonly exchange: Exchange }[]
  readonly settlements: readonly { readonly exchange: Exchange; readonly diagnosis: Diagnosis | null }[]
}

export interface DirectHttpOptions {
  readonly service: ServiceId
  /** One bound over connecting, answering and reading. */
  readonly timeoutMs: number
  readonly maxBodyBytes: number
  readonly userAgent?: string
}

/** Start of a cut body that is kept. */
const keptBytes = 4096

/** Codes the real gateway uses for what it cuts off itself. */
const tooLarge: TransportError = { code: 'CUEMARK_BODY_TOO_LARGE', message: 'the answer is too long' }

/** A plain road to a service: no pace, no retry, no redirect followed. Keeps the promises of `Http`. */
export function directHttp(options: DirectHttpOptions): DirectHttp {
  const sent: { request: ServiceRequest; exchange: Exchange }[] = []
  const settlements: { exchange: Exchange; diagnosis: Diagnosis | null }[] = []
  return {
    sent,
    settlements,
    send: async (request) => {
      const exchange = await sendOnce(options, request)
      sent.push({ request, exchange })
      return exchange
    },
    settled: (_request, exchange, diagnosis) => {
      settlements.push({ exchange, diagnosis })
      return Promise.resolve()
    },
  }
}

type Answer = Pick<Exchange, 'status' | 'headers' | 'body' | 'transportError'>

const sendOnce = async (options: DirectHttpOptions, request: ServiceRequest): Promise<Exchange> => {
  const answer = await ask(options, request).catch((error: unknown): Answer => ({
    status: null,
    headers: {},
    body: null,
    transportError: transportErrorOf(error),
  }))
  return {
    service: options.service,
    method: request.method,
    url: request.url,
    ...answer,
    receivedAt: Date.now(),
  }
}

const ask = async (options: DirectHttpOptions, request: ServiceRequest): Promise<Answer> => {
  const response = await fetch(request.url, {
    method: request.method,
    headers: { ...request.headers, 'user-agent': options.userAgent ?? 'Cuemark-contract/1.0' },
    redirect: 'manual',
    signal: AbortSignal.timeout(
      Math.ceil(Math.min(options.timeoutMs, request.timeoutMs ?? options.timeoutMs)),
    ),
    ...(request.body === undefined ? {} : { body: request.body }),
  })
  const headers = Object.fromEntries(response.headers.entries())
  return { status: response.status, headers, ...(await readBounded(response, options.maxBodyBytes)) }
}

const readBounded = async (
  response: Response,
  maxBytes: number,
): Promise<Pick<Exchange, 'body' | 'transportError'>> => {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const start = (): string => Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8')
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk)
      bytes += chunk.length
      // Leaving the loop cancels the stream, which hangs up.
      if (bytes > maxBytes) return { body: start(), transportError: tooLarge }
    }
  } catch (error) {
    return { body: start(), transportError: transportErrorOf(error) }
  }
  return { body: Buffer.concat(chunks).toString('utf8'), transportError: null }
}

/** The error and all that is inside it, outermost first (transport.md §1). */
const chainOf = (error: unknown): readonly Error[] =>
  error instanceof Error
    ? [
        error,
        ...(error instanceof AggregateError ? error.errors.flatMap((inner) => chainOf(inner)) : []),
        ...chainOf(error.cause),
      ]
    : []

const codeOf = (error: Error): string | null =>
  'code' in error && typeof error.code === 'string' ? error.code : null

export const transportErrorOf = (error: unknown): TransportError => {
  const chain = chainOf(error)
  const timeout = chain.find((inner) => inner.name === 'TimeoutError')
  if (timeout !== undefined) return { code: 'TimeoutError', message: timeout.message }
  const coded = chain.findLast((inner) => codeOf(inner) !== null)
  const told = coded ?? chain.findLast((inner) => inner.message !== '')
  return { code: coded === undefined ? null : codeOf(coded), message: told?.message ?? String(error) }
}
