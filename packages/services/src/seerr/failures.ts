import type { Rule, RuleSet } from '@cuemark/diagnosis'
import { seerrAddressRules } from './failures-address.ts'
import { seerrCauses } from './failures-causes.ts'

/** Everything Seerr says in words. One 403 stands for six things, so its text comes first (seerr.md §2). */
const requests: readonly Rule[] = [
  {
    when: { text: [/"(?:movie|series|tv) quota exceeded/, /^(?:movie|series) quota exceeded/] },
    is: { cause: 'seerr.request_quota', confidence: 'certain' },
    because: 'The refusal names the request limit of the user, not the key.',
  },
  {
    when: { text: ['this media is blocklisted', 'this media is blacklisted'] },
    is: { cause: 'seerr.blocklisted', confidence: 'certain' },
    because: 'The refusal names the blocklist.',
  },
  {
    when: { text: 'invalid csrf token' },
    is: { cause: 'seerr.csrf', confidence: 'certain' },
    because: 'The refusal names the CSRF protection; reading goes on to work.',
  },
  {
    when: { text: [/request for this media already exists/, 'already been requested'] },
    is: { cause: 'seerr.request_exists', confidence: 'certain' },
    because: 'A second request for a title changes nothing.',
  },
  {
    when: { text: 'no seasons available to request' },
    is: { cause: 'seerr.nothing_to_request', confidence: 'certain' },
    because: 'Status 202 looks like success; the text says that nothing was requested.',
  },
  {
    when: {
      text: [
        'you do not have permission to make',
        'you do not have permission to modify',
        'you do not have permission to view',
        'you do not have permission to request',
        /"access denied\.?"/,
      ],
    },
    is: { cause: 'seerr.not_permitted', confidence: 'certain' },
    because: 'The text names the right that is missing, so the key was accepted.',
  },
]

const access: readonly Rule[] = [
  {
    when: { text: "cookie 'connect.sid' required", credentialSent: true },
    is: { cause: 'seerr.key_stripped' },
    because: 'We sent a key and Seerr says that none arrived: something on the way removes it.',
  },
  {
    when: { text: "cookie 'connect.sid' required" },
    is: { cause: 'seerr.key_missing', confidence: 'certain' },
    because: '401 in these words means that no key arrived.',
  },
  {
    when: { text: 'permission to access this endpoint', call: 'auth_me', actingUser: true },
    is: { cause: 'seerr.acting_user_unknown', confidence: 'guess' },
    because: 'The own user can be read with any good key, so the acting user is the likelier fault.',
  },
  {
    when: { text: 'permission to access this endpoint' },
    is: { cause: 'seerr.key_wrong' },
    because:
      'A wrong key, a missing right and an unfinished set-up are answered alike; the key is the commonest.',
  },
  {
    when: { status: 401, body: ['absent', 'empty', 'json'] },
    is: { cause: 'seerr.key_missing' },
    because: 'Seerr sends 401 only when no key arrived.',
  },
  {
    when: { status: 403, body: ['empty', 'html', 'text'] },
    is: { cause: 'seerr.proxy_refused' },
    because: 'Seerr itself always refuses in JSON.',
  },
  {
    when: { status: 403, body: ['absent', 'json'] },
    is: { cause: 'seerr.key_wrong', confidence: 'guess' },
    because: 'Without its words a 403 is most often the key.',
  },
]

const mediaServer: readonly Rule[] = [
  {
    when: { field: { message: ['invalid_url', 'no_admin_user', 'unable_to_connect', 'connection_refused'] } },
    is: { cause: 'seerr.media_server_address', confidence: 'certain' },
    because: 'Seerr’s own code says that the address of the media server is wrong.',
  },
  {
    when: {
      field: {
        message: [
          'invalid_credentials',
          'invalid_auth_token',
          'not_admin',
          'unauthorized',
          'invalid_email_or_password',
        ],
      },
    },
    is: { cause: 'seerr.media_server_sign_in', confidence: 'certain' },
    because: 'Seerr’s own code says that the sign-in at the media server failed.',
  },
  {
    when: {
      text: [
        /\[tmdb\].{0,300}(?:eai_again|enotfound|econnrefused|etimedout|econnreset|enetunreach|ehostunreach|certificate|timeout)/,
      ],
    },
    is: { cause: 'seerr.tmdb_unreachable', confidence: 'certain' },
    because: 'The text is Seerr’s own failing call to TMDb.',
  },
  {
    when: {
      text: ['[tmdb]', '[radarr]', '[sonarr]', /"unable to retrieve /, /failed to (?:fetch|retrieve) /],
      status: ['none', '5xx'],
    },
    is: { cause: 'seerr.behind_it_failed' },
    because: 'Seerr says that it could not fetch from what stands behind it.',
  },
  {
    when: { text: 'could not find any entity of type' },
    is: { cause: 'seerr.user_mapping', confidence: 'certain' },
    because: 'Seerr answers 500 to a request for a user that it does not have.',
  },
]

const forms: readonly Rule[] = [
  {
    when: { status: 400 },
    is: { cause: 'seerr.bad_request' },
    because: 'Seerr checks every request against its specification and names the part at fault.',
  },
  {
    when: {
      text: [
        'must be url encoded',
        'type.openapi.validation',
        'unsupported media type',
        'request entity too large',
      ],
    },
    is: { cause: 'seerr.bad_request', confidence: 'certain' },
    because: 'The text is that of Seerr’s check of the request.',
  },
  {
    when: { status: [405, 413, 415, 422], body: ['absent', 'empty', 'json'] },
    is: { cause: 'seerr.bad_request' },
    because: 'These statuses refuse the form of the request.',
  },
]

const rest: readonly Rule[] = [
  {
    when: {
      status: 404,
      text: [
        /\b(?:user|request|media|movie|series|season|issue|comment|collection|person) not found/,
        'not found.',
      ],
      body: 'json',
    },
    is: { cause: 'seerr.not_found', confidence: 'certain' },
    because: 'Seerr names what it does not have.',
  },
  {
    when: { status: 404, body: ['absent', 'empty', 'json'] },
    is: { cause: 'seerr.not_found', confidence: 'guess' },
    because: 'Without its words a 404 is most often a missing entry.',
  },
  {
    when: { status: 409 },
    is: { cause: 'seerr.request_exists' },
    because: 'Seerr sends 409 for what is there already.',
  },
  {
    when: { status: 500, body: ['absent', 'empty', 'json'] },
    is: { cause: 'seerr.internal_error' },
    because: 'The text of a 500 is internal and explains nothing.',
  },
  {
    when: { header: { deprecation: /^(?!false$)/i }, status: '2xx' },
    is: { cause: 'seerr.deprecated_call', confidence: 'certain', expected: true },
    because: 'Seerr marks old names of calls with a header; the answer itself is good.',
  },
  {
    when: {
      transport: ['TIMEOUTERROR', 'CUEMARK_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'],
      suspect: 'actingUser',
    },
    is: { cause: 'seerr.acting_user_not_number' },
    because: 'Seerr never answers when the acting user is not a number.',
  },
]

export const seerrRules: RuleSet = {
  service: 'seerr',
  name: 'Seerr',
  hosts: [],
  selfHosted: true,
  addressField: 'url',
  credentialField: 'apiKey',
  rules: [...requests, ...mediaServer, ...access, ...seerrAddressRules, ...forms, ...rest],
  causes: seerrCauses,
}
