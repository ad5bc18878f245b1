import type { Rule } from '@cuemark/diagnosis'
import { device, polls } from './failures-device.ts'

/** All hosts of Trakt by which a public call goes. Demo and tests use others, where host rules must stay silent. */
const apiHosts = ['api.trakt.tv', 'apiz.trakt.tv', 'api-staging.trakt.tv', 'api-v2launch.trakt.tv']
const siteHosts = ['trakt.tv', 'www.trakt.tv', 'app.trakt.tv']

const tokenPath = /\/oauth2?\/(?:token|refresh)\/?$/
const signInCall = /\/oauth2?\/(?:token|refresh|revoke|device\/code)\/?$/
const authorizePath = /\/(?:oauth2?\/authorize|auth\/signin)\/?$/

/** Addresses that are wrong in themselves; with no answer, or with one that says nothing better (trakt.md §1). */
const hosts: readonly Rule[] = [
  {
    when: { host: apiHosts, path: authorizePath, status: ['none', '2xx', '3xx', '4xx', 500] },
    is: { cause: 'trakt.oauth.wrong_host', confidence: 'certain' },
    because: 'Nobody can sign in on the API host: it answers 400 or 500 whatever is sent.',
  },
  {
    when: { host: '.trakt.tv', scheme: 'http', status: ['none', '3xx', 403, 404, 400, 426] },
    is: { cause: 'trakt.plain_http', confidence: 'certain' },
    because: 'Trakt does not answer without TLS.',
  },
  {
    when: { host: 'trakt.tv', scheme: 'http', status: ['none', 403, 404, 400, 426] },
    is: { cause: 'trakt.plain_http', confidence: 'certain' },
    because: 'Trakt does not answer without TLS.',
  },
  {
    when: { host: '.trakt.tv', transportText: '', scheme: 'http' },
    is: { cause: 'trakt.plain_http' },
    because: 'Trakt does not answer without TLS.',
  },
  {
    when: { host: 'api-v2launch.trakt.tv', transportText: '' },
    is: { cause: 'trakt.old_host', confidence: 'certain' },
    because: 'The host was removed in February 2024, so its name no longer exists.',
  },
  {
    when: { host: 'api-v2launch.trakt.tv', status: ['none', 404] },
    is: { cause: 'trakt.old_host', confidence: 'certain' },
    because: 'The host was removed in February 2024.',
  },
  {
    when: { host: 'api-staging.trakt.tv', status: ['none', 401, 403] },
    is: { cause: 'trakt.staging_host' },
    because: 'The staging host knows only apps made there.',
  },
  {
    when: { host: siteHosts, path: '/pin/*', status: ['none', '3xx', '4xx'] },
    is: { cause: 'trakt.pin_gone', confidence: 'certain' },
    because: 'The PIN page was removed.',
  },
  {
    when: {
      host: siteHosts,
      path: ['/oauth/token', '/oauth/revoke', '/oauth/device/*'],
      status: ['none', '3xx', 403, 404, 405],
    },
    is: { cause: 'trakt.oauth.wrong_host', confidence: 'certain' },
    because: 'The web site has answered no token request since January 2026.',
  },
  {
    when: {
      host: apiHosts,
      path: ['/oauth/token', '/oauth/revoke', '/oauth/device/*'],
      status: ['none'],
      body: 'absent',
      method: ['', 'GET'],
    },
    is: { cause: 'trakt.oauth.wrong_host' },
    because: 'All of the sign-in belongs on auth.trakt.tv.',
  },
  {
    when: { host: apiHosts, path: ['/oauth/token', '/oauth/revoke'], method: ['', 'POST'], status: 404 },
    is: { cause: 'trakt.oauth.wrong_host' },
    because: 'All of the sign-in belongs on auth.trakt.tv.',
  },
]

