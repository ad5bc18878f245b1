import type { Causes } from '../rules.ts'
import type { RemedyStep } from '../vocabulary.ts'

const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const wait: RemedyStep = { text: 'Wait: work goes on by itself when the service answers again.' }
const report: RemedyStep = { text: 'Report this with the evidence below: the request itself must change.' }
const soon = { told: { elseMs: 60_000 } } as const
const ours = { kind: 'invalid_request', scope: 'own_code', retry: 'never' } as const

/** What a bare HTTP status means where the service has said nothing better. */
export const httpCauses: Causes = {
  'http.bad_request': {
    ...ours,
    title: '{name}: the request was not accepted',
    explanation: 'The service could not make sense of the request. Sending it again will not help.',
    remedy: [report],
  },
  'http.unauthorized': {
    kind: 'authentication',
    title: '{name}: the credential was not accepted',
    explanation: 'The service asks for a valid credential. It is missing, mistyped, expired or revoked.',
    remedy: [{ text: 'Copy the credential again and replace it.', action: 'replace_key' }, test],
    scope: 'integration',
    retry: 'never',
    field: '@credential',
  },
  'http.payment_required': {
    kind: 'account',
    title: '{name}: the account needs a paid plan',
    explanation: 'The service answers this call only for accounts that pay for it.',
    remedy: [{ text: 'Check the plan of the account at the service.' }, test],
    scope: 'integration',
    retry: 'never',
  },
  'http.forbidden': {
    kind: 'permission',
    title: '{name}: access refused',
    explanation:
      'The service understood the request and refuses it: a right is missing, or this caller is not let in.',
    remedy: [{ text: 'Check what the credential is allowed to do.', action: 'edit_settings' }, test],
    scope: 'integration',
    retry: 'never',
  },
  'http.not_found': {
    kind: 'not_found',
    title: '{name}: no such item',
    explanation: 'The service does not have what was asked for.',
    remedy: [],
    scope: 'item',
    retry: 'never',
    expected: true,
  },
  'http.no_such_page': {
    kind: 'not_found',
    title: '{name}: nothing stands at this address',
    explanation:
      'The answer is a page that says "not found". The item does not exist, or the address leads to another program.',
    remedy: [
      { text: 'Compare the address, path included, with the one in the documentation of the service.' },
    ],
    scope: 'item',
    retry: 'never',
  },
  'http.method_refused': {
    ...ours,
    title: '{name}: this call does not exist',
    explanation: 'The address exists, but not for this method.',
    remedy: [report],
  },
  'http.conflict': {
    kind: 'conflict',
    title: '{name}: already there',
    explanation: 'What was asked for is already done, or stands against something that is there.',
    remedy: [],
    scope: 'item',
    retry: 'never',
    expected: true,
  },
  'http.gone': {
    kind: 'deprecated',
    title: '{name}: this call was removed',
    explanation: 'The service once answered here and has withdrawn it for good.',
    remedy: [{ text: 'Update Cuemark.' }, report],
    scope: 'own_code',
    retry: 'never',
  },
  'http.too_large': {
    ...ours,
    title: '{name}: the request was too large',
    explanation: 'The service, or the proxy in front of it, takes only smaller requests.',
    remedy: [report],
  },
  'http.locked': {
    kind: 'account',
    title: '{name}: locked',
    explanation: 'The service says that what was asked for is locked.',
    remedy: [{ text: 'Check the account at the service.' }],
    scope: 'account',
    retry: 'never',
  },
  'http.rate_limit': {
    kind: 'rate_limit',
    title: '{name}: too many requests',
    explanation: 'More was asked in a short time than the service allows.',
    remedy: [wait],
    scope: 'integration',
    retry: soon,
  },
  'http.legal': {
    kind: 'permission',
    title: '{name}: not offered here',
    explanation: 'The service may not answer from this country, for legal reasons.',
    remedy: [{ text: 'Check from which country this machine reaches the Internet.' }],
    scope: 'integration',
    retry: 'never',
  },
  'http.server_error': {
    kind: 'outage',
    title: '{name}: internal error at the service',
    explanation: 'The service failed while answering. The credential has nothing to do with it.',
    remedy: [wait, { text: 'If it lasts, look at the service’s status page or its log.' }],
    scope: 'service',
    retry: soon,
  },
  'http.not_implemented': {
    kind: 'outage',
    title: '{name}: the service cannot do this',
    explanation:
      'The server that answers does not know this call. It may be only half started, or another version.',
    remedy: [wait, { text: 'Check the version of the service.' }],
    scope: 'service',
    retry: soon,
  },
  'http.unavailable': {
    kind: 'outage',
    title: '{name}: not available at the moment',
    explanation: 'The server is overloaded, starting, or under maintenance.',
    remedy: [wait],
    scope: 'service',
    retry: soon,
  },
  'http.bad_gateway': {
    kind: 'outage',
    title: '{name}: the service behind the proxy does not answer',
    explanation: 'A proxy answered and says that it cannot reach the service behind it.',
    remedy: [
      wait,
      {
        text: 'If you run it yourself, check that the service is started and the proxy names the right port.',
      },
    ],
    scope: 'service',
    retry: soon,
  },
  'http.origin_unreachable': {
    kind: 'outage',
    title: '{name}: down behind Cloudflare',
    explanation: 'Cloudflare answered in place of the service because it cannot reach it.',
    remedy: [wait],
    scope: 'service',
    retry: soon,
  },
  'http.timeout': {
    kind: 'outage',
    title: '{name}: gave up waiting',
    explanation: 'The server did not finish in its own time.',
    remedy: [wait],
    scope: 'service',
    retry: soon,
  },
  'http.proxy_auth': {
    kind: 'configuration',
    title: 'The outgoing proxy asks for a sign-in',
    explanation: 'Requests from this machine pass a proxy, and that proxy wants a user name and password.',
    remedy: [
      { text: 'Put the proxy’s sign-in into HTTP_PROXY and HTTPS_PROXY.' },
      { text: 'List local names in NO_PROXY.' },
    ],
    scope: 'own_network',
    retry: 'never',
  },
  'http.wrong_server': {
    kind: 'configuration',
    title: '{name}: another server answered',
    explanation: 'The server that answered is not responsible for this host name.',
    remedy: [
      { text: 'Check the address and the proxy in front of the service.', action: 'edit_address' },
      test,
    ],
    scope: 'integration',
    retry: 'never',
    field: '@address',
  },
  'http.unexpected': {
    kind: 'unknown',
    title: '{name}: an answer that says nothing known',
    explanation: 'The service refused the request with a status that has no agreed meaning here.',
    remedy: [{ text: 'Look at the evidence below.' }, test],
    scope: 'integration',
    retry: 'never',
  },
  'http.no_evidence': {
    kind: 'unknown',
    title: '{name}: the reason is not known',
    explanation: 'Nothing that was seen says why this failed: no answer, no status and no error.',
    remedy: [{ text: 'Get the full answer: status, headers and body.' }, test],
    scope: 'integration',
    retry: 'never',
  },
}
