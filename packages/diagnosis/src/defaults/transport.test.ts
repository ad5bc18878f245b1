import { describe, expect, it } from 'vitest'
import { compile } from '../engine.ts'
import type { Diagnosis, Exchange, Knowledge, TransportError } from '../vocabulary.ts'
import { defaultCauses, defaultRules } from './index.ts'

const diagnose = compile(
  {
    service: 'sample',
    name: 'Sample',
    hosts: ['api.sample.org'],
    selfHosted: false,
    addressField: 'url',
    credentialField: 'apiKey',
    rules: [],
    causes: {},
  },
  { rules: defaultRules, causes: defaultCauses },
)

function failing(
  error: TransportError,
  knowledge: Knowledge = {},
  more: Partial<Exchange> = {},
): Diagnosis | null {
  const exchange: Exchange = {
    service: 'sample',
    method: 'GET',
    url: 'https://api.sample.org/v1/things',
    status: null,
    headers: {},
    body: null,
    transportError: error,
    ...more,
  }
  return diagnose(exchange, knowledge)
}

const typed: Knowledge = { addressTyped: true }

describe('a transport error by its code', () => {
  it.each([
    ['ECONNREFUSED', 'transport.refused', 'network', 'configuration'],
    ['ENOTFOUND', 'transport.dns', 'network', 'configuration'],
    ['EAI_AGAIN', 'transport.dns_unavailable', 'network', 'network'],
    ['ENETUNREACH', 'transport.no_route', 'network', 'network'],
    ['EHOSTUNREACH', 'transport.host_unreachable', 'network', 'network'],
    ['ETIMEDOUT', 'transport.timeout', 'network', 'network'],
    ['UND_ERR_CONNECT_TIMEOUT', 'transport.timeout', 'network', 'network'],
    ['UND_ERR_HEADERS_TIMEOUT', 'transport.timeout', 'network', 'network'],
    ['ECONNRESET', 'transport.reset', 'network', 'network'],
    ['UND_ERR_SOCKET', 'transport.reset', 'network', 'network'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'transport.tls_on_http_port', 'network', 'configuration'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'transport.tls_self_signed', 'network', 'configuration'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'transport.tls_self_signed', 'network', 'configuration'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'transport.tls_self_signed', 'network', 'configuration'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'transport.tls_wrong_name', 'network', 'configuration'],
    ['CERT_HAS_EXPIRED', 'transport.tls_expired', 'network', 'configuration'],
    ['HPE_INVALID_CONSTANT', 'transport.not_http', 'network', 'configuration'],
    ['ERR_INVALID_URL', 'transport.bad_address', 'configuration', 'configuration'],
    ['CUEMARK_BODY_TOO_LARGE', 'transport.too_large', 'malformed', 'malformed'],
    ['CUEMARK_BREAKER_OPEN', 'transport.breaker_open', 'network', 'network'],
    ['CUEMARK_ABORTED', 'transport.aborted', 'network', 'network'],
    ['SOMETHING_NEW', 'transport.failed', 'network', 'network'],
  ])('%s is %s', (code, cause, onPublicHost, onTypedAddress) => {
    expect(failing({ code, message: null })).toMatchObject({ cause, kind: onPublicHost })
    expect(failing({ code, message: null }, typed)).toMatchObject({ cause, kind: onTypedAddress })
  })

  it('is held against the address only where a person typed it', () => {
    expect(failing({ code: 'ECONNREFUSED', message: null }, typed)?.field).toBe('url')
    expect(failing({ code: 'ECONNREFUSED', message: null })).not.toHaveProperty('field')
  })

  it('is not held against a typed address that has worked before: what it leads to has stopped', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND']) {
      const diagnosis = failing({ code, message: null }, { ...typed, addressProven: true })
      expect(diagnosis).toMatchObject({ kind: 'network', retry: { when: 'after' } })
      expect(diagnosis).not.toHaveProperty('field')
    }
  })

  it('concerns the own network when names or routes fail altogether', () => {
    expect(failing({ code: 'EAI_AGAIN', message: null })?.scope).toBe('own_network')
    expect(failing({ code: 'ENETUNREACH', message: null })?.scope).toBe('own_network')
    expect(failing({ code: 'ENOTFOUND', message: null })?.scope).toBe('integration')
  })

  it('is expected when the call was stopped or held back by ourselves', () => {
    expect(failing({ code: 'CUEMARK_ABORTED', message: null })?.expected).toBe(true)
    expect(failing({ code: 'CUEMARK_BREAKER_OPEN', message: null })?.expected).toBe(true)
    expect(failing({ code: 'ECONNRESET', message: null })?.expected).toBe(false)
  })
})

