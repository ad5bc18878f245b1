import type { Rule, RuleSet, Verdict } from '@cuemark/diagnosis'
import { tmdbCauses } from './failures-causes.ts'

const hosts = ['api.themoviedb.org', 'api.tmdb.org', 'image.tmdb.org', 'www.themoviedb.org']

/** TMDb's own code decides, whatever the status and the wording: translations and statuses vary (tmdb.md §2). */
function onCode(codes: readonly number[], is: Verdict, because: string): Rule {
  return { when: { field: { status_code: codes } }, is: { confidence: 'certain', ...is }, because }
}

const codes: readonly Rule[] = [
  onCode([7, 14, 35], { cause: 'tmdb.key_invalid' }, 'Codes 7, 14 and 35 refuse the key or token itself.'),
  onCode(
    [3, 38, 39],
    { cause: 'tmdb.access_denied' },
    'Codes 3, 38 and 39 accept the key and refuse the access.',
  ),
  onCode([36], { cause: 'tmdb.no_write_permission' }, 'Code 36 names the missing right to write.'),
  onCode([10, 45], { cause: 'tmdb.suspended' }, 'Codes 10 and 45 name a suspension.'),
  onCode([31], { cause: 'tmdb.account_disabled' }, 'Code 31 names a disabled account.'),
  onCode([32], { cause: 'tmdb.email_unverified' }, 'Code 32 names an unconfirmed e-mail address.'),
  onCode([30], { cause: 'tmdb.login_wrong' }, 'Code 30 refuses a user name and password.'),
  onCode(
    [16, 17, 33, 37, 41],
    { cause: 'tmdb.session_denied' },
    'These codes refuse a person’s session or request token; 37 does so with status 404, 41 with 422.',
  ),
  onCode(
    [8],
    { cause: 'tmdb.duplicate' },
    'Code 8 reports an entry that exists, although its status is 403.',
  ),
  onCode(
    [6, 21, 34],
    { cause: 'tmdb.not_found' },
    'Codes 6, 21 and 34 report a missing item; 21 does so with status 200.',
  ),
  onCode([25], { cause: 'tmdb.rate_limit' }, 'Code 25 counts requests.'),
  onCode([9], { cause: 'tmdb.offline' }, 'Code 9 says that the service is offline.'),
  onCode([46], { cause: 'tmdb.maintenance' }, 'Code 46 announces maintenance.'),
  onCode([11, 15], { cause: 'tmdb.internal_error' }, 'Codes 11 and 15 report a fault inside TMDb.'),
  onCode(
    [24, 43],
    { cause: 'tmdb.overloaded' },
    'Codes 24 and 43 report servers behind TMDb that do not answer.',
  ),
  onCode(
    [2, 4, 5, 18, 19, 20, 22, 23, 26, 27, 28, 29, 42, 44, 47],
    { cause: 'tmdb.bad_request' },
    'These codes refuse the request; 44 does so with status 500.',
  ),
]

/** The words of the table, for what was pasted without its code. */
const wordings: readonly Rule[] = [
  {
    when: { text: ['invalid api key: you must be granted a valid key'] },
    is: { cause: 'tmdb.key_invalid', confidence: 'certain' },
    because: 'These are the words of code 7.',
  },
  {
    when: { text: ['suspended api key: access to your account'] },
    is: { cause: 'tmdb.suspended', confidence: 'certain' },
    because: 'These are the words of code 10.',
  },
  {
    when: { text: [/your request count .{1,12}is over the allowed limit/] },
    is: { cause: 'tmdb.rate_limit', confidence: 'certain' },
    because: 'These are the words of code 25.',
  },
  {
    when: {
      text: ['the resource you requested could not be found', 'the pre-requisite id is invalid or not found'],
    },
    is: { cause: 'tmdb.not_found', confidence: 'certain' },
    because: 'These are the words of codes 34 and 6.',
  },
  {
    when: { text: ['back-end server is at capacity'] },
    is: { cause: 'tmdb.overloaded', confidence: 'certain' },
    because: 'The load balancer in front of TMDb speaks so when no server is free.',
  },
]

const credentials: readonly Rule[] = [
  {
    when: { status: ['none', 401], query: { api_key: /^eyJ/ } },
    is: { cause: 'tmdb.credential_swapped', confidence: 'certain' },
    because: 'A read access token was sent as api_key; a key has 32 hexadecimal digits.',
  },
]

const bareAnswers: readonly Rule[] = [
  {
    when: { field: { errors: /./ }, lacks: ['status_code'] },
    is: { cause: 'tmdb.bad_request' },
    because: 'A list of errors is TMDb’s answer to a body that fails validation.',
  },
  {
    when: { status: ['none', '2xx', '4xx'], field: { success: false } },
    is: { cause: 'tmdb.unknown_code', confidence: 'guess' },
    because: 'success is false without any known code.',
  },
  {
    when: { status: 401, body: ['absent', 'empty', 'json', 'text'] },
    is: {
      cause: 'tmdb.key_invalid',
      confidence: 'guess',
      probe: {
        call: 'authentication',
        because: 'Status 401 covers fourteen codes; this call names the key’s.',
      },
    },
    because: 'Without its code, a 401 is most often the key.',
  },
  {
    when: { status: 403, body: ['absent', 'empty', 'text', 'html'] },
    is: { cause: 'tmdb.blocked' },
    because:
      'TMDb sends 403 only with the codes 8 and 45; one without a code comes from the network in front.',
  },
  {
    when: { status: 404, body: ['absent', 'empty', 'json'] },
    is: { cause: 'tmdb.not_found' },
    because: 'A missing title is normal.',
  },
  {
    when: { status: 429 },
    is: { cause: 'tmdb.rate_limit' },
    because: 'TMDb asks to respect every 429.',
  },
  {
    when: { status: [502, 503, 504] },
    is: { cause: 'tmdb.overloaded' },
    because: 'These statuses come from the balancer in front of TMDb.',
  },
]

const shapes: readonly Rule[] = [
  {
    when: {
      status: '2xx',
      path: /\/3\/authentication$/,
      body: 'json',
      lacks: ['success', 'status_code'],
      typed: true,
    },
    is: { cause: 'tmdb.not_tmdb' },
    because: 'TMDb always answers this call with success and a code.',
  },
  {
    when: { status: '2xx', path: /\/3\/authentication$/, body: 'json', lacks: ['success', 'status_code'] },
    is: { cause: 'http.wrong_shape' },
    because: 'TMDb always answers this call with success and a code.',
  },
]

const routes: readonly Rule[] = [
  {
    when: { transportText: ['2600:9000:'], typed: false },
    is: { cause: 'tmdb.ipv6_route' },
    because: 'The address is one of CloudFront over IPv6.',
  },
]

export const tmdbRules: RuleSet = {
  service: 'tmdb',
  name: 'TMDb',
  hosts,
  selfHosted: false,
  addressField: 'baseUrl',
  credentialField: 'apiKey',
  rules: [...routes, ...credentials, ...codes, ...wordings, ...shapes, ...bareAnswers],
  causes: tmdbCauses,
}
