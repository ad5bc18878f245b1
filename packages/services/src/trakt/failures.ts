import type { Rule, RuleSet } from '@cuemark/diagnosis'
import { traktApiCauses } from './failures-causes-api.ts'
import { traktOauthCauses } from './failures-causes-oauth.ts'
import { traktOauthRules, traktWordRules } from './failures-oauth.ts'

const blockWords = [
  'sorry, you have been blocked',
  'used cloudflare to restrict access',
  'security service to protect itself from online attacks',
  /error code: ?10\d\d/,
  /error 10[012]\d/,
  'attention required',
  'access denied',
]
const challengeWords = [
  'just a moment',
  'cf_chl_',
  'challenge-platform',
  'checking your browser',
  'enable javascript and cookies',
]

/** Cloudflare in front of Trakt is told apart by its words and by the headers that only Trakt's own answers have. */
const firewall: readonly Rule[] = [
  {
    when: {
      status: 429,
      text: ['cloudflare', 'rate limited', 'access denied', 'error code: 1015'],
      body: ['html', 'text'],
    },
    is: { cause: 'trakt.rate_limit', confidence: 'certain' },
    because: 'Cloudflare’s refusal with 429 is a rate limit too; waiting ends it.',
  },
  {
    when: {
      status: ['none', 403, 429],
      body: ['html', 'text'],
      text: ['you are being rate limited', 'error code: 1015', 'error 1015'],
    },
    is: { cause: 'trakt.rate_limit', confidence: 'certain' },
    because: 'Cloudflare’s page 1015 says that the caller is too fast.',
  },
  {
    when: {
      status: ['none', 403, 503, 400, 401, 406],
      body: ['html', 'text'],
      text: [...blockWords, ...challengeWords],
    },
    is: { cause: 'trakt.blocked', confidence: 'certain' },
    because: 'The words are those of Cloudflare’s refusal, not of Trakt.',
  },
  {
    when: { status: 403, body: 'html' },
    is: { cause: 'trakt.blocked' },
    because: 'Trakt’s API answers in JSON or without a body; a page comes from Cloudflare.',
  },
  {
    when: {
      status: 403,
      header: { 'cf-ray': true, 'content-type': /html/i, 'x-request-id': false, 'x-runtime': false },
    },
    is: { cause: 'trakt.blocked' },
    because: 'Only Cloudflare’s headers are there; Trakt’s own answers have x-request-id and x-runtime.',
  },
]

const limits: readonly Rule[] = [
  {
    when: { text: [/(?:un)?authed_api_[a-z]+_limit/, 'rate limit exceeded'] },
    is: { cause: 'trakt.rate_limit', confidence: 'certain' },
    because: 'Trakt names the limit.',
  },
  {
    when: { status: 429 },
    is: { cause: 'trakt.rate_limit' },
    because: 'The security layer sends 429 without naming a limit.',
  },
]