describe('the same fault in the words of other languages', () => {
  it.each([
    ['transport.dns', 'socket.gaierror: [Errno -2] Name or service not known'],
    ['transport.dns', 'getaddrinfo ENOTFOUND api.sample.org'],
    ['transport.dns', '[Errno 11001] getaddrinfo failed'],
    ['transport.dns', 'dial tcp: lookup api.sample.org on 127.0.0.11:53: no such host'],
    ['transport.dns', 'java.net.UnknownHostException: api.sample.org'],
    ['transport.dns', 'Unable to resolve host "api.sample.org": No address associated with hostname'],
    ['transport.dns', 'curl: (6) Could not resolve host: api.sample.org'],
    ['transport.dns', 'No such host is known. (api.sample.org:443)'],
    ['transport.dns', 'The remote name could not be resolved: api.sample.org'],
    ['transport.dns', 'NameResolutionError("<conn>: Failed to resolve \'api.sample.org\'")'],
    ['transport.dns_unavailable', 'LifetimeTimeout: the DNS resolution lifetime expired'],
    ['transport.dns_unavailable', '[Errno -3] Temporary failure in name resolution'],
    ['transport.dns_unavailable', 'lookup api.sample.org on 127.0.0.11:53: server misbehaving'],
    ['transport.dns_unavailable', 'lookup api.sample.org: i/o timeout'],
    ['transport.refused', '[Errno 111] Connection refused'],
    ['transport.refused', 'dial tcp 127.0.0.1:5055: connect: connection refused'],
    ['transport.refused', 'No connection could be made because the target machine actively refused it.'],
    ['transport.refused', "curl: (7) Failed to connect to 10.0.0.2 port 5055: Couldn't connect to server"],
    ['transport.no_route', '[Errno 101] Network is unreachable'],
    ['transport.host_unreachable', 'java.net.NoRouteToHostException: No route to host'],
    ['transport.timeout', 'Connection to api.sample.org timed out. (connect timeout=None)'],
    ['transport.timeout', 'HTTPSConnectionPool(host=x, port=443): Read timed out. (read timeout=10)'],
    ['transport.timeout', 'Request timed out. (TimeoutError: [WinError 10060])'],
    ['transport.timeout', 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'],
    ['transport.timeout', 'java.net.SocketTimeoutException: connect timed out'],
    [
      'transport.timeout',
      'The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.',
    ],
    ['transport.timeout', 'curl: (28) Operation timed out after 10000 milliseconds'],
    ['transport.timeout', 'fetch failed: ConnectTimeoutError: Connect Timeout Error'],
    ['transport.timeout', 'The operation was aborted due to timeout'],
    [
      'transport.reset',
      "('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
    ],
    ['transport.reset', 'socket hang up'],
    ['transport.reset', 'read tcp 10.0.0.2:5: read: connection reset by peer'],
    ['transport.reset', '[WinError 10054] An existing connection was forcibly closed by the remote host'],
    ['transport.reset', 'Post "https://api.sample.org/v1": EOF'],
    ['transport.reset', 'curl: (52) Empty reply from server'],
    ['transport.tls_failed', 'EOF occurred in violation of protocol (_ssl.c:1129)'],
    [
      'transport.tls_failed',
      "SSLError(1, '[SSL: DECRYPTION_FAILED_OR_BAD_RECORD_MAC] decryption failed or bad record mac (_ssl.c:2309)')",
    ],
    ['transport.tls_failed', 'javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure'],
    ['transport.tls_failed', 'The SSL connection could not be established, see inner exception.'],
    ['transport.tls_wrong_name', 'certificate hostname mismatch'],
    ['transport.tls_wrong_name', 'x509: certificate is valid for a.example, not api.sample.org'],
    ['transport.tls_wrong_name', 'Hostname api.sample.org not verified'],
    ['transport.tls_wrong_name', "Hostname/IP does not match certificate's altnames"],
    [
      'transport.tls_wrong_name',
      '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for x',
    ],
    [
      'transport.tls_expired',
      '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)',
    ],
    [
      'transport.tls_expired',
      'x509: certificate has expired or is not yet valid: current time 2026-11-21T00:00:00Z is after 2026-01-01',
    ],
    [
      'transport.tls_not_yet_valid',
      'x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before 2026-01-01',
    ],
    [
      'transport.tls_self_signed',
      'certificate verify failed: unable to get local issuer certificate (_ssl.c:1129)',
    ],
    ['transport.tls_self_signed', 'x509: certificate signed by unknown authority'],
    [
      'transport.tls_self_signed',
      'PKIX path building failed: unable to find valid certification path to requested target',
    ],
    ['transport.tls_self_signed', 'curl: (60) SSL certificate problem: self-signed certificate'],
    ['transport.tls_on_http_port', '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)'],
    ['transport.tls_on_http_port', 'http: server gave HTTP response to HTTPS client'],
    ['transport.tls_on_http_port', 'Unrecognized SSL message, plaintext connection?'],
    ['transport.not_http', 'Parse Error: Expected HTTP/'],
    ['transport.not_http', 'net/http: HTTP/1.x transport connection broken: malformed HTTP response'],
    ['transport.redirect_loop', 'redirect count exceeded'],
    ['transport.redirect_loop', 'Exceeded 30 redirects.'],
    ['transport.redirect_loop', 'stopped after 10 redirects'],
    ['transport.redirect_loop', 'curl: (47) Maximum (50) redirects followed'],
    ['transport.bad_address', 'unknown scheme'],
    ['transport.bad_address', "Invalid URL 'x:5055': No scheme supplied. Perhaps you meant https://x:5055?"],
    ['transport.blocked_port', 'bad port'],
    ['transport.bad_characters', 'Headers.append: "Bearer x" is an invalid header value.'],
    [
      'transport.bad_characters',
      'Cannot convert argument to a ByteString because the character at index 9 has a value of 8230',
    ],
    ['transport.truncated', 'terminated'],
    ['transport.truncated', 'IncompleteRead(512 bytes read, 1024 more expected)'],
    ['transport.truncated', 'unexpected EOF'],
    ['transport.proxy', "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407'))"],
    ['transport.failed', 'fetch failed'],
    ['transport.failed', 'Failed to fetch'],
  ])('%s: %s', (cause, message) => {
    expect(failing({ code: null, message })?.cause).toBe(cause)
  })
})

describe('a broken connection', () => {
  it('after a status was seen is an answer cut off, not a success', () => {
    const error = { code: 'UND_ERR_SOCKET', message: 'other side closed' }
    expect(failing(error, {}, { status: 200, body: '{"id"' })?.cause).toBe('transport.truncated')
  })

  it('of plain http on a port that is usual for https is told so', () => {
    const error = { code: 'UND_ERR_SOCKET', message: 'other side closed' }
    expect(failing(error, typed, { url: 'http://home.lan:443/' })).toMatchObject({
      cause: 'transport.http_on_tls_port',
      kind: 'configuration',
      field: 'url',
    })
  })

  it('that only repeats a status is read as that status', () => {
    const error = { code: 'ERR_BAD_REQUEST', message: 'Request failed with status code 404' }
    expect(failing(error)?.cause).toBe('http.not_found')
    expect(failing({ code: null, message: '403 Client Error: Forbidden for url: x' })?.cause).toBe(
      'http.forbidden',
    )
    expect(failing({ code: 'ECONNRESET', message: 'HTTP 401' })?.kind).toBe('network')
  })

  it('with neither code nor words is no evidence', () => {
    expect(failing({ code: null, message: '' })).toMatchObject({ kind: 'unknown', cause: 'http.no_evidence' })
  })

  it('shows code and words as evidence', () => {
    expect(failing({ code: 'ECONNRESET', message: 'read failed' })?.evidence).toEqual([
      { part: 'transport', text: 'ECONNRESET: read failed' },
    ])
  })
})
