import type { Rule, Verdict, When } from '../rules.ts'

const typedAddress = { kind: 'configuration', field: '@address', retry: 'never' } as const

/**
 * Where a person typed the address, the fault is most likely in it; on a public host it is on the way. An address
 * that has worked before is not mistyped: what it leads to is stopped.
 */
export function byAddress(when: When, is: Verdict, because: string): readonly Rule[] {
  return [
    { when: { ...when, typed: true, addressProven: true }, is: { ...is, field: null }, because },
    { when: { ...when, typed: true }, is: { ...is, ...typedAddress }, because },
    { when: { ...when, typed: false }, is, because },
  ]
}

/** Rightly typed public hosts with such a fault are being intercepted, which is the network's doing. */
export function byOwner(when: When, is: Verdict, because: string): readonly Rule[] {
  return [
    { when: { ...when, typed: true }, is, because },
    { when: { ...when, typed: false }, is: { ...is, kind: 'network', field: null }, because },
  ]
}

export const gateway: readonly Rule[] = [
  {
    when: {
      transport: ['CUEMARK_ABORTED', 'ABORT_ERR', 'ABORTERROR', 'ERR_CANCELED', '20'],
      transportText: ['operation was aborted', 'context canceled'],
    },
    is: { cause: 'transport.aborted', confidence: 'certain' },
    because: 'The caller stopped the call itself.',
  },
  {
    when: {
      transport: ['CUEMARK_BREAKER_OPEN', 'EOPENBREAKER'],
      transportText: ['execution prevented because the circuit breaker is open'],
    },
    is: { cause: 'transport.breaker_open', confidence: 'certain' },
    because: 'The gateway held the call back after repeated failures.',
  },
  {
    when: {
      transport: [
        'CUEMARK_BODY_TOO_LARGE',
        'UND_ERR_RES_EXCEEDED_MAX_SIZE',
        'ERR_FR_MAX_BODY_LENGTH_EXCEEDED',
      ],
      transportText: ['maxcontentlength size of'],
    },
    is: { cause: 'transport.too_large', confidence: 'certain' },
    because: 'The gateway stops reading at the bound of the service.',
  },
]

export const addresses: readonly Rule[] = [
  {
    when: { transportText: [/\bbad port\b/, 'unsafe port', 'err_unsafe_port'] },
    is: { cause: 'transport.blocked_port', confidence: 'certain' },
    because: 'Web clients refuse some ports outright and give no code for it.',
  },
  {
    when: {
      transport: [
        'ERR_INVALID_URL',
        'ERR_INVALID_PROTOCOL',
        'ERR_UNSUPPORTED_PROTOCOL',
        'UND_ERR_INVALID_ARG',
        'ERR_FR_INVALID_URL',
        // The gateway's own refusal of link-local addresses.
        'CUEMARK_ADDRESS_REFUSED',
      ],
      transportText: [
        'unknown scheme',
        'invalid url',
        'failed to parse url',
        'no scheme supplied',
        'no connection adapters were found',
        'unsupported protocol scheme',
        'url malformed',
        'url using bad/illegal format',
        'curl: (3)',
        'curl: (1) protocol',
        'failed to parse: ',
        'locationparseerror',
        'invalid uri',
        'no host in request url',
        'relative url without a base',
        'expected url scheme',
        'unknown url type',
        'label empty or too long',
      ],
    },
    is: { cause: 'transport.bad_address', confidence: 'certain' },
    because: 'The request could not even be formed from this address.',
  },
  {
    when: {
      transport: ['ERR_INVALID_CHAR', 'ERR_HTTP_INVALID_HEADER_VALUE'],
      transportText: [
        'is an invalid header value',
        'cannot convert argument to a bytestring',
        'invalid character in header',
        'illegal header value',
        'invalid header value',
        'invalid leading whitespace, reserved character(s), or return character',
        "codec can't encode character",
        'invalid header field value',
        'unexpected char 0x',
      ],
    },
    is: { cause: 'transport.bad_characters', confidence: 'certain' },
    because: 'A header could not be written; the only value people give for headers is the key.',
  },
  {
    when: {
      transport: ['UND_ERR_MAX_REDIRECTIONS', 'ERR_FR_TOO_MANY_REDIRECTS', 'ERR_TOO_MANY_REDIRECTS'],
      transportText: [
        'redirect count exceeded',
        'too many redirects',
        'maximum number of redirects',
        'stopped after 10 redirects',
        /exceeded \d+ redirects/,
        /maximum \(\d+\) redirects/,
        'max redirects',
        'redirected too many times',
        'toomanyredirects',
        'too many follow-up requests',
        'maximum redirect reached',
        'curl: (47)',
        'maximum number of automatic redirections',
      ],
    },
    is: { cause: 'transport.redirect_loop', confidence: 'certain' },
    because: 'Following redirects had no end.',
  },
]