const access: readonly Rule[] = [
  {
    when: { status: ['4xx', 'none'], query: { 'trakt-api-key': true } },
    is: { cause: 'trakt.headers_in_address', confidence: 'certain' },
    because: 'The key stands in the address, where Trakt does not look.',
  },
  {
    when: { status: 401, header: { 'www-authenticate': /invalid_token/i } },
    is: { cause: 'trakt.token_invalid', confidence: 'certain' },
    because: 'Trakt says in a header that the access token is invalid.',
  },
  {
    when: {
      text: [
        'access token is invalid',
        'access token expired',
        'token was revoked',
        'access token was revoked',
        'invalid_token',
      ],
      status: ['none', '4xx'],
    },
    is: { cause: 'trakt.token_invalid', confidence: 'certain' },
    because: 'Trakt names the access token.',
  },
  {
    when: { status: 401, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.token_invalid' },
    because: 'A 401 of the API asks for a valid sign-in.',
  },
  {
    when: { status: 403, anyHeader: ['x-request-id', 'x-runtime'] },
    is: { cause: 'trakt.app_removed', confidence: 'certain' },
    because: 'Trakt itself answered, and for it 403 means an invalid key or an unapproved app.',
  },
  {
    when: { status: 403, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.app_removed' },
    because: 'Without a page, 403 is documented for an invalid key or an unapproved app.',
  },
  {
    when: { status: 423, header: { 'x-account-deactivated': /true|1|yes/i } },
    is: { cause: 'trakt.account_deactivated', confidence: 'certain' },
    because: 'A header says that the account is deactivated.',
  },
  {
    when: { status: 423 },
    is: { cause: 'trakt.account_locked', confidence: 'certain' },
    because: '423 is documented for a locked account.',
  },
  {
    when: { status: 410, body: ['absent', 'empty', 'json'] },
    is: { cause: 'trakt.account_deactivated' },
    because: 'Outside the device sign-in, 410 was seen for deactivated accounts.',
  },
  {
    when: { status: 420 },
    is: { cause: 'trakt.account_limit', confidence: 'certain' },
    because: '420 is documented for a full list or account.',
  },
  {
    when: { status: 426 },
    is: { cause: 'trakt.vip_only', confidence: 'certain' },
    because: '426 is documented for calls that need VIP.',
  },
]

const requests: readonly Rule[] = [
  {
    when: { text: 'use stop to scrobble' },
    is: { cause: 'trakt.pause_past_end', confidence: 'certain' },
    because: 'Trakt says to send a stop.',
  },
  {
    when: { status: 422, path: /\/scrobble\// },
    is: { cause: 'trakt.progress_refused' },
    because: 'For a scrobble, 422 means progress below 1 percent or an id of the wrong type.',
  },
  {
    when: { status: 422, path: /^\/sync\// },
    is: { cause: 'trakt.title_refused' },
    because: 'These calls carry titles and what is told of them, and 422 refuses a value.',
  },
  {
    when: { status: 422 },
    is: { cause: 'trakt.validation' },
    because: '422 is documented for values that fail validation.',
  },
  {
    // A page is not Trakt speaking: taken for a recorded play, it would lose one.
    when: { status: 409, path: /\/(?:scrobble|checkin)\b/, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.already_scrobbled', confidence: 'certain' },
    because: '409 means that Trakt has this play.',
  },
  {
    when: { status: 409, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.already_there', confidence: 'certain' },
    because: '409 is documented for what exists.',
  },
  {
    when: {
      status: 404,
      path: /^\/(?:movies|shows)\/(?:recommended|favorited|watched|played|collected)\/?$/,
    },
    is: { cause: 'trakt.endpoint_gone' },
    because: 'These calls exist only with a period.',
  },
  {
    when: {
      status: 404,
      path: /^\/(?:scrobble|checkin|search|movies|shows|episodes|sync)\b/,
      body: ['absent', 'empty', 'json', 'text'],
    },
    is: { cause: 'trakt.item_unmatched' },
    because: 'Ids that Trakt does not know are normal.',
  },
  {
    when: { status: 404, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.not_found', confidence: 'guess' },
    because: '404 is documented for a call that exists without a record.',
  },
  {
    when: { status: 405 },
    is: { cause: 'trakt.wrong_method' },
    because: '405 is documented for a method that does not exist.',
  },
  {
    when: { status: 412 },
    is: { cause: 'trakt.precondition' },
    because: '412 is documented for requests that do not announce JSON.',
  },
  {
    when: { status: [400, 406, 415], body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.bad_request' },
    because: '400 is documented for requests that cannot be parsed.',
  },
]

const service: readonly Rule[] = [
  {
    when: { status: 500, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.server_error' },
    because: 'Trakt reports a fault of its own.',
  },
  {
    when: { status: [502, 503, 504, 520, 521, 522, 523, 524, 529, 530] },
    is: { cause: 'trakt.overloaded' },
    because: 'These statuses stand for an overloaded or unreachable Trakt.',
  },
  {
    when: { status: '2xx', path: /\/users\/settings$/, body: 'json', lacks: ['user'] },
    is: { cause: 'trakt.wrong_shape' },
    because: 'The settings always name the user.',
  },
  {
    when: { status: '2xx', path: /\/oauth\/(?:device\/)?token$/, body: 'json', lacks: ['access_token'] },
    is: { cause: 'trakt.wrong_shape' },
    because: 'A good token answer always holds an access token.',
  },
  {
    when: { status: '2xx', path: /\/oauth\/revoke$/, body: ['empty', 'absent', 'text', 'json'] },
    is: { cause: 'healthy' },
    because: 'Trakt answers every revocation with 200, also without content.',
  },
]

export const traktRules: RuleSet = {
  service: 'trakt',
  name: 'Trakt',
  hosts: ['trakt.tv', '.trakt.tv'],
  selfHosted: false,
  addressField: null,
  credentialField: 'clientId',
  rules: [...traktWordRules, ...firewall, ...traktOauthRules, ...limits, ...access, ...requests, ...service],
  causes: { ...traktOauthCauses, ...traktApiCauses },
}