const words: readonly Rule[] = [
  {
    when: {
      text: [
        'redirect_uri mismatch',
        // Up to the apostrophe, which a page writes in several ways.
        'redirect uri is malformed',
        'redirect uri included is not valid',
        'invalid_redirect_uri',
        'invalid redirect_uri',
        'invalid redirect uri',
        'redirect_uri_mismatch',
      ],
    },
    is: { cause: 'trakt.oauth.redirect_mismatch', confidence: 'certain' },
    because: 'Trakt compares the redirect address letter by letter and says that it differs.',
  },
  {
    when: { field: { error: 'invalid_client', error_description: /client_?id is required/ } },
    is: {
      cause: 'trakt.app_removed',
      probe: { call: 'public_get', because: 'A deleted app is refused with 403 on public calls too.' },
    },
    because: 'A deleted app is answered as if its id were missing.',
  },
  {
    when: { field: { error: ['invalid_client', 'unauthorized_client'], error_description: /secret/ } },
    is: { cause: 'trakt.oauth.secret_wrong', confidence: 'certain' },
    because: 'Trakt names the secret.',
  },
  {
    when: { field: { error: ['invalid_client', 'unauthorized_client'] } },
    is: { cause: 'trakt.oauth.client_unknown', confidence: 'certain' },
    because: 'Trakt says that it does not know the client.',
  },
  {
    when: { text: ['client authentication failed', 'invalid client_id', 'unknown client', 'invalid_client'] },
    is: { cause: 'trakt.oauth.client_unknown', confidence: 'certain' },
    because: 'Trakt says that it does not know the client.',
  },
  {
    when: { call: 'code_exchange', text: ['session not found', 'session no longer exists'] },
    is: { cause: 'trakt.oauth.code_used', confidence: 'certain' },
    because: 'The sign-in that this code belongs to is over.',
  },
  {
    when: { text: ['session not found', 'session no longer exists'] },
    is: { cause: 'trakt.oauth.session_not_found', confidence: 'certain' },
    because: 'The new sign-in server does not know tokens from before July 2026.',
  },
  {
    when: { text: ['code verification failed', 'code_verifier', 'pkce is required', 'code_challenge'] },
    is: { cause: 'trakt.oauth.pkce', confidence: 'certain' },
    because: 'Trakt names the proof of the sign-in.',
  },
  {
    when: {
      field: { error_description: [/^invalid code\b/, /^code (?:is )?(?:expired|invalid|not found)/] },
    },
    is: { cause: 'trakt.oauth.code_used', confidence: 'certain' },
    because: 'Trakt names the code: it is used or expired.',
  },
  {
    when: { text: ['user not found'], path: tokenPath },
    is: { cause: 'trakt.oauth.user_gone', confidence: 'certain' },
    because: 'Trakt says that the account of this sign-in is not there.',
  },
  {
    when: { text: [/missing required parameter: `?grant_type/] },
    is: { cause: 'trakt.oauth.refresh_too_old' },
    because: 'Trakt answers so to refresh tokens that are too old, and to empty requests.',
  },
  {
    when: {
      text: [
        'client_id is required',
        'missing required client_id',
        'client_id missing',
        /missing required parameter: `?client_id/,
      ],
      status: [400, 401, 'none'],
    },
    is: { cause: 'trakt.oauth.not_json' },
    because: 'A body that is not JSON is read as empty, so the first field is said to be missing.',
  },
  {
    when: { call: 'code_exchange', field: { error: 'invalid_grant' } },
    is: { cause: 'trakt.oauth.code_used', confidence: 'certain' },
    because: 'In an exchange the grant is the code: it was used, or its time is over.',
  },
  {
    when: { field: { error: 'invalid_grant' } },
    is: { cause: 'trakt.oauth.grant_dead', confidence: 'certain' },
    because: 'The code or refresh token was used, revoked, or is too old, whatever the status.',
  },
  {
    when: {
      text: [
        'invalid refresh token',
        'refresh token is invalid',
        'refresh token expired',
        'provided authorization grant is invalid',
        'invalid_grant',
      ],
    },
    is: { cause: 'trakt.oauth.grant_dead', confidence: 'certain' },
    because: 'Trakt names the refresh token.',
  },
  {
    when: { field: { error: ['server_error', 'temporarily_unavailable'] } },
    is: { cause: 'trakt.server_error', confidence: 'certain' },
    because: 'Trakt says that the fault is its own, whatever the status.',
  },
  {
    when: { field: { error: 'invalid_scope' } },
    is: { cause: 'trakt.oauth.scope', confidence: 'certain' },
    because: 'Trakt names the scope.',
  },
  {
    when: { field: { error: ['unsupported_grant_type', 'unsupported_response_type', 'invalid_request'] } },
    is: { cause: 'trakt.oauth.bad_request' },
    because: 'Trakt refuses the form of the sign-in request.',
  },
]

const bare: readonly Rule[] = [
  {
    when: { path: tokenPath, method: 'GET', status: [404, 405] },
    is: { cause: 'trakt.wrong_method' },
    because: 'The token request must be a POST.',
  },
  {
    when: {
      path: /\/oauth\/device\/code\/?$/,
      status: [400, 401],
      body: ['absent', 'empty', 'json', 'text'],
    },
    is: { cause: 'trakt.oauth.client_unknown' },
    because: 'This call carries nothing but the client ID.',
  },
  {
    when: { path: tokenPath, status: [400, 401], body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.oauth.refresh_refused', confidence: 'guess' },
    because: 'Trakt has refused dead sign-ins with 400 and with 401, both without a word.',
  },
  {
    when: { path: /\/oauth\/revoke\/?$/, status: [400, 401], body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.oauth.client_unknown', confidence: 'guess' },
    because: 'A revocation is answered with 200 whatever the token is, so the client is left.',
  },
  {
    when: { path: signInCall, status: 404, body: ['absent', 'empty', 'json', 'text'] },
    is: { cause: 'trakt.oauth.no_such_address' },
    because: 'The sign-in host has these calls, so something else answered.',
  },
  {
    when: { path: /\/oauth\//, status: 429 },
    is: { cause: 'trakt.oauth.rate_limit' },
    because: 'Sign-in calls have a limit of their own.',
  },
  {
    when: { path: authorizePath, status: ['none'], query: { prompt: /login/ } },
    is: { cause: 'trakt.oauth.prompt_loop' },
    because: 'prompt=login sent people round in a circle in July 2026.',
  },
  {
    when: {
      host: 'auth.trakt.tv',
      path: authorizePath,
      status: 'none',
      body: 'absent',
      query: { client_id: false },
    },
    is: { cause: 'trakt.oauth.client_id_missing', confidence: 'certain' },
    because: 'The address names no app.',
  },
  {
    when: {
      host: [...siteHosts, 'auth.trakt.tv'],
      path: authorizePath,
      status: [400, 401, 403, 404, 422],
      body: ['absent', 'empty', 'json', 'text'],
    },
    is: { cause: 'trakt.oauth.authorize_refused', confidence: 'guess' },
    because: 'The sign-in page refuses redirect addresses and client IDs that it does not know.',
  },
  {
    when: { host: siteHosts, path: authorizePath, status: ['none', '3xx'], body: 'absent' },
    is: { cause: 'trakt.oauth.legacy_host' },
    because: 'The old page sends people on with a proof that the program does not have.',
  },
]

/** What decides before anything else: Trakt’s own words, and addresses that are wrong in themselves. */
export const traktWordRules: readonly Rule[] = [...device, ...words, ...hosts]

/** What the status of a sign-in call means where there are no words. */
export const traktOauthRules: readonly Rule[] = [...polls, ...bare]
