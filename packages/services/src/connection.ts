import type { Exchange, TransportError } from '@cuemark/diagnosis'
import { effectivePort, isNumericHost, readAddress } from './address.ts'
import type { TestStep } from './client.ts'

/** How far a request came, in the order of the steps of a test. */
export type ConnectionStage = 'resolve' | 'port' | 'tls' | 'answer' | 'unknown'

const resolving = /^(?:ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|EREFUSED|ETIMEOUT|EBADNAME)$/
const connecting =
  /^(?:ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|ETIMEDOUT|EADDRNOTAVAIL|EACCES|EPERM|UND_ERR_CONNECT_TIMEOUT|CUEMARK_ADDRESS_REFUSED)$/
const securing =
  /CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|^UNABLE_TO_|^CRL_|^HOSTNAME_MISMATCH$|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$/
/**
 * The connection stood: one that is not made has a code of its own, sooner than the whole request's bound
 * (transport.md §1), so a time-out or a broken answer comes after it.
 */
const answering = /^(?:TimeoutError|HPE_\w+|UND_ERR_(?:HEADERS|BODY)_\w+|CUEMARK_BODY_TOO_LARGE)$/

/** The stage at which a transport error ended the request. */
export const stageOf = (error: TransportError, isSecure: boolean): ConnectionStage => {
  const code = error.code ?? ''
  if (resolving.test(code)) return 'resolve'
  if (connecting.test(code) || /bad port/i.test(error.message ?? '')) return 'port'
  if (securing.test(code)) return 'tls'
  if (answering.test(code)) return 'answer'
  // A connection closed without a word may have been closed during the TLS greeting as well.
  const isClosed = /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(code)
  return isClosed && !isSecure ? 'answer' : 'unknown'
}

const isSecure = (baseUrl: string): boolean => baseUrl.startsWith('https:')

/** The steps before the service itself answers, which one exchange shows without a connection of their own. */
export const connectionSteps = (
  baseUrl: string,
): readonly { readonly id: 'resolve' | 'port' | 'tls'; readonly label: string }[] => [
  { id: 'resolve', label: 'Name resolves' },
  { id: 'port', label: 'Port answers' },
  ...(isSecure(baseUrl) ? [{ id: 'tls' as const, label: 'TLS is valid' }] : []),
]

const stageReached = (exchange: Exchange, baseUrl: string): ConnectionStage =>
  exchange.status === null && exchange.transportError !== null
    ? stageOf(exchange.transportError, isSecure(baseUrl))
    : 'answer'

/** The step at which a failed request ended; `answerStep` when it came as far as an answer, or nobody knows. */
export const failedStep = (exchange: Exchange, baseUrl: string, answerStep: string): string => {
  const stage = stageReached(exchange, baseUrl)
  return stage === 'answer' || stage === 'unknown' ? answerStep : stage
}

type PassedStep = Pick<TestStep, 'id' | 'state' | 'detail'>

/** What one exchange shows of name, port and TLS. Of an unknown stage nothing is claimed. */
export const passedConnectionSteps = (exchange: Exchange, baseUrl: string): readonly PassedStep[] => {
  const address = readAddress(baseUrl)
  if (typeof address === 'string') return []
  const stage = stageReached(exchange, baseUrl)
  const steps = connectionSteps(baseUrl)
  const reached = stage === 'unknown' ? -1 : steps.findIndex((step) => step.id === stage)
  const details = {
    resolve: `${address.host} has an address.`,
    port: `Port ${String(effectivePort(address))} accepts connections.`,
    tls: `The certificate is valid for ${address.host}.`,
  }
  return steps.slice(0, reached === -1 ? steps.length : reached).map(({ id }) => {
    if (id === 'resolve' && isNumericHost(address.host)) {
      return { id, state: 'skipped', detail: 'The address is a number; there is no name to look up.' }
    }
    return stage === 'unknown'
      ? { id, state: 'skipped', detail: 'Not known: the connection ended before it showed.' }
      : { id, state: 'passed', detail: details[id] }
  })
}
