import type { Rule } from '../rules.ts'

/** Cloudflare's and other firewalls' refusals, as pages and as the short text that programs get. */
const blockWords: readonly (string | RegExp)[] = [
  'sorry, you have been blocked',
  'you are unable to access',
  'used cloudflare to restrict access',
  'is using a security service to protect itself from online attacks',
  /error code: (?:1005|1006|1007|1008|1009|1010|1012|1020|1106)\b/,
  /error (?:1005|1006|1007|1008|1009|1010|1012|1020)\b/,
  'banned you temporarily',
  'the owner of this website',
  'request blocked. we can',
  'the request could not be satisfied',
  'access denied | ',
  'your access to this site has been limited',
  'the requested url was rejected',
  'attention required! | cloudflare',
  'ddos-guard',
  'incapsula incident',
]

const challengeWords: readonly (string | RegExp)[] = [
  'just a moment...',
  'checking your browser',
  'cf-challenge',
  'challenge-platform',
  'cf_chl_',
  'enable javascript and cookies to continue',
  'verify you are human',
  'captcha',
]

/** Signs of a page that asks who is there: a portal in front of the service, or its own sign-in. */
export const loginWords: readonly (string | RegExp)[] = [
  'type="password"',
  "type='password'",
  'type=password',
  'authelia',
  'authentik',
  'keycloak',
  'oauth2-proxy',
  'oauth2 proxy',
  'vouch proxy',
  'cloudflare access',
  'pocket id',
  'tinyauth',
  'organizr',
  /<title[^>]{0,200}>[^<]{0,300}(?:sign in|sign-in|log in|login|signin|anmelden|connexion|iniciar sesi)/,
]

const limitWords: readonly (string | RegExp)[] = [
  'you are being rate limited',
  'error code: 1015',
  /error 1015\b/,
]

/** Refusals of a firewall are told apart from the service's by their words, whatever status they carry. */
export const firewallRules: readonly Rule[] = [
  {
    when: { status: [429, 'none', 403], body: ['html', 'text'], text: limitWords },
    is: { cause: 'http.firewall_rate_limit', confidence: 'certain' },
    because: 'Cloudflare’s own page 1015 says that the caller is too fast.',
  },
  {
    when: { status: 429, body: ['html', 'text'], text: [...blockWords, ...challengeWords] },
    is: { cause: 'http.firewall_rate_limit' },
    because: 'A refusal page with 429 is the firewall’s counter, not the service’s.',
  },
  {
    when: { header: { 'cf-mitigated': /challenge/i } },
    is: { cause: 'http.firewall_challenge', confidence: 'certain' },
    because: 'Cloudflare marks its challenges with a header.',
  },
  {
    when: { status: ['none', '2xx', '4xx', 503], body: ['html', 'text'], text: blockWords },
    is: { cause: 'http.firewall_blocked', confidence: 'certain' },
    because: 'The words are those of a firewall’s refusal.',
  },
  {
    when: { status: ['none', '2xx', 403, 503], body: ['html', 'text'], text: challengeWords },
    is: { cause: 'http.firewall_challenge' },
    because: 'The page is a check for browsers.',
  },
  {
    when: { status: 403, body: 'html', header: { server: /cloudflare/i } },
    is: { cause: 'http.firewall_blocked' },
    because: 'A page from Cloudflare with 403 was not written by the service.',
  },
]

/** Pages and redirects where data was asked for. */
export const pageRules: readonly Rule[] = [
  {
    when: {
      text: ['plain http request was sent to https port', 'client sent an http request to an https server'],
    },
    is: { cause: 'transport.http_on_tls_port', confidence: 'certain' },
    because: 'The web server itself says that it wants https.',
  },
  {
    when: { status: ['none', '2xx', 401, 403], body: 'html', text: loginWords, typed: true },
    is: { cause: 'http.login_page', confidence: 'certain' },
    because: 'The page holds a sign-in form.',
  },
  {
    when: { status: [401, 403], body: 'html', text: loginWords },
    is: { cause: 'http.captive_page' },
    because: 'A public API shows nobody a sign-in form: the network in between does.',
  },
  {
    when: { status: 401, body: 'html', typed: true },
    is: { cause: 'http.sign_in_in_front' },
    because: 'APIs refuse in JSON; a page comes from a proxy in front.',
  },
  {
    when: { status: 401, body: 'html' },
    is: { cause: 'http.captive_page' },
    because: 'A public API refuses in JSON; a page comes from something on the way.',
  },
  {
    when: { status: '3xx', redirect: ['login', 'setup'], typed: true },
    is: { cause: 'http.login_page' },
    because: 'The redirect leads to a sign-in.',
  },
  {
    when: { status: '3xx', redirect: 'https' },
    is: { cause: 'http.https_needed', confidence: 'certain' },
    because: 'The redirect leads to the same host with https.',
  },
  {
    when: { status: '3xx', redirect: 'other_host', typed: true },
    is: { cause: 'http.login_page', confidence: 'guess' },
    because: 'A self-hosted service that sends callers to another host usually sends them to a login portal.',
  },
  {
    when: { status: '3xx', redirect: ['other_host', 'login', 'setup'] },
    is: { cause: 'http.redirected_away' },
    because: 'A public API does not send its callers to other hosts or to a sign-in.',
  },
  {
    when: { status: '3xx', redirect: ['same_host', 'unknown'] },
    is: { cause: 'http.redirected' },
    because: 'An API answers at its own address.',
  },
  {
    when: { status: ['2xx', 'none'], body: 'html', typed: true },
    is: { cause: 'http.web_page' },
    because: 'A page at a typed address means that the address is not the API’s.',
  },
  {
    when: { status: '2xx', body: 'html' },
    is: { cause: 'http.captive_page' },
    because: 'A public API never answers with a page: something else answered.',
  },
  {
    when: { status: 404, body: 'html', typed: true },
    is: { cause: 'http.wrong_page' },
    because: 'A web server without the service answers 404 with its own page.',
  },
]