export const proxies: readonly Rule[] = [
  {
    when: {
      transport: ['ERR_PROXY_CONNECTION_FAILED', 'ERR_TUNNEL_CONNECTION_FAILED', 'UND_ERR_PRX_TLS'],
      transportText: [
        'proxyerror',
        'unable to connect to proxy',
        'cannot connect to proxy',
        'tunneling socket could not be established',
        'tunnel connection failed',
        'proxyconnect tcp',
        'proxy response',
        'proxy authentication required',
        'could not resolve proxy',
        'curl: (5)',
        'curl: (97)',
        'curl: (56) proxy',
        'received http code 407 from proxy',
        'err_proxy',
        /\bsocks(?:4|5|error|http|proxy)/,
      ],
    },
    is: { cause: 'transport.proxy' },
    because: 'The error speaks of the proxy of this machine, not of the service.',
  },
]

export const routes: readonly Rule[] = [
  {
    when: {
      transport: ['ENETUNREACH', 'ENETDOWN', 'ERR_NETWORK_ACCESS_DENIED', 'ERR_ADDRESS_UNREACHABLE'],
      transportText: [
        'enetunreach',
        'network is unreachable',
        'network unreachable',
        'winerror 10051',
        'network is down',
        'unreachable network',
        'os error 101',
        'errno 101',
        '(10051)',
      ],
    },
    is: { cause: 'transport.no_route', confidence: 'certain' },
    because: 'The system has no route at all for this address.',
  },
  {
    when: {
      transport: ['EHOSTUNREACH', 'EHOSTDOWN'],
      transportText: [
        'ehostunreach',
        'no route to host',
        'host is unreachable',
        'noroutetohost',
        'winerror 10065',
        'unreachable host',
        'host is down',
        'errno 113',
        'os error 113',
        '(10065)',
      ],
    },
    is: { cause: 'transport.host_unreachable', confidence: 'certain' },
    because: 'The network answered that this machine is not there.',
  },
  ...byAddress(
    {
      transport: ['ECONNREFUSED', 'ERR_CONNECTION_REFUSED'],
      transportText: [
        'econnrefused',
        'connection refused',
        'actively refused',
        'connectexception: failed to connect',
        'err_connection_refused',
        "couldn't connect to server",
        'could not connect to server',
        'winerror 10061',
        '(10061)',
        'errno 111',
        'os error 111',
        'connection was refused',
        'curl: (7)',
      ],
    },
    { cause: 'transport.refused', confidence: 'certain' },
    'The machine refused the connection: nothing listens on that port.',
  ),
  {
    when: {
      transport: [
        'EMFILE',
        'ENFILE',
        'ENOBUFS',
        'EADDRNOTAVAIL',
        'EPERM',
        'EACCES',
        'ENOMEM',
        'ERR_INSUFFICIENT_RESOURCES',
      ],
      transportText: [
        'too many open files',
        'cannot assign requested address',
        'operation not permitted',
        'no buffer space available',
        'forbidden by its access permissions',
        'winerror 10013',
        'winerror 10048',
        'winerror 10055',
        'err_blocked_by_client',
      ],
    },
    is: { cause: 'transport.local_limit' },
    because: 'The system here refused to open the connection.',
  },
]
