import { healthy } from '../engine.ts'
import type { Rule, StatusPattern, Verdict } from '../rules.ts'

function onStatus(status: StatusPattern | readonly StatusPattern[], is: Verdict, because: string): Rule {
  return { when: { status }, is, because }
}

/** Words for people who have no status in hand: what a page or a line says it was. */
const told: readonly Rule[] = [
  {
    when: { status: 'none', body: ['html', 'text'], text: [/\b502\b[^\n]{0,40}bad gateway/, 'bad gateway'] },
    is: { cause: 'http.bad_gateway' },
    because: 'The text names the status 502.',
  },
  {
    when: { status: 'none', body: ['html', 'text'], text: ['gateway time-out', 'gateway timeout'] },
    is: { cause: 'http.timeout' },
    because: 'The text names the status 504.',
  },
  {
    when: {
      status: 'none',
      body: ['html', 'text'],
      text: [
        'service unavailable',
        'service is unavailable',
        'temporarily unavailable',
        'back-end server is at capacity',
      ],
    },
    is: { cause: 'http.unavailable' },
    because: 'The text names the status 503.',
  },
  {
    when: {
      status: 'none',
      body: ['html', 'text'],
      text: [
        'web server is down',
        'web server is returning an unknown error',
        'origin is unreachable',
        'a timeout occurred',
        /error (?:code:? )?52[0-7]\b/,
        /\| 52[0-7]:/,
      ],
    },
    is: { cause: 'http.origin_unreachable' },
    because: 'The text is that of Cloudflare’s pages 520 to 527.',
  },
  {
    when: { status: 'none', body: ['html', 'text'], text: ['internal server error'] },
    is: { cause: 'http.server_error' },
    because: 'The text names the status 500.',
  },
  {
    when: {
      status: 'none',
      body: ['html', 'text', 'json'],
      text: ['too many requests', 'rate limit exceeded'],
    },
    is: { cause: 'http.rate_limit' },
    because: 'The text names the status 429.',
  },
]

const refused: readonly Rule[] = [
  onStatus(401, { cause: 'http.unauthorized' }, 'Status 401 asks for a valid credential.'),
  onStatus(402, { cause: 'http.payment_required' }, 'Status 402 asks for payment.'),
  onStatus(403, { cause: 'http.forbidden' }, 'Status 403 refuses a known caller.'),
  {
    when: { status: 404, body: 'html' },
    is: { cause: 'http.no_such_page', confidence: 'guess' },
    because: 'A page in place of data may come from another program than the one that was meant.',
  },
  onStatus(404, { cause: 'http.not_found' }, 'Status 404 is the normal answer for what is not there.'),
  onStatus(405, { cause: 'http.method_refused' }, 'Status 405 refuses the method.'),
  onStatus(407, { cause: 'http.proxy_auth', confidence: 'certain' }, 'Status 407 is only sent by proxies.'),
  onStatus(408, { cause: 'http.timeout' }, 'Status 408 means that the server stopped waiting.'),
  onStatus(409, { cause: 'http.conflict' }, 'Status 409 reports a conflict with what is there.'),
  onStatus(410, { cause: 'http.gone' }, 'Status 410 means withdrawn for good.'),
  onStatus(413, { cause: 'http.too_large' }, 'Status 413 refuses the size.'),
  onStatus(421, { cause: 'http.wrong_server' }, 'Status 421 says that the server is not responsible.'),
  onStatus(423, { cause: 'http.locked' }, 'Status 423 reports a lock.'),
  onStatus(426, { cause: 'http.https_needed', confidence: 'guess' }, 'Status 426 asks for another protocol.'),
  onStatus(429, { cause: 'http.rate_limit' }, 'Status 429 asks to slow down.'),
  onStatus(451, { cause: 'http.legal' }, 'Status 451 refuses for legal reasons.'),
  onStatus(
    [400, 406, 411, 412, 414, 415, 416, 417, 422, 424, 428, 431],
    { cause: 'http.bad_request' },
    'These statuses refuse the form of the request.',
  ),
]

const broken: readonly Rule[] = [
  onStatus(500, { cause: 'http.server_error' }, 'Status 500 reports a fault inside the service.'),
  onStatus(
    [501, 505],
    { cause: 'http.not_implemented', confidence: 'guess' },
    'The server does not know the call.',
  ),
  onStatus(
    502,
    { cause: 'http.bad_gateway' },
    'Status 502 comes from a proxy that cannot reach the service.',
  ),
  onStatus([503, 507, 529], { cause: 'http.unavailable' }, 'The server says that it cannot serve now.'),
  onStatus([504, 598, 599], { cause: 'http.timeout' }, 'A proxy waited for the service in vain.'),
  onStatus(
    [520, 521, 522, 523, 524, 525, 526, 527, 530],
    { cause: 'http.origin_unreachable' },
    'These statuses are Cloudflare’s for an origin that does not answer.',
  ),
  onStatus(508, { cause: 'transport.redirect_loop' }, 'Status 508 reports a loop.'),
  onStatus(
    511,
    { cause: 'http.captive_page', confidence: 'certain' },
    'Status 511 is sent by networks that want a sign-in first.',
  ),
  onStatus('5xx', { cause: 'http.server_error', confidence: 'guess' }, 'Any 5xx is a fault of the server.'),
]

/** A good status is good only when content type and form are right. */
const good: readonly Rule[] = [
  onStatus([204, 205, 304], { cause: healthy }, 'These statuses never carry a body.'),
  {
    when: { status: ['2xx', 'none'], body: 'json' },
    is: { cause: healthy },
    because: 'JSON came and no rule found a fault in it.',
  },
  { when: { status: '2xx', body: 'absent' }, is: { cause: healthy }, because: 'Nothing in it is a failure.' },
  { when: { method: 'HEAD', status: '2xx' }, is: { cause: healthy }, because: 'A HEAD request has no body.' },
  {
    when: {
      status: '2xx',
      header: { 'content-type': /^(?:image|audio|video|font)\/|octet-stream|xml|csv|zip|ndjson/i },
    },
    is: { cause: healthy },
    because: 'Something other than JSON was asked for and came.',
  },
  {
    when: { status: '2xx', body: 'cut' },
    is: { cause: 'transport.truncated' },
    because: 'The JSON ends in the middle.',
  },
  {
    when: { status: '2xx', body: 'empty', method: ['DELETE', 'PUT'] },
    is: { cause: healthy },
    because: 'Removals and replacements are often answered without content.',
  },
  {
    when: { status: '2xx', body: 'empty' },
    is: { cause: 'http.empty' },
    because: 'Content is missing where it is always sent.',
  },
  {
    when: { status: '2xx', body: 'text' },
    is: { cause: 'http.not_json' },
    because: 'The body is text, not JSON.',
  },
]

const unknown: readonly Rule[] = [
  {
    when: { status: ['none'] },
    is: { cause: 'http.no_evidence', confidence: 'guess' },
    because: 'A failure without any sign stays unknown.',
  },
  {
    when: { status: ['4xx'], body: ['absent', 'empty'] },
    is: { cause: 'http.unexpected', confidence: 'guess' },
    because: 'The status has no agreed meaning and nothing explains it.',
  },
  { when: {}, is: { cause: 'http.unexpected', confidence: 'guess' }, because: 'No rule knows this answer.' },
]

export const httpRules: readonly Rule[] = [...told, ...good, ...refused, ...broken, ...unknown]
