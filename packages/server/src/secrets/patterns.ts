/** Signs by which a secret is known without knowing it: the name it stands under, or its own shape. */

/** Names whose value is always a secret, as parameter, field or header. `_` stands for `_`, `-` or nothing. */
const secretNames = [
  'api_key',
  'x_api_key',
  'x_mediabrowser_token',
  'x_emby_token',
  'x_plex_token',
  'x_auth_token',
  'trakt_api_key',
  'access_token',
  'refresh_token',
  'id_token',
  'request_token',
  'auth_token',
  'bot_token',
  'token',
  'bearer',
  'client_secret',
  'secret',
  'secret_key',
  'webhook_secret',
  'device_code',
  'user_code',
  'code_verifier',
  'session_id',
  'guest_session_id',
  'session_key',
  'session_token',
  'session',
  'sid',
  'connect.sid',
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'authorization',
  'proxy_authorization',
  'cookie',
  'set_cookie',
  'csrf_token',
  'xsrf_token',
]

/** Names that hold a secret in an address, and mostly something harmless in an answer. */
const addressNames = ['key', 'apikey', 'code', 'auth', 'sig', 'signature', 'pin']

/** Headers that carry a credential, besides the names above. */
const headerNames =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?)$|(?:^|[-_])(?:api[-_]?key|token|secret|auth|password|session(?:[-_]id)?|csrf)$/i

function alternatives(names: readonly string[]): string {
  return names.map((name) => name.replaceAll('.', '\\.').replaceAll('_', '[_-]?')).join('|')
}

const always = alternatives(secretNames)
const inAddress = `${always}|${alternatives(addressNames)}`
const headers = alternatives([
  'authorization',
  'proxy_authorization',
  'cookie',
  'set_cookie',
  'x_api_key',
  'trakt_api_key',
  'x_mediabrowser_token',
  'x_emby_token',
  'x_plex_token',
  'x_auth_token',
])

/** The part before the secret is kept as `$1`. Order matters: a wider pattern stands before a narrower one. */
export interface SecretPattern {
  readonly because: string
  readonly find: RegExp
  /** Replacement, with `$MARK` where the secret was. */
  readonly put: string
}

const value = `[^&#\\s"'<>\\\\]+`

export const patterns: readonly SecretPattern[] = [
  {
    because: 'a header on a line of its own, as in a transcript',
    find: new RegExp(`^([ \\t]*(?:[<>*][ \\t]*)?(?:${headers})[ \\t]*:[ \\t]*)\\S[^\\r\\n]*`, 'gim'),
    put: '$1$MARK',
  },
  {
    because: 'a header within a line, as in a command',
    find: new RegExp(`((?<![\\w-])(?:${headers}):[ \\t]*)[^\\s"'][^\\r\\n"']*`, 'gi'),
    put: '$1$MARK',
  },
  {
    because: 'user and password before the host',
    find: /([a-z][a-z0-9+.-]{0,15}:\/\/)[^\s/?#"'<>]*@/gi,
    put: '$1$MARK@',
  },
  {
    because: 'a parameter of an address',
    find: new RegExp(`((?:[?&#;]|&amp;|%(?:25)*(?:3f|26|23))(?:${inAddress})(?:=|%(?:25)*3d))${value}`, 'gi'),
    put: '$1$MARK',
  },
  {
    because: 'a name with its value in a form or a log line',
    find: new RegExp(`((?<![\\w-])(?:${always})=)(?!["'])${value}`, 'gi'),
    put: '$1$MARK',
  },
  {
    because: 'a name with its value in quotes',
    find: new RegExp(`((?<![\\w-])(?:${always})=")[^"\\r\\n]+`, 'gi'),
    put: '$1$MARK',
  },
  {
    because: 'a field of JSON',
    find: new RegExp(`("(?:${always})"\\s*:\\s*")(?:[^"\\\\]|\\\\[^])+`, 'gi'),
    put: '$1$MARK',
  },
  {
    because: 'a field of JSON that is a number',
    find: new RegExp(`("(?:${always})"\\s*:\\s*)-?\\d[\\d.eE+-]*`, 'gi'),
    put: '$1"$MARK"',
  },
  {
    because: 'a field of JSON within a text of JSON',
    find: new RegExp(
      `(\\\\{1,8}"(?:${always})\\\\{1,8}"\\s*:\\s*\\\\{1,8}")(?:[^"\\\\]|\\\\[^"\\\\])+`,
      'gi',
    ),
    put: '$1$MARK',
  },
  {
    because: 'a field in single quotes',
    find: new RegExp(`('(?:${always})'\\s*:\\s*')(?:[^'\\\\]|\\\\[^])+`, 'gi'),
    put: '$1$MARK',
  },
  {
    because: 'a code or key in JSON that has the shape of a credential, unlike the words of an error code',
    find: /("(?:code|key|apikey|auth|pin)"\s*:\s*")(?=[^"]*\d)[A-Za-z0-9+/_=.-]{16,}(?=")/gi,
    put: '$1$MARK',
  },
  {
    because: 'a credential after its scheme',
    find: /(\b(?:Bearer|Basic|Token|Digest)\s+)(?=[^\s"']*\d|[^\s"']{24})[A-Za-z0-9._~+/=-]{8,}/gi,
    put: '$1$MARK',
  },
  {
    because: 'a key of OpenAI, also where its middle is already hidden',
    find: /()\bsk-[A-Za-z0-9_*-]{4,}/g,
    put: '$1$MARK',
  },
  {
    because: 'a signed token, such as the read access token of TMDb',
    find: /()\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,2}/g,
    put: '$1$MARK',
  },
  {
    because: 'TMDb puts the guest session into the path',
    find: /(\/guest_session\/)(?!new\b)[^/?#\s"'<>]+/gi,
    put: '$1$MARK',
  },
  {
    because: 'TMDb puts the account into the path',
    find: /(\/account\/)(?:\d+|[0-9a-f]{24,})(?=[/?#\s"'<>]|$)/gi,
    put: '$1$MARK',
  },
]

/** True for headers whose whole value is a credential. */
export function isSecretHeader(name: string): boolean {
  return headerNames.test(name)
}
