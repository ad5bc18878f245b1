import type { TransportError } from '@cuemark/diagnosis'

/** Codes of our own, for what the gateway itself cut off or refused. */
export const ownCodes = {
  bodyTooLarge: 'CUEMARK_BODY_TOO_LARGE',
  breakerOpen: 'CUEMARK_BREAKER_OPEN',
  aborted: 'CUEMARK_ABORTED',
  addressRefused: 'CUEMARK_ADDRESS_REFUSED',
} as const

/** An error of ours that already knows its code; carried through the same road as the runtime's. */
export class GatewayError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'GatewayError'
    this.code = code
  }
}

const maxDepth = 8
const maxMessageLength = 500

interface Link {
  readonly code: string | null
  readonly name: string
  readonly message: string
}

const linkOf = (error: Error): Link => {
  const code: unknown = 'code' in error ? error.code : undefined
  // A DOMException's numeric code says nothing. undici's parser sometimes leaves the code out (transport.md §1).
  const unnamed = error.name === 'HTTPParserError' ? 'HPE_INVALID_CONSTANT' : null
  return {
    code: typeof code === 'string' && code !== '' ? code : unnamed,
    name: error.name,
    message: error.message,
  }
}

/** The error and everything inside it, outermost first; an aggregate's members count as inside. */
const chainOf = (error: unknown, depth = 0): readonly Link[] => {
  if (!(error instanceof Error) || depth > maxDepth) return []
  const members: readonly unknown[] = error instanceof AggregateError ? error.errors : []
  return [
    linkOf(error),
    ...members.slice(0, 1).flatMap((member) => chainOf(member, depth + 1)),
    ...chainOf(error.cause, depth + 1),
  ]
}

/**
 * Reads the truth from the inside of a thrown error: wrappers hide the code several levels down
 * (transport.md §1). The innermost code wins, because the outer ones only say that a request failed.
 */
export const readTransportError = (error: unknown): TransportError => {
  const chain = chainOf(error)
  const timeout = chain.find((link) => link.name === 'TimeoutError')
  if (timeout !== undefined) return { code: 'TimeoutError', message: timeout.message }
  const coded = chain.findLast((link) => link.code !== null)
  const told = coded ?? chain.findLast((link) => link.message !== '')
  return {
    code: coded?.code ?? null,
    message: (told?.message ?? String(error)).slice(0, maxMessageLength),
  }
}
