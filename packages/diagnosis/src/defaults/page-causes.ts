import type { Causes } from '../rules.ts'
import type { RemedyStep } from '../vocabulary.ts'

const test: RemedyStep = { text: 'Test the connection.', action: 'test_now' }
const editAddress: RemedyStep = { text: 'Check the address.', action: 'edit_address' }
const atAddress = { kind: 'configuration', scope: 'integration', retry: 'never', field: '@address' } as const

/** What stands between the caller and the service and answers in its place. */
export const pageCauses: Causes = {
  'http.firewall_blocked': {
    kind: 'permission',
    title: '{name}: its firewall turned the request away',
    explanation:
      'A firewall in front of the service refused this caller before the service saw the request: because of its address, its country, or how the program names itself. The key has nothing to do with it.',
    remedy: [
      { text: 'Stop what sends many requests, and wait a while.' },
      { text: 'If a VPN or a hosting provider is used, try from another address.' },
      test,
    ],
    scope: 'integration',
    retry: { told: { elseMs: 3_600_000 } },
  },
  'http.firewall_challenge': {
    kind: 'permission',
    title: '{name}: its firewall wants to see a browser',
    explanation:
      'The firewall in front of the service asks the caller to prove that it is a person, which a program cannot do.',
    remedy: [
      { text: 'Wait; such checks are often switched on for a short time.' },
      { text: 'If a VPN is used, try without it.' },
      test,
    ],
    scope: 'integration',
    retry: { told: { elseMs: 900_000 } },
  },
  'http.firewall_rate_limit': {
    kind: 'rate_limit',
    title: '{name}: its firewall slows us down',
    explanation: 'The firewall in front of the service counted too many requests from this address.',
    remedy: [{ text: 'Wait: work goes on by itself. Do not try again by hand, that prolongs the block.' }],
    scope: 'integration',
    retry: { told: { elseMs: 300_000 } },
  },
  'http.login_page': {
    // The way is free as soon as the service itself answers.
    provenBy: ['reachable'],
    ...atAddress,
    title: '{name}: a login page answers instead',
    explanation:
      'The answer is a sign-in page, not the service. A login portal or a reverse proxy with sign-in stands in front of this address.',
    remedy: [
      { text: 'Let the path of the API pass the portal without sign-in.' },
      {
        text: 'Or use the address inside the own network that does not pass the portal.',
        action: 'edit_address',
      },
      test,
    ],
  },
  'http.captive_page': {
    kind: 'network',
    title: '{name}: a web page answers instead',
    explanation:
      'A web page came where data was expected. Something on the way answers in place of the service: a captive portal, a provider’s block page, or a proxy.',
    remedy: [
      { text: 'Open the address in a browser on the same network and see what it shows.' },
      { text: 'Check proxy, DNS filter and VPN.' },
      test,
    ],
    scope: 'integration',
    retry: { afterMs: 300_000 },
  },
  'http.web_page': {
    ...atAddress,
    title: '{name}: the address leads to a web page',
    explanation:
      'A web page came where data was expected. The address or its path is not that of the service’s API.',
    remedy: [editAddress, test],
  },
  'http.sign_in_in_front': {
    ...atAddress,
    title: '{name}: a proxy in front asks for a sign-in',
    explanation:
      'The refusal is a web page, so it comes from a proxy in front of the service and not from the service. The key was not looked at.',
    remedy: [{ text: 'Let the path of the API pass the proxy without sign-in.' }, editAddress, test],
  },
  'http.redirected': {
    ...atAddress,
    title: '{name}: the address leads elsewhere',
    explanation: 'The server sends the request on to another address instead of answering it.',
    remedy: [{ text: 'Use the address at which the service itself answers.', action: 'edit_address' }, test],
  },
  'http.https_needed': {
    ...atAddress,
    title: '{name}: this address wants https',
    explanation: 'The server answers plain requests only by sending them on to https.',
    remedy: [{ text: 'Begin the address with https://.', action: 'edit_address' }, test],
  },
  'http.redirected_away': {
    kind: 'network',
    title: '{name}: sent on to another site',
    explanation:
      'The request was sent on to another host, which the service never does. A captive portal or a filter stands in between.',
    remedy: [{ text: 'Open the address in a browser on the same network and see where it leads.' }, test],
    scope: 'integration',
    retry: { afterMs: 300_000 },
  },
  'http.wrong_page': {
    ...atAddress,
    title: '{name}: nothing at this path',
    explanation:
      'A web server answers, but it has no such page. The address or its path does not lead to the service.',
    remedy: [editAddress, test],
  },
  'http.wrong_shape': {
    kind: 'malformed',
    title: '{name}: the answer makes no sense',
    explanation: 'An answer came that looks good and does not hold what such an answer always holds.',
    remedy: [
      { text: 'Wait: the service may be in the middle of a change.' },
      { text: 'Update Cuemark.' },
      test,
    ],
    scope: 'own_code',
    retry: { afterMs: 300_000 },
  },
  'http.not_json': {
    kind: 'malformed',
    title: '{name}: the answer is not data',
    explanation: 'The status says that all is well, but the body is not the JSON that was asked for.',
    remedy: [editAddress, test],
    scope: 'integration',
    retry: { afterMs: 300_000 },
  },
  'http.empty': {
    kind: 'malformed',
    title: '{name}: an empty answer',
    explanation: 'The status says that all is well, but there is no content where content is always sent.',
    remedy: [{ text: 'Wait: a single empty answer heals by itself.' }, test],
    scope: 'integration',
    retry: { afterMs: 60_000 },
  },
}
